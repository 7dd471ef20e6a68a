package dev.gramme.database.table;

import dev.gramme.database.layout.PlacedRows;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.PartitionId;

/**
 * A partition that is being parted in two. Writers write rows of the upper part to both, while what lies there already
 * is copied; for the moment in which the upper part changes hands nobody reads or writes it.
 *
 * @param indexId number of the global index whose partition it is; 0 for the table's own
 * @param parent keeps the lower part
 * @param child gets the upper part
 * @param fromHash32 first hash of the upper part
 * @param toHash32 where it ends; 2^32 for the end
 * @param isHeld whether this is the moment in which it changes hands
 */
public record Split(
        int indexId, PartitionId parent, PartitionId child, long fromHash32, long toHash32, boolean isHeld) {
    /** The child before it has been given a number. */
    static final PartitionId UNNUMBERED = new PartitionId(0);

    /** Whether rows of a hash are moved. */
    public boolean moves(long hash32) {
        return hash32 >= fromHash32 && hash32 < toHash32;
    }

    /** Whether a row of a partition is moved. */
    public boolean moves(PartitionId partition, Bytes row) {
        return partition.equals(parent) && moves(PlacedRows.hash32(row));
    }

    Split held(boolean held) {
        return new Split(indexId, parent, child, fromHash32, toHash32, held);
    }

    Split into(PartitionId given) {
        return new Split(indexId, parent, given, fromHash32, toHash32, isHeld);
    }
}
