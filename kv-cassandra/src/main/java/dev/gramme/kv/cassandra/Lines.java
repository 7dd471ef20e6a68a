package dev.gramme.kv.cassandra;

import dev.gramme.kv.EngineCounters;
import dev.gramme.kv.PartitionId;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** The lines of all partitions that were written to. */
final class Lines {
    private final ConcurrentHashMap<PartitionId, Line> lines = new ConcurrentHashMap<>();
    private final Store store;
    private final Doubt doubt;
    private final LongSupplier clock;
    private final LongSupplier tokens;
    private final EngineCounters counters;

    Lines(Store store, Doubt doubt, LongSupplier clock, LongSupplier tokens, EngineCounters counters) {
        this.store = store;
        this.doubt = doubt;
        this.clock = clock;
        this.tokens = tokens;
        this.counters = counters;
    }

    Line of(PartitionId partition) {
        Line known = lines.get(partition);
        return known != null
                ? known
                : lines.computeIfAbsent(partition, id -> new Line(store, doubt, id, clock, tokens, counters));
    }
}
