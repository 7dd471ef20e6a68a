package dev.gramme.kv.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gramme.kv.Bytes;
import dev.gramme.kv.KvException;
import dev.gramme.kv.PartitionId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reads of one partition that come at the same time. */
@Timeout(60)
class SharedReadsTest {
    private static final PartitionId P = new PartitionId(1);
    private static final PartitionId Q = new PartitionId(2);

    private final SimulatedCassandra cassandra = new SimulatedCassandra(1, 0);
    private final CountedStore store = new CountedStore(cassandra.connect());
    private final SharedReads reads = new SharedReads(store, TimeUnit.MINUTES.toNanos(1));
    private final Semaphore gate = new Semaphore(0);
    private long stamp;

    /** A read in a thread of its own. */
    private record Asked(Thread thread, FutureTask<Store.@Nullable Found> task) {
        @Nullable
        Bytes value() throws ExecutionException, InterruptedException {
            Store.Found found = task.get();
            return found == null ? null : found.value();
        }
    }

    private static Bytes bytes(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private void put(String row, String value) {
        Batch batch = new Batch(P, new Store.Version(stamp, 0), new Store.Version(stamp + 1, 0));
        stamp++;
        batch.add(new Batch.Put(Rows.user(bytes(row)), bytes(value), false));
        assertThat(store.send(batch)).isEqualTo(Store.Outcome.APPLIED);
    }

    private Asked ask(PartitionId partition, String row) {
        return ask(() -> reads.find(partition, bytes(row)));
    }

    /** Returns once it is under way, or waits. */
    private static Asked ask(Callable<Store.@Nullable Found> read) {
        FutureTask<Store.@Nullable Found> task = new FutureTask<>(read);
        Thread thread = Thread.ofPlatform().start(task);
        while (thread.getState() == Thread.State.RUNNABLE || thread.getState() == Thread.State.NEW) {
            Thread.onSpinWait();
        }
        return new Asked(thread, task);
    }

    /** From now on requests wait; so many are under way. */
    private List<Asked> fill() {
        store.beforeRows(gate::acquireUninterruptibly);
        List<Asked> first = new ArrayList<>();
        for (int number = 0; number < SharedReads.UNDER_WAY; number++) {
            first.add(ask(P, "first"));
        }
        return first;
    }

    @Test
    void thoseThatComeMeanwhileShareARequest() throws ExecutionException, InterruptedException {
        put("first", "1");
        put("a", "old");
        put("b", "b");
        List<Asked> first = fill();
        List<Asked> behind = new ArrayList<>();
        for (String row : List.of("a", "b", "none", "a")) {
            behind.add(ask(P, row));
        }
        assertThat(store.reads()).isEqualTo(SharedReads.UNDER_WAY);
        // whatever was there when they were asked for is seen
        put("a", "new");
        gate.release(SharedReads.UNDER_WAY + 1);
        for (Asked one : first) {
            assertThat(one.value()).isEqualTo(bytes("1"));
        }
        assertThat(behind.get(0).value()).isEqualTo(bytes("new"));
        assertThat(behind.get(1).value()).isEqualTo(bytes("b"));
        assertThat(behind.get(2).value()).isNull();
        assertThat(behind.get(3).value()).isEqualTo(bytes("new"));
        assertThat(store.reads()).isEqualTo(SharedReads.UNDER_WAY + 1);
    }

    @Test
    void aRequestHoldsSoManyRowsAtMost() throws ExecutionException, InterruptedException {
        List<Asked> all = fill();
        for (int number = 0; number <= SharedReads.MAX_ROWS; number++) {
            all.add(ask(P, "row-" + number));
        }
        gate.release(SharedReads.UNDER_WAY + 2);
        for (Asked one : all) {
            assertThat(one.value()).isNull();
        }
        assertThat(store.reads()).isEqualTo(SharedReads.UNDER_WAY + 2);
    }

    @Test
    void otherPartitionsDoNotWait() throws ExecutionException, InterruptedException {
        List<Asked> first = fill();
        Asked elsewhere = ask(Q, "a");
        assertThat(store.reads()).isEqualTo(SharedReads.UNDER_WAY + 1);
        gate.release(SharedReads.UNDER_WAY + 1);
        assertThat(elsewhere.value()).isNull();
        for (Asked one : first) {
            assertThat(one.value()).isNull();
        }
    }

    @Test
    void aFailureIsToldToAllOfItAndOthersGoOn() throws ExecutionException, InterruptedException {
        for (RuntimeException failure :
                List.of(new KvException.Unavailable("no node", null), new IllegalStateException("a bug"))) {
            List<Asked> first = fill();
            List<Asked> behind = List.of(ask(P, "a"), ask(P, "b"));
            store.beforeRows(() -> {
                throw failure;
            });
            gate.release(SharedReads.UNDER_WAY);
            for (Asked one : first) {
                assertThat(one.value()).isNull();
            }
            for (Asked one : behind) {
                assertThat(one.task())
                        .failsWithin(10, TimeUnit.SECONDS)
                        .withThrowableOfType(ExecutionException.class)
                        .withCauseInstanceOf(KvException.Unavailable.class);
            }
            store.beforeRows(() -> {});
            assertThat(ask(P, "a").value()).isNull();
        }
    }

    @Test
    void whoWaitsForARequestThatStallsIsNotHeldUp() throws ExecutionException, InterruptedException {
        SharedReads impatient = new SharedReads(store, TimeUnit.MILLISECONDS.toNanos(1));
        store.beforeRows(gate::acquireUninterruptibly);
        List<Asked> stalled = new ArrayList<>();
        for (int number = 0; number < SharedReads.UNDER_WAY; number++) {
            stalled.add(ask(() -> impatient.find(P, bytes("first"))));
        }
        store.beforeRows(() -> {});
        for (int number = 0; number < 10; number++) {
            assertThat(impatient.find(P, bytes("a"))).isNull();
        }
        gate.release(SharedReads.UNDER_WAY);
        for (Asked one : stalled) {
            assertThat(one.value()).isNull();
        }
        assertThat(impatient.find(P, bytes("a"))).isNull();
    }

    @Test
    void anInterruptEndsNoRead() throws ExecutionException, InterruptedException {
        List<Asked> first = fill();
        Asked behind = ask(() -> {
            Store.Found found = reads.find(P, bytes("a"));
            assertThat(Thread.interrupted()).isTrue();
            return found;
        });
        behind.thread().interrupt();
        gate.release(SharedReads.UNDER_WAY + 1);
        assertThat(behind.value()).isNull();
        for (Asked one : first) {
            assertThat(one.value()).isNull();
        }
    }
}
