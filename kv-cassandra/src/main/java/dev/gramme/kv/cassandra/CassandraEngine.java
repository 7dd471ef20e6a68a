package dev.gramme.kv.cassandra;

import dev.gramme.kv.Bytes;
import dev.gramme.kv.Direction;
import dev.gramme.kv.EngineCounters;
import dev.gramme.kv.EngineLimits;
import dev.gramme.kv.Key;
import dev.gramme.kv.KvCursor;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvException;
import dev.gramme.kv.KvPeers;
import dev.gramme.kv.KvSnapshot;
import dev.gramme.kv.KvTransaction;
import dev.gramme.kv.PartitionId;
import dev.gramme.kv.ReadMode;
import dev.gramme.kv.RowRange;
import dev.gramme.kv.lock.LockTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The engine on Cassandra. Reads go to Cassandra directly; commits go through {@link Line} and {@link Crossing}. */
public final class CassandraEngine implements KvEngine {
    static final EngineLimits LIMITS = new EngineLimits(32 << 10, 8 << 20, 12 << 20, false, true, true);

    private static final long LOCK_WAIT_MILLIS = 2_000;
    /** How many rows an estimate looks at. */
    private static final int ESTIMATED_ROWS = 1_000;
    /** How many decisions that were not carried out everywhere are ended at a time. */
    private static final int RECOVERED_AT_ONCE = 1_000;
    /** Part of its patience for which a process does without another that it could not reach. */
    private static final int ALONE = 10;
    /** And for which a row is held for a transaction of another process. */
    private static final int HELD = 20;

    /** And after which a read is taken for one that may not be answered at all. */
    private static final int READ_SLOWLY = 100;

    private final Store store;
    private final SharedReads reads;
    private final EngineCounters counters = new EngineCounters();
    private final LockTable locks = new LockTable(LOCK_WAIT_MILLIS);
    private final Lines lines;
    private final Routes routes;
    private final Crossing crossing;
    private final Intents intents;
    private volatile boolean closed;

    /**
     * @param store closed with this engine
     * @param clock milliseconds since 1970
     * @param tokens random numbers
     * @param patienceMillis for how long a commit in doubt asks a cluster that does not answer
     */
    CassandraEngine(Store store, LongSupplier clock, LongSupplier tokens, long patienceMillis) {
        this.store = store;
        this.lines = new Lines(store, new Doubt(store, tokens, patienceMillis), clock, tokens, counters);
        long patienceNanos = TimeUnit.MILLISECONDS.toNanos(patienceMillis);
        this.reads = new SharedReads(store, patienceNanos / READ_SLOWLY);
        Reservations reservations = new Reservations(locks, patienceNanos / HELD);
        this.routes = new Routes(lines, reservations, tokens, patienceNanos / ALONE);
        this.crossing = new Crossing(routes, clock);
        this.intents = new Intents(store, lines, crossing, clock);
    }

    Lines lines() {
        return lines;
    }

    Routes routes() {
        return routes;
    }

    Crossing crossing() {
        return crossing;
    }

    Intents intents() {
        return intents;
    }

    @Override
    public EngineLimits limits() {
        return LIMITS;
    }

    @Override
    public EngineCounters counters() {
        return counters;
    }

    @Override
    public @Nullable Bytes get(Key key, ReadMode mode) {
        requireOpen();
        counters.countGet();
        // what one replica answers costs too little for others to wait for it
        Store.Found found = mode == ReadMode.STRONG
                ? reads.find(key.partition(), key.row())
                : store.find(key.partition(), key.row(), mode);
        return found == null ? null : intents.value(key.partition(), found, mode);
    }

    /** The committed value of a row that no transaction may be about to change. */
    @Nullable
    Bytes getUnmarked(Key key) {
        requireOpen();
        counters.countGet();
        return unmarked(key.partition(), reads.find(key.partition(), key.row()));
    }

    private @Nullable Bytes unmarked(PartitionId partition, Store.@Nullable Found read) {
        Store.Found found = read;
        while (found != null && found.intent() != null) {
            intents.clear(partition, found.intent());
            found = store.find(partition, found.row(), ReadMode.STRONG);
        }
        return found == null ? null : found.value();
    }

    /** The same of many rows of one partition, which are one read; those that have a value. */
    Map<Bytes, Bytes> getAllUnmarked(PartitionId partition, List<Bytes> rows) {
        requireOpen();
        counters.countMultiGet();
        Map<Bytes, Bytes> values = new HashMap<>();
        for (Store.Found found : store.findMany(partition, rows, ReadMode.STRONG)) {
            Bytes value = unmarked(partition, found);
            if (value != null) {
                values.put(found.row(), value);
            }
        }
        return values;
    }

    @Override
    public List<@Nullable Bytes> getAll(List<Key> keys, ReadMode mode) {
        requireOpen();
        if (keys.isEmpty()) {
            return List.of();
        }
        counters.countMultiGet();
        Map<PartitionId, List<Bytes>> rows = new LinkedHashMap<>();
        keys.forEach(key ->
                rows.computeIfAbsent(key.partition(), id -> new ArrayList<>()).add(key.row()));
        Map<Key, Bytes> found = new ConcurrentHashMap<>();
        Parallel.run(List.copyOf(rows.keySet()), partition -> {
            for (Store.Found one : store.findMany(partition, rows.getOrDefault(partition, List.of()), mode)) {
                Bytes value = intents.value(partition, one, mode);
                if (value != null) {
                    found.put(new Key(partition, one.row()), value);
                }
            }
        });
        List<@Nullable Bytes> values = new ArrayList<>(keys.size());
        keys.forEach(key -> values.add(found.get(key)));
        return values;
    }

    @Override
    public KvCursor scan(PartitionId partition, RowRange range, Direction direction, ReadMode mode) {
        requireOpen();
        return new CassandraCursor(store, intents, counters, partition, range, direction, mode);
    }

    /** Of the first rows only: enough to tell a small range from a large one. */
    @Override
    public long estimateBytes(PartitionId partition, RowRange range) {
        requireOpen();
        if (range.isEmpty()) {
            return 0;
        }
        long bytes = 0;
        for (Store.Found found : store.page(
                partition, Rows.first(range), Rows.behind(range), false, ESTIMATED_ROWS, ReadMode.EVENTUAL)) {
            Bytes value = found.value();
            bytes += found.row().length() + (value == null ? 0 : value.length());
        }
        return bytes;
    }

    @Override
    public KvSnapshot snapshot(PartitionId partition, ReadMode mode) {
        requireOpen();
        return new CassandraSnapshot(this, store, partition);
    }

    @Override
    public KvTransaction begin() {
        requireOpen();
        return new CassandraTransaction(this, locks, null);
    }

    @Override
    public KvTransaction begin(PartitionId home) {
        requireOpen();
        return new CassandraTransaction(this, locks, home);
    }

    @Override
    public void recover(PartitionId partition) {
        requireOpen();
        KvException.Conflict underWay = null;
        for (TransactionId id : prepared(partition)) {
            try {
                intents.clear(partition, id);
            } catch (KvException.Conflict e) {
                // somebody may still be at this one, which keeps none of the others
                underWay = e;
            }
        }
        for (Store.Own row : store.allOwn(partition, Rows.Kind.COMMITTED, RECOVERED_AT_ONCE)) {
            crossing.carryOut(
                    TransactionId.decode(row.id().array()),
                    Crossing.decode(row.value().array()));
        }
        if (underWay != null) {
            throw underWay;
        }
    }

    private Collection<TransactionId> prepared(PartitionId partition) {
        if (routes.peer(partition) == null) {
            Line line = lines.of(partition);
            line.catchUp();
            return line.prepared();
        }
        // a line here would be a rival of the one that commits
        return store.allOwn(partition, Rows.Kind.PREPARED, RECOVERED_AT_ONCE).stream()
                .map(row -> TransactionId.decode(row.id().array()))
                .toList();
    }

    @Override
    public void join(KvPeers peers) {
        routes.join(peers);
    }

    @Override
    public byte[] answer(byte[] message) {
        requireOpen();
        return routes.answer(message);
    }

    void requireOpen() {
        if (closed) {
            throw new KvException.Unavailable("The engine is closed", null);
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            store.close();
        }
    }
}
