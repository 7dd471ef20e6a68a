package dev.gramme.kv.cassandra;

import dev.gramme.kv.Bytes;
import dev.gramme.kv.Commit;
import dev.gramme.kv.Direction;
import dev.gramme.kv.Key;
import dev.gramme.kv.KvCursor;
import dev.gramme.kv.KvException;
import dev.gramme.kv.KvTransaction;
import dev.gramme.kv.PartitionId;
import dev.gramme.kv.ReadMode;
import dev.gramme.kv.RowRange;
import dev.gramme.kv.lock.LockTable;
import dev.gramme.kv.write.WriteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A transaction. Writers of this process keep out of each other's way by locks; of other processes by what it knows of
 * a partition before it reads anything there, its {@link Basis}.
 */
final class CassandraTransaction implements KvTransaction {
    private final CassandraEngine engine;
    private final WriteBuffer writes;
    private final Map<PartitionId, Routes.Entry> entries = new HashMap<>(4);
    private final Map<PartitionId, Set<Bytes>> read = new HashMap<>(4);
    /** The first partition written to; the transaction is decided there. */
    private @Nullable PartitionId home;
    /** Whether a work of it was done in each partition it came into. */
    private boolean done;
    /** What its commit rests on. */
    private Work.@Nullable Write decision;

    CassandraTransaction(CassandraEngine engine, LockTable locks, @Nullable PartitionId home) {
        this.engine = engine;
        this.writes = new WriteBuffer(engine.limits(), locks);
        this.home = home;
    }

    @Override
    public @Nullable Bytes get(Key key) {
        return engine.get(key, ReadMode.STRONG);
    }

    @Override
    public KvCursor scan(PartitionId partition, RowRange range, Direction direction) {
        return engine.scan(partition, range, direction, ReadMode.STRONG);
    }

    @Override
    public @Nullable Bytes getForUpdate(Key key) {
        writes.lock(key);
        WriteBuffer.Write own = writes.find(key);
        if (own != null) {
            return own.value();
        }
        enter(key.partition(), key.row());
        read.computeIfAbsent(key.partition(), id -> new HashSet<>(4)).add(key.row());
        return engine.getUnmarked(key);
    }

    @Override
    public List<@Nullable Bytes> getAllForUpdate(List<Key> keys) {
        if (keys.size() == 1) {
            return KvTransaction.super.getAllForUpdate(keys);
        }
        Map<PartitionId, List<Bytes>> rows = new LinkedHashMap<>();
        for (Key key : keys) {
            writes.lock(key);
            if (writes.find(key) == null) {
                rows.computeIfAbsent(key.partition(), id -> new ArrayList<>()).add(key.row());
                read.computeIfAbsent(key.partition(), id -> new HashSet<>(4)).add(key.row());
            }
        }
        Map<PartitionId, Map<Bytes, Bytes>> found = readForUpdate(rows);
        List<@Nullable Bytes> values = new ArrayList<>(keys.size());
        for (Key key : keys) {
            WriteBuffer.Write own = writes.find(key);
            values.add(
                    own != null
                            ? own.value()
                            : found.getOrDefault(key.partition(), Map.of()).get(key.row()));
        }
        return values;
    }

    /** By one read of each partition, all at the same time; the rows are locked. */
    private Map<PartitionId, Map<Bytes, Bytes>> readForUpdate(Map<PartitionId, List<Bytes>> rows) {
        Map<PartitionId, Routes.Entry> entered = new ConcurrentHashMap<>();
        Map<PartitionId, Map<Bytes, Bytes>> found = new ConcurrentHashMap<>();
        try {
            Parallel.run(List.copyOf(rows.keySet()), partition -> {
                List<Bytes> wanted = rows.getOrDefault(partition, List.of());
                if (!entries.containsKey(partition)) {
                    entered.put(partition, engine.routes().enter(partition, wanted.getFirst()));
                }
                found.put(partition, engine.getAllUnmarked(partition, wanted));
            });
        } finally {
            // also where one failed: what the others have entered is left at the end
            entries.putAll(entered);
        }
        return found;
    }

    /** @param first the row that is read first; null where none is */
    private void enter(PartitionId partition, @Nullable Bytes first) {
        if (!entries.containsKey(partition)) {
            entries.put(partition, engine.routes().enter(partition, first));
        }
    }

    private void writesTo(PartitionId partition) {
        if (home == null) {
            home = partition;
        }
    }

    @Override
    public void put(Key key, Bytes value) {
        writesTo(key.partition());
        writes.put(key, value);
    }

    @Override
    public void delete(Key key) {
        writesTo(key.partition());
        writes.delete(key);
    }

    @Override
    public void deleteRange(PartitionId partition, RowRange range) {
        writesTo(partition);
        writes.deleteRange(partition, range);
    }

    @Override
    public void putStamped(PartitionId partition, Bytes prefix, Bytes suffix, Bytes value) {
        writesTo(partition);
        writes.putStamped(partition, prefix, suffix, value);
    }

    @Override
    public Commit commit() {
        Commit commit = commitWhatIsWritten();
        done = !commit.stamps().isEmpty();
        return commit;
    }

    private Commit commitWhatIsWritten() {
        PartitionId decidedIn = home;
        engine.requireOpen();
        if (writes.isEmpty() || decidedIn == null) {
            if (writes.locked().size() > 1) {
                // locks keep out this process only
                check();
            }
            return Commit.NOTHING;
        }
        Map<PartitionId, PartitionWrites> parts = parts(decidedIn);
        parts.keySet().forEach(partition -> enter(partition, null));
        if (parts.size() == 1) {
            return commitAlone(decidedIn, parts.values().iterator().next());
        }
        return engine.crossing().commit(parts, entries, read, work -> decision = work, engine.intents()::clear);
    }

    /** Makes sure that all that was read was there at one time: now. */
    private void check() {
        Map<PartitionId, PartitionWrites> parts = new LinkedHashMap<>();
        for (Key key : writes.locked()) {
            part(parts, key.partition()).touched().add(key.row());
        }
        parts.keySet().forEach(partition -> enter(partition, null));
        Map<PartitionId, KvException> failures = new ConcurrentHashMap<>();
        Parallel.run(List.copyOf(parts.keySet()), partition -> {
            try {
                run(
                        partition,
                        new Work.Write(entry(partition).basis(), part(parts, partition), readOf(partition), null));
            } catch (KvException e) {
                failures.put(partition, e);
            }
        });
        for (KvException failure : failures.values()) {
            throw failure instanceof KvException.Uncertain
                    ? new KvException.Conflict("It is not known whether what was read was there at one time")
                    : failure;
        }
    }

    private Routes.Entry entry(PartitionId partition) {
        return Objects.requireNonNull(entries.get(partition));
    }

    private Set<Bytes> readOf(PartitionId partition) {
        return read.getOrDefault(partition, Set.of());
    }

    private Commit commitAlone(PartitionId partition, PartitionWrites part) {
        Work.Write work = new Work.Write(entry(partition).basis(), part, readOf(partition), null);
        decision = work;
        return new Commit(Map.of(partition, run(partition, work)));
    }

    private long run(PartitionId partition, Work.Write work) {
        try {
            return engine.routes().run(partition, entry(partition), work);
        } catch (KvException.Conflict e) {
            TransactionId blocking = work.blockedBy;
            if (blocking != null) {
                engine.intents().clear(partition, blocking);
            }
            throw e;
        }
    }

    @Override
    public boolean settle() {
        Work.Write work = decision;
        Work.Doubtful doubtful = work == null ? null : work.doubtful();
        PartitionId decidedIn = home;
        if (work == null || doubtful == null || decidedIn == null) {
            throw new KvException.Uncertain("Nothing tells what became of a commit", null);
        }
        boolean happened = engine.lines().of(decidedIn).settle(doubtful);
        Work.Decision crossing = work.decision;
        if (crossing != null) {
            engine.crossing().settled(crossing, happened);
        }
        return happened;
    }

    /** What is done in each partition that was read for update or written, the home first. */
    private Map<PartitionId, PartitionWrites> parts(PartitionId first) {
        Map<PartitionId, PartitionWrites> parts = new LinkedHashMap<>();
        parts.put(first, PartitionWrites.empty());
        for (Key key : writes.locked()) {
            part(parts, key.partition()).touched().add(key.row());
        }
        for (WriteBuffer.Write write : writes.writes()) {
            part(parts, write.key().partition()).puts().put(write.key().row(), write.value());
        }
        for (WriteBuffer.StampedPut put : writes.stampedPuts()) {
            part(parts, put.partition())
                    .stamped()
                    .add(new PartitionWrites.StampedPut(put.prefix(), put.suffix(), put.value()));
        }
        for (WriteBuffer.RangeDelete delete : writes.rangeDeletes()) {
            part(parts, delete.partition()).ranges().add(delete.range());
        }
        return parts;
    }

    private static PartitionWrites part(Map<PartitionId, PartitionWrites> parts, PartitionId partition) {
        return parts.computeIfAbsent(partition, id -> PartitionWrites.empty());
    }

    @Override
    public void close() {
        if (!done) {
            entries.forEach(engine.routes()::leave);
        }
        writes.release();
    }
}
