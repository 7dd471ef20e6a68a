package dev.gramme.kv.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gramme.kv.Bytes;
import dev.gramme.kv.Key;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvTransaction;
import dev.gramme.kv.PartitionId;
import dev.gramme.kv.ReadMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How many requests to Cassandra things take: this is what they cost. */
@Timeout(60)
class RequestsTest {
    private static final int PARTITIONS = 4;
    private static final long PATIENCE_MILLIS = 10_000;
    private static final long BATCH_NANOS = 20_000_000;

    private final CountedStore store = new CountedStore(new SimulatedCassandra(1, 0).connectSteadily(BATCH_NANOS));
    private final KvEngine engine =
            new CassandraEngine(store, System::currentTimeMillis, new Random(1)::nextLong, PATIENCE_MILLIS);

    private static Bytes bytes(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Key key(int partition, int row) {
        return new Key(new PartitionId(1 + partition), bytes("row-" + row));
    }

    /** The first write to a partition stops whoever wrote to it before; and the others have an item each. */
    @BeforeEach
    void begin() {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            write(key(partition, 0));
        }
    }

    private void write(Key key) {
        try (KvTransaction transaction = engine.begin(key.partition())) {
            transaction.getForUpdate(key);
            transaction.put(key, key.row());
            transaction.commit();
        }
    }

    private void assertTakes(int reads, int batches, Runnable what) {
        int readsBefore = store.reads();
        int batchesBefore = store.batches();
        what.run();
        assertThat(store.reads() - readsBefore).as("reads").isEqualTo(reads);
        assertThat(store.batches() - batchesBefore).as("batches").isEqualTo(batches);
    }

    @Test
    void aReadIsOne() {
        assertTakes(1, 0, () -> engine.get(key(0, 0), ReadMode.STRONG));
        assertTakes(1, 0, () -> engine.get(key(0, 0), ReadMode.EVENTUAL));
    }

    @Test
    void aWriteThatLooksAtItsItemIsOneReadAndOneBatch() {
        assertTakes(1, 1, () -> write(key(0, 0)));
        assertTakes(1, 1, () -> write(key(0, 1)));
    }

    @Test
    void manyItemsOfOnePartitionAreReadAtOnce() {
        assertTakes(1, 1, () -> {
            try (KvTransaction transaction = engine.begin(key(0, 0).partition())) {
                List<Key> keys = new ArrayList<>();
                for (int row = 0; row < 25; row++) {
                    keys.add(key(0, row));
                }
                assertThat(transaction.getAllForUpdate(keys)).startsWith(bytes("row-0"), null);
                keys.forEach(key -> transaction.put(key, key.row()));
                transaction.commit();
            }
        });
    }

    /** Three prepare, the home decides, three end; then the decision is forgotten, which nobody waits for. */
    @Test
    void aTransactionOverFourPartitionsIsOneReadOfEachAndEightBatches() throws InterruptedException {
        int batches = store.batches();
        assertTakes(PARTITIONS, 2 * PARTITIONS, () -> {
            try (KvTransaction transaction = engine.begin(key(0, 0).partition())) {
                List<Key> keys = new ArrayList<>();
                for (int partition = 0; partition < PARTITIONS; partition++) {
                    keys.add(key(partition, 0));
                    keys.add(key(partition, 1));
                }
                assertThat(transaction.getAllForUpdate(keys)).startsWith(bytes("row-0"), null, bytes("row-0"));
                keys.forEach(key -> transaction.put(key, key.row()));
                transaction.commit();
            }
            while (store.batches() - batches < 2 * PARTITIONS) {
                LockSupport.parkNanos(BATCH_NANOS);
            }
        });
    }

    /** Without sharing they would take a read and a batch each. */
    @Test
    void writersOfOnePartitionShareReadsAndBatches() throws InterruptedException {
        int writers = 16;
        int writes = 20;
        store.beforeRows(() -> LockSupport.parkNanos(BATCH_NANOS / 20));
        int reads = store.reads();
        int batches = store.batches();
        ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int writer = 0; writer < writers; writer++) {
            Key key = key(0, writer);
            threads.add(Thread.ofVirtual().start(() -> {
                try {
                    for (int count = 0; count < writes; count++) {
                        write(key);
                    }
                } catch (RuntimeException | Error e) {
                    failures.add(e);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
        assertThat(store.reads() - reads).isLessThan(writers * writes * 3 / 4);
        // two halves that take turns: a batch for every eight commits, and some at the start and the end
        assertThat(store.batches() - batches).isLessThan(writers * writes / 4);
    }
}
