package dev.gramme.database.layout;

import dev.gramme.kv.Bytes;
import dev.gramme.kv.Key;
import dev.gramme.kv.PartitionId;

/** The row that tells how far the filling of a partition has come: keyspace (1 byte). */
public final class SplitRows {
    private SplitRows() {}

    /** The row in the partition being filled; its value is the last row that was copied. */
    public static Key progress(PartitionId child) {
        return new Key(child, Bytes.of(new byte[] {Keyspace.SPLIT.id()}));
    }
}
