package dev.gramme.database.backup;

import dev.gramme.database.crypto.TableKeys;
import dev.gramme.database.layout.HistoryRows;
import dev.gramme.database.layout.ItemRows;
import dev.gramme.database.layout.SealedItem;
import dev.gramme.item.Item;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.Direction;
import dev.gramme.kv.KvCursor;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvSnapshot;
import dev.gramme.kv.ReadMode;
import dev.gramme.kv.RowRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a part of a table as it was at a stamp: of each item the first version that was replaced later, else the item
 * itself. Items and versions lie in the same order, so this is one walk along both, in slices.
 */
public final class PastReader {
    private final KvEngine engine;

    public PastReader(KvEngine engine) {
        this.engine = engine;
    }

    /**
     * A stretch of a part.
     *
     * @param items in the order of their rows
     * @param last the last row that was looked at, whether there was an item then or not; null at the end
     */
    record Slice(List<Item> items, @Nullable Bytes last) {}

    /** Reads behind a row, or from the start, until so many rows were looked at. */
    Slice read(TableKeys keys, PastTable.Part part, @Nullable Bytes after, int rows) {
        List<Item> found = new ArrayList<>();
        Bytes last = look(part, after, rows, (row, stored) -> found.add(SealedItem.open(keys, row, stored)));
        return new Slice(found, last);
    }

    /**
     * Shows what was stored at the time, with its row, behind a row or from the start, until so many rows were looked
     * at.
     *
     * @return the last row that was looked at; null at the end
     */
    public @Nullable Bytes look(PastTable.Part part, @Nullable Bytes after, int rows, BiConsumer<Bytes, Bytes> shown) {
        RowRange all = ItemRows.SPACE.hashRange(part.fromHash32(), part.toHash32());
        RowRange allVersions = HistoryRows.between(part.fromHash32(), part.toHash32(), after);
        RowRange rest = after == null ? all : new RowRange(RowRange.after(after), all.to());
        try (KvSnapshot snapshot = engine.snapshot(part.partition(), ReadMode.STRONG);
                KvCursor items = snapshot.scan(part.partition(), rest, Direction.FORWARD);
                KvCursor versions = snapshot.scan(part.partition(), allVersions, Direction.FORWARD)) {
            return new Walk(part.stamp(), items, versions).run(rows, shown);
        }
    }

    private static final class Walk {
        private final long stamp;
        private final KvCursor items;
        private final KvCursor versions;
        private @Nullable Bytes item;
        private @Nullable Bytes versioned;

        Walk(long stamp, KvCursor items, KvCursor versions) {
            this.stamp = stamp;
            this.items = items;
            this.versions = versions;
            nextItem();
            nextVersion();
        }

        private void nextItem() {
            item = items.next() ? items.row() : null;
        }

        private void nextVersion() {
            versioned = versions.next() ? HistoryRows.itemRow(versions.row()) : null;
        }

        @Nullable
        Bytes run(int rows, BiConsumer<Bytes, Bytes> shown) {
            Bytes last = null;
            for (int looked = 0; item != null || versioned != null; looked++) {
                if (looked == rows) {
                    return last;
                }
                Bytes row = first(item, versioned);
                Bytes stored = storedAt(row);
                if (stored != null) {
                    shown.accept(row, stored);
                }
                last = row;
            }
            return null;
        }

        private static Bytes first(@Nullable Bytes one, @Nullable Bytes other) {
            if (one == null || other == null) {
                return Objects.requireNonNull(one == null ? other : one);
            }
            return one.compareTo(other) <= 0 ? one : other;
        }

        /** What lay at a row, to which both cursors have come as far as they have it; they go on behind it. */
        private @Nullable Bytes storedAt(Bytes row) {
            boolean replaced = false;
            Bytes stored = null;
            while (versioned != null && row.equals(versioned)) {
                if (!replaced && HistoryRows.stamp(versions.row()) > stamp) {
                    replaced = true;
                    stored = versions.value().length() == 0 ? null : versions.value();
                }
                nextVersion();
            }
            if (item != null && row.equals(item)) {
                if (!replaced) {
                    stored = items.value();
                }
                nextItem();
            }
            return stored;
        }
    }
}
