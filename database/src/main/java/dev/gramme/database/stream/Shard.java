package dev.gramme.database.stream;

import dev.gramme.kv.PartitionId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The changes of one partition of a table over a stretch of time.
 *
 * @param parentId the shard before it, of the same partition or of the one it was split from; null for the first
 * @param from its changes have stamps greater than this
 * @param to its changes have stamps smaller than this; {@link #OPEN} while more may come
 * @param trimmedTo changes with stamps smaller than this are gone
 * @param openedMillis when it was opened
 * @param closedMillis when it was closed; 0 while it is open
 */
public record Shard(
        String id,
        PartitionId partition,
        @Nullable String parentId,
        long from,
        long to,
        long trimmedTo,
        long openedMillis,
        long closedMillis) {
    static final long OPEN = Long.MAX_VALUE;

    static Shard open(PartitionId partition, @Nullable String parentId, long from, long nowMillis) {
        String id = String.format(Locale.ROOT, "shardId-%020d-%08x", nowMillis, (int) partition.number());
        return new Shard(id, partition, parentId, from, OPEN, from, nowMillis, 0);
    }

    /** The shard behind this one, or one of two; its id is another even where the clock stands still. */
    Shard followed(PartitionId by, long from, long nowMillis) {
        return open(by, id, from, Math.max(nowMillis, openedMillis + 1));
    }

    public boolean isOpen() {
        return to == OPEN;
    }

    Shard closed(long stamp, long nowMillis) {
        return new Shard(id, partition, parentId, from, stamp, trimmedTo, openedMillis, nowMillis);
    }

    Shard trimmed(long stamp) {
        return new Shard(id, partition, parentId, from, to, stamp, openedMillis, closedMillis);
    }
}
