package dev.gramme.database.split;

import dev.gramme.database.layout.ItemRows;
import dev.gramme.database.layout.Keyspace;
import dev.gramme.database.layout.RowSpace;
import dev.gramme.database.layout.SplitRows;
import dev.gramme.database.table.Split;
import dev.gramme.database.table.Table;
import dev.gramme.database.table.TableGate;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.Direction;
import dev.gramme.kv.Key;
import dev.gramme.kv.KvCursor;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvException;
import dev.gramme.kv.KvTransaction;
import dev.gramme.kv.ReadMode;
import dev.gramme.kv.RowRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Copies the upper part of a partition, batch by batch, to the partition that gets it. Each batch reads its rows for
 * update and writes them and how far it has come in one commit; writers write to both by then, so a row is either
 * copied as it is or written again by whoever changes it.
 */
final class PartitionCopy {
    /** Rows of a batch: few, since writers of the same rows wait for it. */
    private static final int BATCH_ROWS = 64;

    private static final int BATCH_BYTES = 512 << 10;
    /** Rows looked at for a batch, where few of them are moved. */
    private static final int MOST_LOOKED = 2_000;

    private final KvEngine engine;

    PartitionCopy(KvEngine engine) {
        this.engine = engine;
    }

    /** What is moved, in the order of the rows. */
    private static List<RowRange> ranges(Table table, Split split) {
        if (split.indexId() != 0) {
            return entries(table, split);
        }
        List<RowRange> ranges = new ArrayList<>();
        ranges.add(ofSpace(ItemRows.SPACE, split));
        ranges.addAll(entries(table, split));
        // among the rest, since they are in the order of time
        ranges.add(Keyspace.EXPIRY.rows());
        return ranges;
    }

    /** The entries that are moved: of the table's local indexes, or of one global index. */
    static List<RowRange> entries(Table table, Split split) {
        return table.indexes().stream()
                .filter(index -> split.indexId() == (index.isGlobal() ? index.id() : 0))
                .map(index -> ofSpace(index.space(), split))
                .sorted(Comparator.comparing(RowRange::from))
                .toList();
    }

    private static RowRange ofSpace(RowSpace space, Split split) {
        return space.hashRange(split.fromHash32(), split.toHash32());
    }

    /**
     * Copies the next batch.
     *
     * @return whether there was nothing more to copy
     */
    boolean next(Table table, Split split) {
        Key progress = SplitRows.progress(split.child());
        Bytes reached = engine.get(progress, ReadMode.STRONG);
        for (RowRange range : ranges(table, split)) {
            RowRange rest = reached == null ? range : range.intersect(new RowRange(RowRange.after(reached), null));
            if (rest.isEmpty()) {
                continue;
            }
            List<Key> batch = new ArrayList<>(BATCH_ROWS);
            Bytes last = look(split, rest, batch);
            if (last != null) {
                write(table, split, batch, progress, last);
                return false;
            }
        }
        return true;
    }

    /** Adds rows that are moved; returns the last one looked at, null where there is none at all. */
    private @Nullable Bytes look(Split split, RowRange rest, List<Key> batch) {
        Bytes last = null;
        int bytes = 0;
        try (KvCursor cursor = engine.scan(split.parent(), rest, Direction.FORWARD, ReadMode.STRONG)) {
            for (int looked = 0;
                    looked < MOST_LOOKED && batch.size() < BATCH_ROWS && bytes < BATCH_BYTES && cursor.next();
                    looked++) {
                last = cursor.row();
                if (split.moves(split.parent(), last)) {
                    batch.add(new Key(split.parent(), last));
                    bytes += last.length() + cursor.value().length();
                }
            }
        }
        return last;
    }

    private void write(Table table, Split split, List<Key> batch, Key progress, Bytes last) {
        try (TableGate.Pass pass = table.gate().enter();
                KvTransaction transaction = engine.begin(split.child())) {
            if (!split.equals(pass.table().record().moves().split())) {
                throw new KvException.Conflict("The split is not what it was");
            }
            List<@Nullable Bytes> values = transaction.getAllForUpdate(batch);
            for (int at = 0; at < batch.size(); at++) {
                Bytes value = values.get(at);
                if (value != null) {
                    transaction.put(new Key(split.child(), batch.get(at).row()), value);
                }
            }
            transaction.put(progress, last);
            transaction.commit();
        }
    }
}
