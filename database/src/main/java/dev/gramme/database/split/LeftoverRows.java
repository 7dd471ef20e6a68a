package dev.gramme.database.split;

import dev.gramme.database.layout.HistoryRows;
import dev.gramme.database.layout.ItemRows;
import dev.gramme.database.layout.Keyspace;
import dev.gramme.database.layout.RowSpace;
import dev.gramme.database.layout.SplitRows;
import dev.gramme.database.table.Split;
import dev.gramme.database.table.Table;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.Direction;
import dev.gramme.kv.Key;
import dev.gramme.kv.KvCursor;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvTransaction;
import dev.gramme.kv.PartitionId;
import dev.gramme.kv.ReadMode;
import dev.gramme.kv.RowRange;
import java.util.ArrayList;
import java.util.List;

/** Deletes what a split has left in the partition it took rows from. May be cut off anywhere and done again. */
final class LeftoverRows {
    private static final int BATCH_ROWS = 1_000;

    private final KvEngine engine;

    LeftoverRows(KvEngine engine) {
        this.engine = engine;
    }

    /** All of it. */
    void delete(Table table, Split split) {
        deleteDerived(table, split);
        PartitionId parent = split.parent();
        if (split.indexId() == 0) {
            try (KvTransaction transaction = engine.begin(parent)) {
                for (RowSpace space : List.of(ItemRows.SPACE, HistoryRows.SPACE)) {
                    transaction.deleteRange(parent, space.hashRange(split.fromHash32(), split.toHash32()));
                }
                transaction.commit();
            }
        }
        try (KvTransaction transaction = engine.begin(split.child())) {
            transaction.delete(SplitRows.progress(split.child()));
            transaction.commit();
        }
    }

    /** What is worked out from items: nobody needs it even who reads the table as it was. */
    void deleteDerived(Table table, Split split) {
        try (KvTransaction transaction = engine.begin(split.parent())) {
            for (RowRange range : PartitionCopy.entries(table, split)) {
                transaction.deleteRange(split.parent(), range);
            }
            transaction.commit();
        }
        if (split.indexId() == 0) {
            deleteScattered(split);
        }
    }

    /** Times of expiry are in the order of time. */
    private void deleteScattered(Split split) {
        RowRange rest = Keyspace.EXPIRY.rows();
        while (!rest.isEmpty()) {
            List<Key> moved = new ArrayList<>();
            Bytes last = null;
            int looked = 0;
            try (KvCursor cursor = engine.scan(split.parent(), rest, Direction.FORWARD, ReadMode.STRONG)) {
                for (; looked < BATCH_ROWS && cursor.next(); looked++) {
                    last = cursor.row();
                    if (split.moves(split.parent(), last)) {
                        moved.add(new Key(split.parent(), last));
                    }
                }
            }
            if (!moved.isEmpty()) {
                try (KvTransaction transaction = engine.begin(split.parent())) {
                    moved.forEach(transaction::delete);
                    transaction.commit();
                }
            }
            if (looked < BATCH_ROWS || last == null) {
                return;
            }
            rest = new RowRange(RowRange.after(last), rest.to());
        }
    }
}
