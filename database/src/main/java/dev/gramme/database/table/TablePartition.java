package dev.gramme.database.table;

import dev.gramme.kv.PartitionId;

/**
 * A hash range of a table.
 *
 * @param fromHash32 the first hash in it (upper 32 bits of the partition-key token); it ends where the next one begins
 */
public record TablePartition(long fromHash32, PartitionId id) {}
