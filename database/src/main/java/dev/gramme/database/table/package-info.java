/**
 * The catalog: which tables there are, their schema, settings, keys and partitions, and how they come and go. Start at
 * {@link dev.gramme.database.table.Tables}.
 */
@NullMarked
package dev.gramme.database.table;

import org.jspecify.annotations.NullMarked;
