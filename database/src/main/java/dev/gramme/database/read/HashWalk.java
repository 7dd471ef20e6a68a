package dev.gramme.database.read;

import dev.gramme.database.layout.RowSpace;
import dev.gramme.database.store.ItemCursor;
import dev.gramme.database.store.ItemStore;
import dev.gramme.database.table.ItemSource;
import dev.gramme.database.table.TablePartition;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.Direction;
import dev.gramme.kv.ReadMode;
import dev.gramme.kv.RowRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walks items in the order of their partition keys' hashes, from partition to partition. */
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
        List<TablePartition> partitions = source.partitions();
        for (int at = 0; at < partitions.size(); at++) {
            long from = Math.max(fromHash, partitions.get(at).fromHash32());
            long end = at + 1 < partitions.size() ? partitions.get(at + 1).fromHash32() : RowSpace.HASHES;
            long to = Math.min(toHash, end);
            if (from >= to) {
                continue;
            }
            RowRange rows = source.space().hashRange(from, to);
            if (behind != null && behind.compareTo(rows.from()) >= 0) {
                rows = new RowRange(RowRange.after(behind), rows.to());
            }
            if (rows.isEmpty()) {
                continue;
            }
            try (ItemCursor cursor = items.scan(source, partitions.get(at).id(), rows, Direction.FORWARD, mode)) {
                if (!page.fill(cursor)) {
                    return;
                }
            }
        }
    }
}
