package dev.gramme.database.store;

import dev.gramme.database.env.Environment;
import dev.gramme.database.layout.SealedItem;
import dev.gramme.database.table.ItemKey;
import dev.gramme.database.table.Table;
import dev.gramme.database.table.TableGate;
import dev.gramme.database.table.TablePartition;
import dev.gramme.item.Item;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.Direction;
import dev.gramme.kv.Key;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvException;
import dev.gramme.kv.KvTransaction;
import dev.gramme.kv.ReadMode;
import dev.gramme.kv.RowRange;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks all items of a table once, to write what is derived from them. Each batch locks its items, reads them again and
 * writes how far the walk has come in the same commit, so that it may be cut off anywhere and goes on where it was.
 */
public final class ItemWalk {
    /** Items of a batch: few, since writers of the same items wait for it. */
    private static final int BATCH_ITEMS = 64;

    private final System.Logger log = System.getLogger(ItemWalk.class.getName());
    /** After so many batches it rests for as long as they took: half of a processor is left to whoever writes. */
    private static final int BATCHES_AT_A_TIME = 16;

    private final KvEngine engine;
    private final Environment environment;
    private final ItemStore items;

    public ItemWalk(KvEngine engine, Environment environment, ItemStore items) {
        this.engine = engine;
        this.environment = environment;
        this.items = items;
    }

    /** What is done for each item. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * Adds writes to the transaction that holds the item's lock; may be called many times for one item.
         *
         * @return what is to be done once if this attempt is the one that happens; null for nothing
         */
        @Nullable
        Runnable visit(KvTransaction transaction, ItemKey key, Item item);
    }

    /** Up to where the walk has come: a partition of the table and the last row done in it. */
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

    /**
     * Goes on for some batches.
     *
     * @param progressKey where it is written down how far the walk has come
     * @return whether all items are done
     */
    public boolean goOn(Table table, Key progressKey, int batches, Visitor visitor) {
        Progress progress = Progress.decode(engine.get(progressKey, ReadMode.STRONG));
        List<TablePartition> partitions = table.partitions();
        if (progress.equals(Progress.START) && engine.limits().waitsOnNetwork()) {
            // A write of a server that stalled while it had leave to write could still arrive: not behind a fence.
            new Fences(engine).set(partitions.stream().map(TablePartition::id).toList());
        }
        long began = environment.nanoTime();
        for (int batch = 1; progress.partition() < partitions.size() && batch <= batches; batch++) {
            progress = batch(table, rows(table, progress.partition()), progressKey, progress, visitor);
            if (batch % BATCHES_AT_A_TIME == 0) {
                environment.sleepMillis((environment.nanoTime() - began) / 1_000_000);
                began = environment.nanoTime();
            }
        }
        return progress.partition() == partitions.size();
    }

    /** Forgets how far a walk has come; the next one begins anew. */
    public void forget(Key progressKey) {
        try (KvTransaction transaction = engine.begin()) {
            transaction.delete(progressKey);
            transaction.commit();
        }
    }

    private static RowRange rows(Table table, int at) {
        List<TablePartition> partitions = table.partitions();
        return table.space().hashRange(partitions.get(at).fromHash32(), TablePartition.endHash32(partitions, at));
    }

    private Progress batch(Table table, RowRange all, Key progressKey, Progress from, Visitor visitor) {
        Bytes last = from.row();
        RowRange rest = last == null ? all : new RowRange(RowRange.after(last), all.to());
        List<ItemKey> batch = new ArrayList<>(BATCH_ITEMS);
        try (ItemCursor cursor = items.scan(table, rest, Direction.FORWARD, ReadMode.STRONG)) {
            while (batch.size() < BATCH_ITEMS && cursor.next()) {
                batch.add(table.keyOfItem(cursor.item()));
            }
        }
        Progress next = batch.size() < BATCH_ITEMS
                ? new Progress(from.partition() + 1, null)
                : new Progress(from.partition(), batch.getLast().location().row());
        while (true) {
            try {
                write(table, batch, progressKey, next, visitor);
                return next;
            } catch (KvException.Conflict | HeldException e) {
                log.log(System.Logger.Level.DEBUG, "A batch of a walk is tried again: table={0}", table.name());
            }
        }
    }

    private void write(Table table, List<ItemKey> asked, Key progressKey, Progress next, Visitor visitor) {
        List<Runnable> afterCommit = new ArrayList<>();
        try (TableGate.Pass pass = table.gate().enter();
                KvTransaction transaction = MovingTransaction.of(engine.begin(), pass.table())) {
            List<ItemKey> batch = asked.stream()
                    .map(pass.table()::placed)
                    .sorted(Comparator.comparing(ItemKey::location))
                    .toList();
            for (ItemKey key : batch) {
                Bytes stored = transaction.getForUpdate(key.location());
                if (stored != null) {
                    Item item = SealedItem.open(table.keys(), key.location().row(), stored);
                    Runnable after = visitor.visit(transaction, key, item);
                    if (after != null) {
                        afterCommit.add(after);
                    }
                }
            }
            transaction.put(progressKey, next.encode());
            transaction.commit();
        }
        afterCommit.forEach(Runnable::run);
    }
}
