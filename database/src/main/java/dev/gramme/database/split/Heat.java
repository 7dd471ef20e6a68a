package dev.gramme.database.split;

import dev.gramme.database.table.PartitionLoad;
import dev.gramme.database.table.Table;
import dev.gramme.kv.PartitionId;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Which partitions are asked for too much, by what came in the last few seconds. Used by one thread. */
final class Heat {
    /** A half that gets less than one of so many units would gain nothing by a partition of its own. */
    private static final int LEAST_SHARE = 10;

    private final SplitSettings settings;
    private long beganNanos;
    private boolean began;
    private Set<PartitionId> hot = Set.of();

    Heat(SplitSettings settings) {
        this.settings = settings;
    }

    /** Looks anew once a window is over. */
    void look(Collection<Table> tables, long nowNanos) {
        long window = nowNanos - beganNanos;
        if (began && window < settings.window().toNanos()) {
            return;
        }
        Set<PartitionId> found = new HashSet<>();
        for (Table table : tables) {
            for (PartitionLoad load : table.loads().take(table.record().tableId(), 1)) {
                double perSecond = load.sum() * (double) TimeUnit.SECONDS.toNanos(1) / window;
                boolean isEven = LEAST_SHARE * Math.min(load.lower(), load.upper()) >= load.sum();
                if (began && isEven && perSecond > settings.maxUnitsPerSecond()) {
                    found.add(load.partition());
                }
            }
        }
        hot = found;
        began = true;
        beganNanos = nowNanos;
    }

    boolean isHot(PartitionId partition) {
        return hot.contains(partition);
    }
}
