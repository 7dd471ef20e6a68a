package dev.gramme.kv.memory;

import dev.gramme.kv.Bytes;
import dev.gramme.kv.Commit;
import dev.gramme.kv.CommitClock;
import dev.gramme.kv.Direction;
import dev.gramme.kv.EngineCounters;
import dev.gramme.kv.EngineLimits;
import dev.gramme.kv.Key;
import dev.gramme.kv.KvCursor;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvException;
import dev.gramme.kv.KvSnapshot;
import dev.gramme.kv.KvTransaction;
import dev.gramme.kv.PartitionId;
import dev.gramme.kv.ReadMode;
import dev.gramme.kv.RowRange;
import dev.gramme.kv.lock.LockTable;
import dev.gramme.kv.write.WriteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The reference engine: an immutable tree per commit, so that every snapshot is free. Nothing outlives it. */
public final class MemoryEngine implements KvEngine {
    private static final EngineLimits LIMITS = new EngineLimits(8192, 4 << 20, 256 << 20, true, false, true);
    private static final long LOCK_WAIT_MILLIS = 2_000;

    private final LockTable locks = new LockTable(LOCK_WAIT_MILLIS);
    private final ReentrantLock committing = new ReentrantLock();
    private final CommitClock clock;
    private final EngineCounters counters = new EngineCounters();
    private volatile @Nullable Tree root;
    private volatile boolean closed;

    public MemoryEngine(LongSupplier clockMillis) {
        this.clock = new CommitClock(clockMillis, 0);
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
        return Tree.get(root, key);
    }

    @Override
    public List<@Nullable Bytes> getAll(List<Key> keys, ReadMode mode) {
        requireOpen();
        counters.countMultiGet();
        Tree seen = root;
        List<@Nullable Bytes> values = new ArrayList<>(keys.size());
        for (Key key : keys) {
            values.add(Tree.get(seen, key));
        }
        return values;
    }

    @Override
    public KvCursor scan(PartitionId partition, RowRange range, Direction direction, ReadMode mode) {
        requireOpen();
        return cursor(root, partition, range, direction);
    }

    @Override
    public long estimateBytes(PartitionId partition, RowRange range) {
        long bytes = 0;
        try (KvCursor cursor = scan(partition, range, Direction.FORWARD, ReadMode.STRONG)) {
            while (cursor.next()) {
                bytes += cursor.row().length() + cursor.value().length();
            }
        }
        return bytes;
    }

    @Override
    public KvSnapshot snapshot(PartitionId partition, ReadMode mode) {
        requireOpen();
        return new MemorySnapshot(root);
    }

    @Override
    public KvTransaction begin() {
        requireOpen();
        return new MemoryTransaction();
    }

    private void requireOpen() {
        if (closed) {
            throw new KvException.Unavailable("The engine is closed", null);
        }
    }

    @Override
    public void close() {
        committing.lock();
        try {
            closed = true;
        } finally {
            committing.unlock();
        }
    }

    private KvCursor cursor(@Nullable Tree seen, PartitionId partition, RowRange range, Direction direction) {
        counters.countScan();
        return new MemoryCursor(seen, partition, range, direction, counters);
    }

    private final class MemorySnapshot implements KvSnapshot {
        private final @Nullable Tree seen;

        MemorySnapshot(@Nullable Tree seen) {
            this.seen = seen;
        }

        @Override
        public @Nullable Bytes get(Key key) {
            counters.countGet();
            return Tree.get(seen, key);
        }

        @Override
        public KvCursor scan(PartitionId partition, RowRange range, Direction direction) {
            return cursor(seen, partition, range, direction);
        }

        @Override
        public void close() {
            // A snapshot is a reference; there is nothing to give back.
        }
    }

    private final class MemoryTransaction implements KvTransaction {
        private final WriteBuffer writes = new WriteBuffer(LIMITS, locks);

        @Override
        public @Nullable Bytes get(Key key) {
            return MemoryEngine.this.get(key, ReadMode.STRONG);
        }

        @Override
        public KvCursor scan(PartitionId partition, RowRange range, Direction direction) {
            requireOpen();
            return cursor(root, partition, range, direction);
        }

        @Override
        public @Nullable Bytes getForUpdate(Key key) {
            writes.lock(key);
            WriteBuffer.Write own = writes.find(key);
            return own != null ? own.value() : MemoryEngine.this.get(key, ReadMode.STRONG);
        }

        @Override
        public void put(Key key, Bytes value) {
            writes.put(key, value);
        }

        @Override
        public void delete(Key key) {
            writes.delete(key);
        }

        @Override
        public void deleteRange(PartitionId partition, RowRange range) {
            writes.deleteRange(partition, range);
        }

        @Override
        public void putStamped(PartitionId partition, Bytes prefix, Bytes suffix, Bytes value) {
            writes.putStamped(partition, prefix, suffix, value);
        }

        @Override
        public Commit commit() {
            if (writes.isEmpty()) {
                return Commit.NOTHING;
            }
            committing.lock();
            try {
                requireOpen();
                Tree changed = root;
                for (WriteBuffer.RangeDelete delete : writes.rangeDeletes()) {
                    changed = deleteRange(changed, delete);
                }
                long stamp = clock.next();
                for (WriteBuffer.Write write : writes.stamped(stamp)) {
                    Bytes value = write.value();
                    changed = value == null ? Tree.delete(changed, write.key()) : Tree.put(changed, write.key(), value);
                }
                root = changed;
                counters.countCommits(1, writes.rows());
                counters.countCommitGroup();
                return writes.committed(stamp);
            } finally {
                committing.unlock();
            }
        }

        private @Nullable Tree deleteRange(@Nullable Tree from, WriteBuffer.RangeDelete delete) {
            Tree changed = from;
            try (KvCursor cursor = new MemoryCursor(
                    from, delete.partition(), delete.range(), Direction.FORWARD, new EngineCounters())) {
                while (cursor.next()) {
                    changed = Tree.delete(changed, new Key(delete.partition(), cursor.row()));
                }
            }
            return changed;
        }

        @Override
        public void close() {
            writes.release();
        }
    }
}
