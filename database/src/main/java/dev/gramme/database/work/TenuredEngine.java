package dev.gramme.database.work;

import dev.gramme.kv.Bytes;
import dev.gramme.kv.Commit;
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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An engine that does nothing for a process which has not the right to answer. */
public final class TenuredEngine implements KvEngine {
    private final KvEngine engine;
    private final Tenure tenure;

    /** Both are closed with it. */
    public TenuredEngine(KvEngine engine, Tenure tenure) {
        this.engine = engine;
        this.tenure = tenure;
    }

    private void require() {
        if (!tenure.holds()) {
            throw new KvException.Unavailable("Another process answers for this store", null);
        }
    }

    /** Those of an engine that only this process uses. */
    @Override
    public EngineLimits limits() {
        EngineLimits limits = engine.limits();
        return new EngineLimits(
                limits.maxRowBytes(),
                limits.maxValueBytes(),
                limits.maxTransactionBytes(),
                limits.cheapAcrossPartitions(),
                limits.waitsOnNetwork(),
                false);
    }

    @Override
    public EngineCounters counters() {
        return engine.counters();
    }

    @Override
    public @Nullable Bytes get(Key key, ReadMode mode) {
        require();
        return engine.get(key, mode);
    }

    @Override
    public List<@Nullable Bytes> getAll(List<Key> keys, ReadMode mode) {
        require();
        return engine.getAll(keys, mode);
    }

    @Override
    public KvCursor scan(PartitionId partition, RowRange range, Direction direction, ReadMode mode) {
        require();
        return engine.scan(partition, range, direction, mode);
    }

    @Override
    public long estimateBytes(PartitionId partition, RowRange range) {
        require();
        return engine.estimateBytes(partition, range);
    }

    @Override
    public KvSnapshot snapshot(PartitionId partition, ReadMode mode) {
        require();
        return engine.snapshot(partition, mode);
    }

    @Override
    public KvTransaction begin() {
        require();
        return new Checked(engine.begin());
    }

    @Override
    public KvTransaction begin(PartitionId home) {
        require();
        return new Checked(engine.begin(home));
    }

    @Override
    public void recover(PartitionId partition) {
        require();
        engine.recover(partition);
    }

    @Override
    public void close() {
        tenure.close();
        engine.close();
    }

    /** Checks once more before it commits. */
    private final class Checked implements KvTransaction {
        private final KvTransaction transaction;

        Checked(KvTransaction transaction) {
            this.transaction = transaction;
        }

        @Override
        public @Nullable Bytes get(Key key) {
            return transaction.get(key);
        }

        @Override
        public KvCursor scan(PartitionId partition, RowRange range, Direction direction) {
            return transaction.scan(partition, range, direction);
        }

        @Override
        public @Nullable Bytes getForUpdate(Key key) {
            return transaction.getForUpdate(key);
        }

        @Override
        public List<@Nullable Bytes> getAllForUpdate(List<Key> keys) {
            return transaction.getAllForUpdate(keys);
        }

        @Override
        public void put(Key key, Bytes value) {
            transaction.put(key, value);
        }

        @Override
        public void delete(Key key) {
            transaction.delete(key);
        }

        @Override
        public void deleteRange(PartitionId partition, RowRange range) {
            transaction.deleteRange(partition, range);
        }

        @Override
        public void putStamped(PartitionId partition, Bytes prefix, Bytes suffix, Bytes value) {
            transaction.putStamped(partition, prefix, suffix, value);
        }

        @Override
        public Commit commit() {
            require();
            return transaction.commit();
        }

        @Override
        public boolean settle() {
            return transaction.settle();
        }

        @Override
        public void close() {
            transaction.close();
        }
    }
}
