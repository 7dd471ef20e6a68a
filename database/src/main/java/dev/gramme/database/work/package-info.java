/**
 * Background work: features write what they want into the catalog, workers read it and bring the world into that state,
 * a bounded slice at a time, under a lease so that of many processes only one does it. Start at
 * {@link dev.gramme.database.work.Worker}.
 */
@NullMarked
package dev.gramme.database.work;

import org.jspecify.annotations.NullMarked;
