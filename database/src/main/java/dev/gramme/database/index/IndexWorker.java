package dev.gramme.database.index;

import dev.gramme.database.layout.SealedItem;
import dev.gramme.database.layout.SystemRows;
import dev.gramme.database.store.ItemWalk;
import dev.gramme.database.table.Index;
import dev.gramme.database.table.ItemKey;
import dev.gramme.database.table.Table;
import dev.gramme.database.table.Tables;
import dev.gramme.database.work.Lease;
import dev.gramme.database.work.Worker;
import dev.gramme.item.Item;
import dev.gramme.kv.Key;
import dev.gramme.kv.KvTransaction;
import org.jspecify.annotations.Nullable;

/**
 * Fills indexes that were added to tables, and empties those that were deleted. Writers maintain the index from the
 * start; the walk begins when no writer is left who does not.
 */
public final class IndexWorker implements Worker {
    /** Batches between two lines in the log, and before a database that is closed stops: about a second. */
    private static final int BATCHES_PER_REPORT = 500;

    private final System.Logger log = System.getLogger(IndexWorker.class.getName());
    private final Tables tables;
    private final ItemWalk walk;

    public IndexWorker(Tables tables, ItemWalk walk) {
        this.tables = tables;
        this.walk = walk;
    }

    @Override
    public String name() {
        return "indexes";
    }

    @Override
    public boolean hasWork() {
        return next() != null;
    }

    private @Nullable Index next() {
        for (Table table : tables.all()) {
            for (Index index : table.indexes()) {
                boolean isSplit = !index.isMaintained() && index.split() != null;
                if (!index.isComplete()
                        && !isSplit
                        && table.isUpdating()
                        && table.gate().isOlderGone()) {
                    return index;
                }
            }
        }
        return null;
    }

    @Override
    public void runSlice(Lease lease) {
        Index index = next();
        if (index == null) {
            return;
        }
        if (index.isMaintained()) {
            fill(index);
        } else {
            tables.dropIndex(index);
            walk.forget(progressKey(index));
        }
    }

    private static Key progressKey(Index index) {
        return SystemRows.backfill(index.table().record().tableId(), index.id());
    }

    private void fill(Index index) {
        boolean filled = walk.goOn(
                index.table(),
                progressKey(index),
                BATCHES_PER_REPORT,
                (transaction, key, item) -> addEntry(index, transaction, key, item));
        if (filled) {
            tables.indexFilled(index);
            walk.forget(progressKey(index));
        }
        log.log(
                System.Logger.Level.INFO,
                "Index {0}: table={1} index={2} entries={3}",
                filled ? "filled" : "being filled",
                index.table().name(),
                index.name(),
                index.statistics().items());
    }

    private static @Nullable Runnable addEntry(Index index, KvTransaction transaction, ItemKey key, Item item) {
        if (!index.holds(item)) {
            return null;
        }
        Key entry = index.entryKey(key, item);
        Item projected = index.project(item);
        boolean isNew = transaction.getForUpdate(entry) == null;
        transaction.put(entry, SealedItem.seal(index.table().keys(), entry.row(), projected));
        return isNew ? () -> index.statistics().add(1, projected.sizeBytes()) : null;
    }
}
