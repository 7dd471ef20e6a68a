package dev.gramme.kv;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An engine over another one, for those that change some of what it does. */
public abstract class ForwardingEngine implements KvEngine {
    private final KvEngine engine;

    protected ForwardingEngine(KvEngine engine) {
        this.engine = engine;
    }

    /** Comes before everything that reads; throws to refuse it. */
    protected void beforeRead() {}

    @Override
    public EngineLimits limits() {
        return engine.limits();
    }

    @Override
    public EngineCounters counters() {
        return engine.counters();
    }

    @Override
    public @Nullable Bytes get(Key key, ReadMode mode) {
        beforeRead();
        return engine.get(key, mode);
    }

    @Override
    public List<@Nullable Bytes> getAll(List<Key> keys, ReadMode mode) {
        beforeRead();
        return engine.getAll(keys, mode);
    }

    @Override
    public KvCursor scan(PartitionId partition, RowRange range, Direction direction, ReadMode mode) {
        beforeRead();
        return engine.scan(partition, range, direction, mode);
    }

    @Override
    public long estimateBytes(PartitionId partition, RowRange range) {
        beforeRead();
        return engine.estimateBytes(partition, range);
    }

    @Override
    public KvSnapshot snapshot(PartitionId partition, ReadMode mode) {
        beforeRead();
        return engine.snapshot(partition, mode);
    }

    @Override
    public KvTransaction begin() {
        return engine.begin();
    }

    @Override
    public KvTransaction begin(PartitionId home) {
        return engine.begin(home);
    }

    @Override
    public void recover(PartitionId partition) {
        engine.recover(partition);
    }

    @Override
    public void join(KvPeers peers) {
        engine.join(peers);
    }

    @Override
    public byte[] answer(byte[] message) {
        return engine.answer(message);
    }

    @Override
    public List<String> damage(int limit) {
        return engine.damage(limit);
    }

    @Override
    public void close() {
        engine.close();
    }
}
