package dev.gramme.database.table;

import dev.gramme.kv.PartitionId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

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
    private final LongAdder[] units;

    PartitionLoads(List<TablePartition> partitions) {
        this.partitions = partitions;
        this.units = new LongAdder[2 * partitions.size()];
        Arrays.setAll(units, half -> new LongAdder());
    }

    boolean isOf(List<TablePartition> others) {
        return partitions.equals(others);
    }

    /** Something of a hash is asked for. */
    public void add(long hash32, int more) {
        int at = TablePartition.indexOf(partitions, hash32);
        long from = partitions.get(at).fromHash32();
        long middle = from + (TablePartition.endHash32(partitions, at) - from) / 2;
        units[hash32 < middle ? 2 * at : 2 * at + 1].add(more);
    }

    /** Adds what another server counted. */
    void add(PartitionLoad load) {
        for (int at = 0; at < partitions.size(); at++) {
            if (partitions.get(at).id().equals(load.partition())) {
                units[2 * at].add(load.lower());
                units[2 * at + 1].add(load.upper());
            }
        }
    }

    /** What came since this was asked last, of partitions that were asked for so much at least. */
    public List<PartitionLoad> take(String tableId, long least) {
        List<PartitionLoad> loads = new ArrayList<>();
        for (int at = 0; at < partitions.size(); at++) {
            LongAdder lower = units[2 * at];
            LongAdder upper = units[2 * at + 1];
            if (lower.sum() + upper.sum() >= least) {
                PartitionId id = partitions.get(at).id();
                loads.add(new PartitionLoad(tableId, id, lower.sumThenReset(), upper.sumThenReset()));
            }
        }
        return loads;
    }
}
