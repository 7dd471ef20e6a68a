package dev.gramme.kv.testkit;

import dev.gramme.kv.Bytes;
import dev.gramme.kv.Commit;
import dev.gramme.kv.Direction;
import dev.gramme.kv.EngineLimits;
import dev.gramme.kv.ForwardingEngine;
import dev.gramme.kv.ForwardingTransaction;
import dev.gramme.kv.Key;
import dev.gramme.kv.KvCursor;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvSnapshot;
import dev.gramme.kv.KvTransaction;
import dev.gramme.kv.PartitionId;
import dev.gramme.kv.ReadMode;
import dev.gramme.kv.RowRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An engine over another, as a process sees it that is killed at a certain step: every call from then on throws
 * {@link Killed}, and nothing of it reaches the engine below, which stays as a killed process leaves it. A read is a
 * step, a commit two: before it, and after it has happened but before its answer. What a cursor reads is none, since
 * nothing changes by it. To be used by one thread, which is the process.
 */
public final class DyingEngine extends ForwardingEngine {
    private final KvEngine engine;
    private final Function<Bytes, String> kinds;
    private final List<Long> commitSteps = new ArrayList<>();
    private long steps;
    private long lastStep = Long.MAX_VALUE;
    private @Nullable String death;

    /** No {@link Exception}, so that nobody who handles failures handles his own death. */
    public static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed(String where) {
            super(where);
        }
    }

    /** @param kinds what a row is, for the names of steps */
    public DyingEngine(KvEngine engine, Function<Bytes, String> kinds) {
        super(engine);
        this.engine = engine;
        this.kinds = kinds;
    }

    /** Counts steps from here on, and dies at this one; the first is 1. */
    public void dieAt(long step) {
        steps = 0;
        commitSteps.clear();
        lastStep = step;
    }

    /** Goes on for good, unless it is dead. */
    public void live() {
        lastStep = Long.MAX_VALUE;
    }

    public long steps() {
        return steps;
    }

    /** Those of the steps before and after commits: dying at another leaves what dying after the last of them does. */
    public List<Long> commitSteps() {
        return List.copyOf(commitSteps);
    }

    /** The step it died at; null while it lives. */
    public @Nullable String death() {
        return death;
    }

    private void step(Supplier<String> name) {
        if (death != null) {
            throw new Killed("called after its death " + death);
        }
        steps++;
        if (steps == lastStep) {
            death = name.get();
            throw new Killed(death);
        }
    }

    private void commitStep(Supplier<String> name) {
        commitSteps.add(steps + 1);
        step(name);
    }

    private String place(String what, Key key) {
        return what + " of " + kinds.apply(key.row()) + " in partition "
                + key.partition().number();
    }

    private String place(String what, PartitionId partition, RowRange range) {
        return what + " of " + kinds.apply(range.from()) + " in partition " + partition.number();
    }

    /** What a process that is gone held, the next one takes over at once: only one has the store open. */
    @Override
    public EngineLimits limits() {
        return super.limits().unshared();
    }

    @Override
    protected void beforeRead() {
        step(() -> "before a read");
    }

    @Override
    public @Nullable Bytes get(Key key, ReadMode mode) {
        step(() -> place("before a read", key));
        return engine.get(key, mode);
    }

    @Override
    public KvCursor scan(PartitionId partition, RowRange range, Direction direction, ReadMode mode) {
        step(() -> place("before a scan", partition, range));
        return engine.scan(partition, range, direction, mode);
    }

    @Override
    public KvSnapshot snapshot(PartitionId partition, ReadMode mode) {
        step(() -> "before a snapshot of partition " + partition.number());
        KvSnapshot snapshot = engine.snapshot(partition, mode);
        return new KvSnapshot() {
            @Override
            public @Nullable Bytes get(Key key) {
                step(() -> place("before a read of a snapshot", key));
                return snapshot.get(key);
            }

            @Override
            public KvCursor scan(PartitionId of, RowRange range, Direction direction) {
                step(() -> place("before a scan of a snapshot", of, range));
                return snapshot.scan(of, range, direction);
            }

            @Override
            public void close() {
                snapshot.close();
            }
        };
    }

    @Override
    public KvTransaction begin() {
        return new DyingTransaction(super.begin());
    }

    @Override
    public KvTransaction begin(PartitionId home) {
        return new DyingTransaction(super.begin(home));
    }

    private final class DyingTransaction extends ForwardingTransaction {
        private final Map<PartitionId, TreeSet<String>> written = new TreeMap<>();

        DyingTransaction(KvTransaction transaction) {
            super(transaction);
        }

        private void note(PartitionId partition, Bytes row) {
            written.computeIfAbsent(partition, none -> new TreeSet<>()).add(kinds.apply(row));
        }

        private String commitOf() {
            StringBuilder parts = new StringBuilder();
            written.forEach((partition, rows) -> parts.append(parts.isEmpty() ? "" : ", ")
                    .append(String.join(" ", rows))
                    .append(" in partition ")
                    .append(partition.number()));
            return parts.toString();
        }

        @Override
        public @Nullable Bytes get(Key key) {
            step(() -> place("before a read in a transaction", key));
            return super.get(key);
        }

        @Override
        public KvCursor scan(PartitionId partition, RowRange range, Direction direction) {
            step(() -> place("before a scan in a transaction", partition, range));
            return super.scan(partition, range, direction);
        }

        @Override
        public @Nullable Bytes getForUpdate(Key key) {
            step(() -> place("before a read for update", key));
            return super.getForUpdate(key);
        }

        @Override
        public void put(Key key, Bytes value) {
            note(key.partition(), key.row());
            super.put(key, value);
        }

        @Override
        public void delete(Key key) {
            note(key.partition(), key.row());
            super.delete(key);
        }

        @Override
        public void deleteRange(PartitionId partition, RowRange range) {
            note(partition, range.from());
            super.deleteRange(partition, range);
        }

        @Override
        public void putStamped(PartitionId partition, Bytes prefix, Bytes suffix, Bytes value) {
            note(partition, prefix);
            super.putStamped(partition, prefix, suffix, value);
        }

        @Override
        public Commit commit() {
            commitStep(() -> "before the commit of " + commitOf());
            Commit commit = super.commit();
            if (!written.isEmpty()) {
                commitStep(() -> "after the commit of " + commitOf() + ", before its answer");
            }
            return commit;
        }

        @Override
        public boolean settle() {
            step(() -> "before the settling of the commit of " + commitOf());
            return super.settle();
        }
    }
}
