package dev.gramme.kv.cassandra;

import dev.gramme.kv.Bytes;
import dev.gramme.kv.PartitionId;
import dev.gramme.kv.ReadMode;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Counts what Cassandra is asked, and can have reads of users' rows wait or fail. */
final class CountedStore implements Store {
    private final Store store;
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger batches = new AtomicInteger();
    private volatile Runnable beforeRows = () -> {};

    CountedStore(Store store) {
        this.store = store;
    }

    /** Done within each request that reads rows by name, before they are read. */
    void beforeRows(Runnable task) {
        beforeRows = task;
    }

    /** Requests that read something. */
    int reads() {
        return reads.get();
    }

    /** Conditional batches: rounds of Paxos. */
    int batches() {
        return batches.get();
    }

    private void countRows() {
        reads.incrementAndGet();
        beforeRows.run();
    }

    @Override
    public @Nullable Found find(PartitionId partition, Bytes row, ReadMode mode) {
        countRows();
        return store.find(partition, row, mode);
    }

    @Override
    public List<Found> findMany(PartitionId partition, List<Bytes> rows, ReadMode mode) {
        countRows();
        return store.findMany(partition, rows, mode);
    }

    @Override
    public CompletionStage<List<Found>> findSoon(PartitionId partition, List<Bytes> rows) {
        CompletableFuture<List<Found>> found = new CompletableFuture<>();
        reads.incrementAndGet();
        Thread.ofVirtual().start(() -> {
            try {
                beforeRows.run();
                found.complete(store.findMany(partition, rows, ReadMode.STRONG));
            } catch (RuntimeException e) {
                found.completeExceptionally(e);
            }
        });
        return found;
    }

    @Override
    public List<Found> page(
            PartitionId partition, ByteBuffer from, ByteBuffer to, boolean backwards, int limit, ReadMode mode) {
        reads.incrementAndGet();
        return store.page(partition, from, to, backwards, limit, mode);
    }

    @Override
    public byte @Nullable [] own(PartitionId partition, Rows.Kind kind, byte[] id, Sight sight) {
        reads.incrementAndGet();
        return store.own(partition, kind, id, sight);
    }

    @Override
    public List<Own> allOwn(PartitionId partition, Rows.Kind kind, int limit) {
        reads.incrementAndGet();
        return store.allOwn(partition, kind, limit);
    }

    @Override
    public Version version(PartitionId partition, Sight sight) {
        reads.incrementAndGet();
        return store.version(partition, sight);
    }

    @Override
    public Outcome send(Batch batch) {
        batches.incrementAndGet();
        return store.send(batch);
    }

    @Override
    public void close() {
        store.close();
    }
}
