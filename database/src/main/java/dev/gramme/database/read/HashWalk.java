package dev.gramme.database.read;

import dev.gramme.database.store.ItemCursor;
import dev.gramme.database.store.ItemStore;
import dev.gramme.database.table.ItemSource;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.Direction;
import dev.gramme.kv.ReadMode;
import dev.gramme.kv.RowRange;
import org.jspecify.annotations.Nullable;

/** Walks items in the order of their partition keys' hashes. */
final class HashWalk {
    private HashWalk() {}

    /** Fills a page with items of hashes from one to, but not with, another; behind a row where one is given. */
    static void fill(
            ItemStore items,
            ItemSource source,
            long fromHash,
            long toHash,
            @Nullable Bytes behind,
            ReadMode mode,
            PageReader page) {
        RowRange rows = source.space().hashRange(fromHash, toHash);
        if (behind != null && behind.compareTo(rows.from()) >= 0) {
            rows = new RowRange(RowRange.after(behind), rows.to());
        }
        try (ItemCursor cursor = items.scan(source, rows, Direction.FORWARD, mode)) {
            page.fill(cursor);
        }
    }
}
