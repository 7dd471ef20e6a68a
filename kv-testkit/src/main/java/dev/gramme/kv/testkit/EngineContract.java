package dev.gramme.kv.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gramme.kv.Bytes;
import dev.gramme.kv.Commit;
import dev.gramme.kv.Direction;
import dev.gramme.kv.EngineLimits;
import dev.gramme.kv.Key;
import dev.gramme.kv.KvCursor;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvException;
import dev.gramme.kv.KvReads;
import dev.gramme.kv.KvSnapshot;
import dev.gramme.kv.KvTransaction;
import dev.gramme.kv.PartitionId;
import dev.gramme.kv.ReadMode;
import dev.gramme.kv.RowRange;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The engine contract as tests. Each engine extends this and says how it is opened. */
@Timeout(60)
public abstract class EngineContract {
    protected static final PartitionId P = new PartitionId(1);
    protected static final PartitionId Q = new PartitionId(2);

    @SuppressWarnings("NullAway.Init") // set before each test
    protected KvEngine engine;

    /** Opens a new, empty engine. */
    protected abstract KvEngine open() throws Exception;

    @BeforeEach
    void openEngine() throws Exception {
        engine = open();
    }

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    protected static Bytes bytes(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }

    protected static Key key(String row) {
        return new Key(P, bytes(row));
    }

    protected final Commit put(Key key, String value) {
        try (KvTransaction transaction = engine.begin()) {
            transaction.put(key, bytes(value));
            return transaction.commit();
        }
    }

    protected final @Nullable Bytes get(Key key) {
        return engine.get(key, ReadMode.STRONG);
    }

    private List<String> rows(PartitionId partition, RowRange range, Direction direction) {
        try (KvCursor cursor = engine.scan(partition, range, direction, ReadMode.STRONG)) {
            return rows(cursor);
        }
    }

    private static List<String> rows(KvReads reads, RowRange range) {
        try (KvCursor cursor = reads.scan(P, range, Direction.FORWARD)) {
            return rows(cursor);
        }
    }

    private static List<String> rows(KvCursor cursor) {
        List<String> rows = new ArrayList<>();
        while (cursor.next()) {
            rows.add(new String(cursor.row().array(), StandardCharsets.UTF_8) + "="
                    + new String(cursor.value().array(), StandardCharsets.UTF_8));
        }
        assertThat(cursor.next()).isFalse();
        return rows;
    }

    @Test
    void manyKeysAreReadForUpdateAtOnce() {
        put(key("a"), "1");
        put(key("c"), "3");
        try (KvTransaction transaction = engine.begin()) {
            transaction.put(key("c"), bytes("own"));
            assertThat(transaction.getAllForUpdate(List.of(key("a"), key("b"), key("c"))))
                    .containsExactly(bytes("1"), null, bytes("own"));
            try (KvTransaction other = engine.begin()) {
                assertThatThrownBy(() -> other.getForUpdate(key("b"))).isInstanceOf(KvException.Conflict.class);
            }
        }
    }

    @Test
    void anEstimateOfBytesIsAboutRight() {
        for (int row = 0; row < 200; row++) {
            put(new Key(P, Bytes.of(new byte[] {1, (byte) row})), "x".repeat(1_000));
        }
        long all = engine.estimateBytes(P, RowRange.startingWith(Bytes.of(new byte[] {1})));
        assertThat(all).isBetween(100_000L, 400_000L);
        assertThat(engine.estimateBytes(P, RowRange.startingWith(Bytes.of(new byte[] {2}))))
                .isLessThan(100_000);
    }

    @Test
    void whatIsPutIsThereAndWhatIsDeletedIsNot() {
        assertThat(get(key("a"))).isNull();
        put(key("a"), "1");
        assertThat(get(key("a"))).isEqualTo(bytes("1"));
        put(key("a"), "2");
        assertThat(get(key("a"))).isEqualTo(bytes("2"));
        try (KvTransaction transaction = engine.begin()) {
            transaction.delete(key("a"));
            transaction.delete(key("never"));
            transaction.commit();
        }
        assertThat(get(key("a"))).isNull();
    }

    @Test
    void emptyRowsAndValuesAreRowsAndValues() {
        put(new Key(P, Bytes.EMPTY), "");
        assertThat(get(new Key(P, Bytes.EMPTY))).isEqualTo(Bytes.EMPTY);
        assertThat(rows(P, RowRange.ALL, Direction.FORWARD)).containsExactly("=");
    }

    @Test
    void manyKeysAreReadInTheirOrder() {
        put(key("a"), "1");
        put(new Key(Q, bytes("a")), "2");
        assertThat(engine.getAll(List.of(new Key(Q, bytes("a")), key("b"), key("a")), ReadMode.EVENTUAL))
                .containsExactly(bytes("2"), null, bytes("1"));
        assertThat(engine.getAll(List.of(), ReadMode.STRONG)).isEmpty();
    }

    @Test
    void scansGoBothWaysWithinTheirBounds() {
        put(new Key(new PartitionId(0), bytes("z")), "before");
        put(new Key(Q, bytes("a")), "behind");
        for (String row : List.of("b", "a", "c", "ab", "\u00ff")) {
            put(key(row), "1");
        }
        assertThat(rows(P, RowRange.ALL, Direction.FORWARD)).containsExactly("a=1", "ab=1", "b=1", "c=1", "\u00ff=1");
        assertThat(rows(P, RowRange.ALL, Direction.REVERSE)).containsExactly("\u00ff=1", "c=1", "b=1", "ab=1", "a=1");
        RowRange middle = new RowRange(bytes("ab"), bytes("c"));
        assertThat(rows(P, middle, Direction.FORWARD)).containsExactly("ab=1", "b=1");
        assertThat(rows(P, middle, Direction.REVERSE)).containsExactly("b=1", "ab=1");
        assertThat(rows(P, RowRange.startingWith(bytes("a")), Direction.REVERSE))
                .containsExactly("ab=1", "a=1");
        assertThat(rows(P, new RowRange(bytes("aa"), null), Direction.REVERSE))
                .containsExactly("\u00ff=1", "c=1", "b=1", "ab=1");
        assertThat(rows(P, new RowRange(bytes("c"), bytes("b")), Direction.FORWARD))
                .isEmpty();
        assertThat(rows(P, new RowRange(bytes("b"), bytes("b")), Direction.REVERSE))
                .isEmpty();
    }

    @Test
    void randomContentsScanLikeASortedMap() {
        long seed = System.nanoTime();
        System.out.println("EngineContract seed " + seed);
        Random random = new Random(seed);
        TreeMap<Bytes, Bytes> model = new TreeMap<>();
        for (int round = 0; round < 60; round++) {
            try (KvTransaction transaction = engine.begin()) {
                for (int write = 0; write < 10; write++) {
                    byte[] row = new byte[random.nextInt(3)];
                    random.nextBytes(row);
                    Bytes at = Bytes.of(row);
                    if (random.nextInt(4) == 0) {
                        transaction.delete(new Key(P, at));
                        model.remove(at);
                    } else {
                        Bytes value = bytes(Integer.toString(random.nextInt()));
                        transaction.put(new Key(P, at), value);
                        model.put(at, value);
                    }
                }
                transaction.commit();
            }
            byte[] one = new byte[random.nextInt(3)];
            byte[] other = new byte[random.nextInt(3)];
            random.nextBytes(one);
            random.nextBytes(other);
            RowRange range = new RowRange(Bytes.of(one), random.nextBoolean() ? Bytes.of(other) : null);
            List<Bytes> expected = new ArrayList<>(
                    model.keySet().stream().filter(range::contains).toList());
            assertThat(found(range, Direction.FORWARD)).as("seed " + seed).isEqualTo(expected);
            assertThat(found(range, Direction.REVERSE)).as("seed " + seed).isEqualTo(expected.reversed());
        }
    }

    private List<Bytes> found(RowRange range, Direction direction) {
        List<Bytes> found = new ArrayList<>();
        try (KvCursor cursor = engine.scan(P, range, direction, ReadMode.STRONG)) {
            while (cursor.next()) {
                found.add(cursor.row());
            }
        }
        return found;
    }

    @Test
    protected void aSnapshotStaysAsItWas() {
        put(key("a"), "1");
        try (KvSnapshot snapshot = engine.snapshot(P, ReadMode.STRONG)) {
            put(key("a"), "2");
            put(key("b"), "2");
            assertThat(snapshot.get(key("a"))).isEqualTo(bytes("1"));
            assertThat(snapshot.get(key("b"))).isNull();
            assertThat(rows(snapshot, RowRange.ALL)).containsExactly("a=1");
        }
        assertThat(rows(P, RowRange.ALL, Direction.FORWARD)).containsExactly("a=2", "b=2");
    }

    @Test
    void aCursorStaysAsItWas() {
        put(key("a"), "1");
        put(key("b"), "1");
        try (KvCursor cursor = engine.scan(P, RowRange.ALL, Direction.FORWARD, ReadMode.STRONG)) {
            assertThat(cursor.next()).isTrue();
            put(key("b"), "2");
            put(key("c"), "2");
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.value()).isEqualTo(bytes("1"));
            assertThat(cursor.next()).isFalse();
        }
    }

    @Test
    void aTransactionSeesItsOwnWritesAndNobodyElseDoesBeforeTheCommit() {
        put(key("a"), "1");
        try (KvTransaction transaction = engine.begin()) {
            transaction.put(key("a"), bytes("2"));
            transaction.delete(key("b"));
            assertThat(transaction.getForUpdate(key("a"))).isEqualTo(bytes("2"));
            assertThat(transaction.getForUpdate(key("b"))).isNull();
            assertThat(transaction.get(key("a"))).isEqualTo(bytes("1"));
            assertThat(get(key("a"))).isEqualTo(bytes("1"));
        }
        assertThat(get(key("a"))).isEqualTo(bytes("1"));
        put(key("a"), "3");
        assertThat(get(key("a"))).isEqualTo(bytes("3"));
    }

    @Test
    void aTransactionOverPartitionsIsWhole() {
        try (KvTransaction transaction = engine.begin()) {
            transaction.put(key("a"), bytes("1"));
            transaction.put(new Key(Q, bytes("a")), bytes("2"));
            Commit commit = transaction.commit();
            assertThat(commit.stamps()).containsOnlyKeys(P, Q);
        }
        assertThat(get(key("a"))).isEqualTo(bytes("1"));
        assertThat(get(new Key(Q, bytes("a")))).isEqualTo(bytes("2"));
    }

    @Test
    void aRangeIsDeletedAndPutsOfTheSameTransactionStay() {
        for (String row : List.of("a", "b", "c", "d")) {
            put(key(row), "1");
        }
        put(new Key(Q, bytes("b")), "1");
        try (KvTransaction transaction = engine.begin()) {
            transaction.put(key("c"), bytes("new"));
            transaction.deleteRange(P, new RowRange(bytes("b"), bytes("d")));
            transaction.commit();
        }
        assertThat(rows(P, RowRange.ALL, Direction.FORWARD)).containsExactly("a=1", "c=new", "d=1");
        try (KvTransaction transaction = engine.begin()) {
            transaction.deleteRange(P, RowRange.ALL);
            transaction.commit();
        }
        assertThat(rows(P, RowRange.ALL, Direction.FORWARD)).isEmpty();
        assertThat(get(new Key(Q, bytes("b")))).isEqualTo(bytes("1"));
    }

    @Test
    void countersThatManyThreadsAddToLoseNothing() throws InterruptedException {
        int threads = 8;
        int each = 50;
        inParallel(threads, thread -> {
            for (int round = 0; round < each; round++) {
                retry(transaction -> {
                    Bytes now = transaction.getForUpdate(key("counter"));
                    long value = now == null ? 0 : ByteBuffer.wrap(now.array()).getLong();
                    transaction.put(
                            key("counter"),
                            Bytes.of(ByteBuffer.allocate(8).putLong(value + 1).array()));
                });
            }
        });
        Bytes counter = Objects.requireNonNull(get(key("counter")));
        assertThat(ByteBuffer.wrap(counter.array()).getLong()).isEqualTo((long) threads * each);
    }

    @Test
    void transfersKeepTheSumEvenWhereLocksAreTakenInAnyOrder() throws InterruptedException {
        int accounts = 5;
        for (int account = 0; account < accounts; account++) {
            put(key("account" + account), "100");
        }
        inParallel(4, thread -> {
            Random random = new Random(thread);
            for (int round = 0; round < 8; round++) {
                int from = random.nextInt(accounts);
                int to = (from + 1 + random.nextInt(accounts - 1)) % accounts;
                retry(transaction -> {
                    long left = amount(transaction.getForUpdate(key("account" + from)));
                    long right = amount(transaction.getForUpdate(key("account" + to)));
                    transaction.put(key("account" + from), bytes(Long.toString(left - 1)));
                    transaction.put(key("account" + to), bytes(Long.toString(right + 1)));
                });
            }
        });
        long sum = 0;
        for (int account = 0; account < accounts; account++) {
            sum += amount(get(key("account" + account)));
        }
        assertThat(sum).isEqualTo(accounts * 100L);
    }

    private static long amount(@Nullable Bytes value) {
        return Long.parseLong(new String(Objects.requireNonNull(value).array(), StandardCharsets.UTF_8));
    }

    /** Work of one thread, told which. */
    private interface Work {
        void run(int thread);
    }

    private static void inParallel(int threads, Work work) throws InterruptedException {
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        List<Thread> running = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            int number = thread;
            running.add(Thread.ofVirtual().start(() -> {
                try {
                    work.run(number);
                } catch (Throwable e) {
                    failures.add(e);
                }
            }));
        }
        for (Thread thread : running) {
            thread.join();
        }
        assertThat(failures).isEmpty();
    }

    private void retry(Consumer<KvTransaction> body) {
        while (true) {
            try (KvTransaction transaction = engine.begin()) {
                body.accept(transaction);
                transaction.commit();
                return;
            } catch (KvException.Conflict e) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void stampedRowsStandInCommitOrderAndNoneAppearsBehindOneThatWasSeen() throws InterruptedException {
        int writers = 4;
        int each = 40;
        List<Long> stamps = Collections.synchronizedList(new ArrayList<>());
        Thread reader = Thread.ofVirtual().start(() -> {
            List<Bytes> seen = List.of();
            while (seen.size() < writers * each && !Thread.currentThread().isInterrupted()) {
                List<Bytes> now = found(RowRange.startingWith(bytes("log/")), Direction.FORWARD);
                assertThat(now.subList(0, seen.size())).isEqualTo(seen);
                seen = now;
            }
        });
        inParallel(writers, thread -> {
            for (int round = 0; round < each; round++) {
                try (KvTransaction transaction = engine.begin()) {
                    transaction.putStamped(P, bytes("log/"), bytes("/" + thread), bytes("entry"));
                    stamps.add(
                            Objects.requireNonNull(transaction.commit().stamps().get(P)));
                }
            }
        });
        reader.join(20_000);
        assertThat(reader.isAlive()).isFalse();
        assertThat(stamps).doesNotHaveDuplicates();
        List<Bytes> log = found(RowRange.startingWith(bytes("log/")), Direction.FORWARD);
        List<Long> inOrder = log.stream()
                .map(row -> ByteBuffer.wrap(row.array(), 4, 8).getLong())
                .toList();
        assertThat(inOrder).isEqualTo(stamps.stream().sorted().toList());
    }

    @Test
    void whatIsTooLargeIsRefused() {
        EngineLimits limits = engine.limits();
        try (KvTransaction transaction = engine.begin()) {
            assertThatThrownBy(() ->
                            transaction.put(new Key(P, Bytes.of(new byte[limits.maxRowBytes() + 1])), Bytes.EMPTY))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> transaction.put(key("a"), Bytes.of(new byte[limits.maxValueBytes() + 1])))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        put(new Key(P, Bytes.of(new byte[limits.maxRowBytes()])), "longest row");
        assertThat(get(new Key(P, Bytes.of(new byte[limits.maxRowBytes()])))).isNotNull();
    }

    @Test
    void anEmptyCommitIsNothing() {
        try (KvTransaction transaction = engine.begin()) {
            assertThat(transaction.commit()).isEqualTo(Commit.NOTHING);
        }
    }

    @Test
    void aClosedEngineAnswersNothing() {
        engine.close();
        assertThatThrownBy(() -> get(key("a"))).isInstanceOf(KvException.Unavailable.class);
        assertThatThrownBy(() -> engine.begin()).isInstanceOf(KvException.Unavailable.class);
    }

    @Test
    void workIsCounted() {
        var before = engine.counters().snapshot();
        put(key("a"), "1");
        get(key("a"));
        rows(P, RowRange.ALL, Direction.FORWARD);
        var done = engine.counters().snapshot().since(before);
        assertThat(done.gets()).isEqualTo(1);
        assertThat(done.scans()).isEqualTo(1);
        assertThat(done.scannedRows()).isEqualTo(1);
        assertThat(done.commits()).isEqualTo(1);
        assertThat(done.commitGroups()).isEqualTo(1);
        assertThat(done.writtenRows()).isEqualTo(1);
    }
}
