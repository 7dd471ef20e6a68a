package dev.gramme.kv.cassandra;

import dev.gramme.kv.Bytes;
import dev.gramme.kv.KvException;
import dev.gramme.kv.PartitionId;
import dev.gramme.kv.ReadMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What to make of a row that a transaction over several partitions has marked. */
final class Intents {
    private static final int MAX_MET = 10_000;

    private final Store store;
    private final Lines lines;
    private final Crossing crossing;
    private final LongSupplier clock;
    /** When the last ones that others run were first in the way here. */
    private final Map<TransactionId, Long> met = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<TransactionId, Long> eldest) {
            return size() > MAX_MET;
        }
    };

    Intents(Store store, Lines lines, Crossing crossing, LongSupplier clock) {
        this.store = store;
        this.lines = lines;
        this.crossing = crossing;
        this.clock = clock;
    }

    /** The committed value of a row; null where it has none. */
    @Nullable
    Bytes value(PartitionId partition, Store.Found found, ReadMode mode) {
        Store.@Nullable Found now = found;
        while (now != null && now.intent() != null && mode == ReadMode.STRONG) {
            TransactionId id = now.intent();
            if (isCommitted(id)) {
                byte[] prepared = prepared(partition, id);
                if (prepared != null) {
                    PartitionWrites writes = PartitionWrites.decode(prepared);
                    return writes.puts().containsKey(now.row()) ? writes.puts().get(now.row()) : now.value();
                }
                // completed between the two reads: what is there now is right
            }
            Store.Found again = store.find(partition, now.row(), ReadMode.STRONG);
            if (again != null && id.equals(again.intent())) {
                // a decision is only forgotten once no row is marked: so it was not made when the home was asked
                return again.value();
            }
            now = again;
        }
        return now == null ? null : now.value();
    }

    private boolean isCommitted(TransactionId id) {
        return store.own(id.home(), Rows.Kind.COMMITTED, id.encode(), Store.Sight.QUORUM) != null;
    }

    private byte @Nullable [] prepared(PartitionId partition, TransactionId id) {
        return store.own(partition, Rows.Kind.PREPARED, id.encode(), Store.Sight.QUORUM);
    }

    /**
     * Takes a prepared transaction out of a writer's way: carries it out if it is committed; calls it off if it has
     * been silent for long.
     *
     * @throws KvException.Conflict where it is still being decided
     */
    void clear(PartitionId partition, TransactionId id) {
        if (crossing.isRunning(id)) {
            throw stillRunning();
        }
        if (isCommitted(id)) {
            crossing.end(partition, id, true);
            return;
        }
        byte[] prepared = prepared(partition, id);
        if (prepared == null) {
            return;
        }
        if (!isSilent(id, PartitionWrites.startedMillis(prepared)) && !crossing.isLeft(id)) {
            throw stillRunning();
        }
        lines.of(id.home()).fence();
        crossing.end(partition, id, isCommitted(id));
    }

    /** The clock it began by may have been wrong, so it counts as well since when this process knows it. */
    private boolean isSilent(TransactionId id, long startedMillis) {
        long now = clock.getAsLong();
        synchronized (met) {
            long metMillis = met.merge(id, now, Math::min);
            return now - Math.min(metMillis, startedMillis) >= Crossing.PATIENCE_MILLIS;
        }
    }

    private static KvException stillRunning() {
        return new KvException.Conflict("Another transaction is changing the same row");
    }
}
