/** Seeded simulation of the database over a faulty engine; start at {@link dev.gramme.database.burn.Burn}. */
package dev.gramme.database.burn;
