package dev.gramme.database.table;

import dev.gramme.database.layout.RowSpace;
import dev.gramme.kv.PartitionId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How much the partitions of a table are asked for, the lower and the upper half of each by itself, in units: a read is
 * one, a write three, as DynamoDB's partitions stand three times as many reads as writes. Of two counts made at the
 * very same time one may be lost when partitions change: it is a measure, not an account.
 */
public final class PartitionLoads {
    public static final int READ = 1;
    public static final int WRITE = 3;

    private final List<TablePartition> partitions;
    /** Two for each partition. */
    private final AtomicLongArray units;

    PartitionLoads(List<TablePartition> partitions) {
        this.partitions = partitions;
        this.units = new AtomicLongArray(2 * partitions.size());
    }

    boolean isOf(List<TablePartition> others) {
        return partitions.equals(others);
    }

    private long end(int at) {
        return at + 1 == partitions.size()
                ? RowSpace.HASHES
                : partitions.get(at + 1).fromHash32();
    }

    /** Something of a hash is asked for. */
    public void add(long hash32, int more) {
        int at = TablePartition.indexOf(partitions, hash32);
        long from = partitions.get(at).fromHash32();
        units.getAndAdd(hash32 < from + (end(at) - from) / 2 ? 2 * at : 2 * at + 1, more);
    }

    /** Adds what another server counted. */
    void add(PartitionLoad load) {
        for (int at = 0; at < partitions.size(); at++) {
            if (partitions.get(at).id().equals(load.partition())) {
                units.getAndAdd(2 * at, load.lower());
                units.getAndAdd(2 * at + 1, load.upper());
            }
        }
    }

    /** What came since this was asked last, of partitions that were asked for so much at least. */
    public List<PartitionLoad> take(String tableId, long least) {
        List<PartitionLoad> loads = new ArrayList<>();
        for (int at = 0; at < partitions.size(); at++) {
            if (units.get(2 * at) + units.get(2 * at + 1) >= least) {
                PartitionId id = partitions.get(at).id();
                loads.add(new PartitionLoad(tableId, id, units.getAndSet(2 * at, 0), units.getAndSet(2 * at + 1, 0)));
            }
        }
        return loads;
    }
}
