package dev.gramme.kv;

import org.jspecify.annotations.Nullable;

/** Reads of one consistent view. */
public interface KvReads {
    /** The value of a key, or null where there is none. */
    @Nullable
    Bytes get(Key key);

    /** A cursor before the first row of the range, in the given direction; the caller closes it. */
    KvCursor scan(PartitionId partition, RowRange range, Direction direction);
}
