package dev.gramme.database.index;

import dev.gramme.database.layout.SealedItem;
import dev.gramme.database.layout.SystemRows;
import dev.gramme.database.store.ItemCursor;
import dev.gramme.database.store.ItemStore;
import dev.gramme.database.table.Index;
import dev.gramme.database.table.ItemKey;
import dev.gramme.database.table.Table;
import dev.gramme.database.table.TablePartition;
import dev.gramme.database.table.Tables;
import dev.gramme.database.work.Lease;
import dev.gramme.database.work.Worker;
import dev.gramme.item.Item;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.Direction;
import dev.gramme.kv.Key;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvException;
import dev.gramme.kv.KvTransaction;
import dev.gramme.kv.PartitionId;
import dev.gramme.kv.ReadMode;
import dev.gramme.kv.RowRange;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fills indexes that were added to tables, and empties those that were deleted. It walks the table's items a batch at a
 * time; each batch locks its items, reads them again and writes their entries together with how far it has come, so
 * that it may be cut off anywhere and goes on where it was. Writers maintain the index from the start; the walk begins
 * when no writer is left who does not.
 */
public final class IndexWorker implements Worker {
    /** Items of a batch: few, since writers of the same items wait for it. */
    private static final int BATCH_ITEMS = 64;
    /** Batches between two lines in the log. */
    private static final int BATCHES_PER_REPORT = 2_000;

    private final System.Logger log = System.getLogger(IndexWorker.class.getName());
    private final KvEngine engine;
    private final Tables tables;
    private final ItemStore items;

    public IndexWorker(KvEngine engine, Tables tables, ItemStore items) {
        this.engine = engine;
        this.tables = tables;
        this.items = items;
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
                if (!index.isComplete() && table.isUpdating() && table.gate().isOlderGone()) {
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
            forget(index);
        }
    }

    private static Key progressKey(Index index) {
        return SystemRows.backfill(index.table().record().tableId(), index.id());
    }

    /** Up to where the items have their entries: a partition of the table and the last row done in it. */
    private record Progress(int partition, @Nullable Bytes row) {
        static final Progress START = new Progress(0, null);

        static Progress decode(@Nullable Bytes stored) {
            if (stored == null) {
                return START;
            }
            ByteBuffer buffer = ByteBuffer.wrap(stored.array());
            int partition = buffer.getInt();
            byte[] row = new byte[buffer.remaining()];
            buffer.get(row);
            return new Progress(partition, row.length == 0 ? null : Bytes.of(row));
        }

        Bytes encode() {
            byte[] tail = row == null ? new byte[0] : row.array();
            return Bytes.of(ByteBuffer.allocate(4 + tail.length)
                    .putInt(partition)
                    .put(tail)
                    .array());
        }
    }

    private void fill(Index index) {
        Progress progress = Progress.decode(engine.get(progressKey(index), ReadMode.STRONG));
        List<TablePartition> partitions = index.table().partitions();
        int batches = 0;
        while (progress.partition() < partitions.size() && batches < BATCHES_PER_REPORT) {
            progress = fillBatch(index, partitions.get(progress.partition()).id(), progress);
            batches++;
        }
        if (progress.partition() == partitions.size()) {
            tables.indexFilled(index);
            forget(index);
        }
        log.log(
                System.Logger.Level.INFO,
                "Index filled: table={0} index={1} entries={2} partitions={3}/{4}",
                index.table().name(),
                index.name(),
                index.statistics().items(),
                progress.partition(),
                partitions.size());
    }

    private Progress fillBatch(Index index, PartitionId partition, Progress from) {
        Table table = index.table();
        RowRange all = table.space().all();
        Bytes last = from.row();
        RowRange rest = last == null ? all : new RowRange(RowRange.after(last), all.to());
        List<ItemKey> batch = new ArrayList<>(BATCH_ITEMS);
        try (ItemCursor cursor = items.scan(table, partition, rest, Direction.FORWARD, ReadMode.STRONG)) {
            while (batch.size() < BATCH_ITEMS && cursor.next()) {
                batch.add(table.keyOfItem(cursor.item()));
            }
        }
        Progress next = batch.size() < BATCH_ITEMS
                ? new Progress(from.partition() + 1, null)
                : new Progress(from.partition(), batch.getLast().location().row());
        while (true) {
            try {
                write(index, batch, next);
                return next;
            } catch (KvException.Conflict e) {
                log.log(System.Logger.Level.DEBUG, "A batch of a backfill is tried again: index={0}", index.name());
            }
        }
    }

    private void write(Index index, List<ItemKey> batch, Progress next) {
        Table table = index.table();
        List<Item> added = new ArrayList<>();
        try (KvTransaction transaction = engine.begin()) {
            batch.sort(Comparator.comparing(ItemKey::location));
            for (ItemKey key : batch) {
                Bytes stored = transaction.getForUpdate(key.location());
                Item item = stored == null
                        ? null
                        : SealedItem.open(table.keys(), key.location().row(), stored);
                if (item == null || !index.holds(item)) {
                    continue;
                }
                Key entry = index.entryKey(key, item);
                Item projected = index.project(item);
                if (transaction.getForUpdate(entry) == null) {
                    added.add(projected);
                }
                transaction.put(entry, SealedItem.seal(table.keys(), entry.row(), projected));
            }
            transaction.put(progressKey(index), next.encode());
            transaction.commit();
        }
        for (Item entry : added) {
            index.statistics().add(1, entry.sizeBytes());
        }
    }

    private void forget(Index index) {
        try (KvTransaction transaction = engine.begin()) {
            transaction.delete(progressKey(index));
            transaction.commit();
        }
    }
}
