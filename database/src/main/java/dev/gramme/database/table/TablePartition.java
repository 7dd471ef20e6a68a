package dev.gramme.database.table;

import dev.gramme.database.layout.RowSpace;
import dev.gramme.kv.PartitionId;
import java.util.List;

/**
 * A hash range of a table or of a global index.
 *
 * @param fromHash32 the first hash in it (upper 32 bits of the partition-key token); it ends where the next one begins
 */
public record TablePartition(long fromHash32, PartitionId id) {
    /** The partition of a list in hash order that a hash lies in. */
    public static PartitionId find(List<TablePartition> partitions, long hash32) {
        return partitions.get(indexOf(partitions, hash32)).id();
    }

    /** Where the partition at a place of such a list ends: with this hash the next one begins; 2^32 for the last. */
    public static long endHash32(List<TablePartition> partitions, int at) {
        return at + 1 == partitions.size()
                ? RowSpace.HASHES
                : partitions.get(at + 1).fromHash32();
    }

    /** Its place in the list. */
    public static int indexOf(List<TablePartition> partitions, long hash32) {
        int low = 0;
        int high = partitions.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (partitions.get(middle).fromHash32() <= hash32) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
