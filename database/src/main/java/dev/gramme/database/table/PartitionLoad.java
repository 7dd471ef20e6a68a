package dev.gramme.database.table;

import dev.gramme.kv.PartitionId;

/**
 * How much a partition of a table was asked for.
 *
 * @param lower units of the lower half of its hashes, as {@link PartitionLoads} counts
 * @param upper of the upper half
 */
public record PartitionLoad(String tableId, PartitionId partition, long lower, long upper) {
    public long sum() {
        return lower + upper;
    }
}
