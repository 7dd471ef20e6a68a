package dev.gramme.database.table;

import dev.gramme.kv.PartitionId;

/**
 * What a partition still holds of rows that went to another one: nobody reads them any more, but whoever looks at the
 * table as it was before.
 *
 * @param indexId number of the global index whose partition it is; 0 for the table's own
 * @param fromHash32 first hash of what went
 * @param toHash32 where it ends; 2^32 for the end
 * @param childStamp whatever was written to the child since has a greater stamp, whatever came there before a smaller
 *     one
 * @param sinceMillis when it went
 */
public record Leftover(
        int indexId,
        PartitionId parent,
        PartitionId child,
        long fromHash32,
        long toHash32,
        long childStamp,
        long sinceMillis) {
    static Leftover of(Split split, long childStamp, long nowMillis) {
        return new Leftover(
                split.indexId(),
                split.parent(),
                split.child(),
                split.fromHash32(),
                split.toHash32(),
                childStamp,
                nowMillis);
    }
}
