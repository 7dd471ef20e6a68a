/**
 * Capacity units: what reads and writes cost, and how that is reported. Start at
 * {@link dev.gramme.database.capacity.Units}.
 */
@NullMarked
package dev.gramme.database.capacity;

import org.jspecify.annotations.NullMarked;
