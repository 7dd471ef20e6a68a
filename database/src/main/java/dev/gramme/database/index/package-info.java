/**
 * Secondary indexes: their entries are kept with each change of an item, in its transaction
 * ({@link dev.gramme.database.index.IndexMaintenance}); one that is added to a table with items is filled by
 * {@link dev.gramme.database.index.IndexWorker}. What an index is stands in {@link dev.gramme.database.table.Index}.
 */
@NullMarked
package dev.gramme.database.index;

import org.jspecify.annotations.NullMarked;
