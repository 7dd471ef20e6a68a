package dev.gramme.kv.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gramme.kv.Bytes;
import dev.gramme.kv.Key;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvException;
import dev.gramme.kv.KvPeers;
import dev.gramme.kv.KvTransaction;
import dev.gramme.kv.PartitionId;
import dev.gramme.kv.ReadMode;
import dev.gramme.kv.RowRange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Several front ends move money between accounts of several partitions, while Cassandra leaves batches without answers
 * and front ends are killed and started again. No transaction that reads all accounts ever finds another sum, what was
 * acknowledged is there, and what was told not to have happened is not. As rivals that do not know of each other, and
 * as peers that send their works to whoever they think commits for a partition.
 */
@Timeout(180)
class RivalsTest {
    private static final int FRONT_ENDS = 3;
    private static final int THREADS_EACH = 2;
    private static final int TRANSFERS = 60;
    private static final int EACH = 1_000;
    private static final long PATIENCE_MILLIS = 60;
    private static final long SPEED_UP = 50;
    private static final List<Key> ACCOUNTS = accounts();

    private static final int ALL = 6_000;
    private final Set<Key> done = ConcurrentHashMap.newKeySet();
    private final Set<Key> neverDone = ConcurrentHashMap.newKeySet();
    private static final AtomicInteger WHOLE_READS = new AtomicInteger();
    private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();

    private static List<Key> accounts() {
        List<Key> accounts = new ArrayList<>();
        for (int partition = 1; partition <= 3; partition++) {
            for (String name : List.of("ann", "bob")) {
                accounts.add(new Key(new PartitionId(partition), bytes(name)));
            }
        }
        return List.copyOf(accounts);
    }

    /** Time goes by faster, so that nobody waits for the dead for long. */
    private static long clock() {
        return System.nanoTime() / 1_000_000 * SPEED_UP;
    }

    /** The usual ones, or more of them with {@code -Dgramme.seeds=N}. */
    static LongStream seeds() {
        return LongStream.rangeClosed(1, Long.getLong("gramme.seeds", 8));
    }

    private static Bytes bytes(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static int number(@Nullable Bytes value) {
        return value == null ? 0 : Integer.parseInt(new String(value.array(), StandardCharsets.UTF_8));
    }

    /** A front end that is started anew after each death. */
    private static final class FrontEnd {
        private final SimulatedCassandra cassandra;
        private final KvPeers peers;
        private final Random random;
        private SimulatedCassandra.FrontEnd connection;
        private KvEngine engine;

        FrontEnd(SimulatedCassandra cassandra, KvPeers peers, long seed) {
            this.cassandra = cassandra;
            this.peers = peers;
            this.random = new Random(seed);
            this.connection = cassandra.connectSlowly();
            this.engine = start();
        }

        private KvEngine start() {
            connection.dieAtCall(200 + random.nextInt(1_500), random.nextBoolean());
            KvEngine started = new CassandraEngine(connection, RivalsTest::clock, random::nextLong, PATIENCE_MILLIS);
            started.join(peers);
            return started;
        }

        synchronized KvEngine engine() {
            if (connection.isDead()) {
                connection = cassandra.connectSlowly();
                engine = start();
            }
            return engine;
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void transactionsOfRivalsAreSerializable(long seed) throws InterruptedException {
        run(seed, null);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void transactionsOfPeersAreSerializable(long seed) throws InterruptedException {
        run(seed, new SimulatedPeers(FRONT_ENDS, seed));
    }

    private void run(long seed, @Nullable SimulatedPeers peers) throws InterruptedException {
        SimulatedCassandra cassandra = new SimulatedCassandra(seed, 5);
        KvEngine quiet = new CassandraEngine(
                cassandra.connect(), RivalsTest::clock, new Random(seed)::nextLong, PATIENCE_MILLIS);
        for (Key account : ACCOUNTS) {
            until(() -> {
                try (KvTransaction transaction = quiet.begin()) {
                    transaction.put(account, bytes(String.valueOf(EACH)));
                    transaction.commit();
                }
            });
        }
        List<Thread> threads = new ArrayList<>();
        for (int number = 0; number < FRONT_ENDS; number++) {
            FrontEnd frontEnd =
                    new FrontEnd(cassandra, peers == null ? id -> null : peers.of(number), 31 * seed + number);
            if (peers != null) {
                peers.start(number, frontEnd::engine);
            }
            for (int thread = 0; thread < THREADS_EACH; thread++) {
                Random random = new Random(seed + 1_000L * (10L * number + thread));
                threads.add(Thread.ofVirtual().start(() -> work(frontEnd, random)));
            }
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();

        cassandra.arriveAll();
        assertThat(ACCOUNTS.stream()
                        .mapToInt(account -> number(quiet.get(account, ReadMode.STRONG)))
                        .sum())
                .isEqualTo(ALL);
        done.forEach(marker -> assertThat(quiet.get(marker, ReadMode.STRONG)).isNotNull());
        neverDone.forEach(
                marker -> assertThat(quiet.get(marker, ReadMode.STRONG)).isNull());
    }

    private void work(FrontEnd frontEnd, Random random) {
        try {
            for (int count = 0; count < TRANSFERS; count++) {
                if (random.nextInt(4) == 0) {
                    readAll(frontEnd.engine());
                } else {
                    transfer(frontEnd, random);
                }
            }
        } catch (RuntimeException | Error e) {
            failures.add(e);
        }
    }

    @AfterAll
    static void someReadsWereWhole() {
        assertThat(WHOLE_READS).hasPositiveValue();
    }

    private void readAll(KvEngine engine) {
        int sum = 0;
        try (KvTransaction transaction = engine.begin()) {
            for (Key account : ACCOUNTS) {
                sum += number(transaction.getForUpdate(account));
            }
            transaction.commit();
        } catch (KvException e) {
            return;
        }
        WHOLE_READS.incrementAndGet();
        assertThat(sum).isEqualTo(ALL);
    }

    private void transfer(FrontEnd frontEnd, Random random) {
        Key from = ACCOUNTS.get(random.nextInt(ACCOUNTS.size()));
        Key to = ACCOUNTS.get(random.nextInt(ACCOUNTS.size()));
        if (from.equals(to)) {
            return;
        }
        Key marker = new Key(from.partition(), bytes("marker-" + random.nextLong()));
        KvEngine engine = frontEnd.engine();
        try (KvTransaction transaction = engine.begin(from.partition())) {
            Key first = from.compareTo(to) < 0 ? from : to;
            int ofFirst = number(transaction.getForUpdate(first));
            Key second = first.equals(from) ? to : from;
            int ofSecond = number(transaction.getForUpdate(second));
            int amount = first.equals(from) ? 1 : -1;
            if (random.nextInt(10) == 0) {
                transaction.deleteRange(first.partition(), new RowRange(first.row(), RowRange.after(first.row())));
            }
            transaction.put(first, bytes(String.valueOf(ofFirst - amount)));
            transaction.put(second, bytes(String.valueOf(ofSecond + amount)));
            transaction.put(marker, Bytes.EMPTY);
            commit(transaction, marker);
        } catch (KvException e) {
            neverDone.add(marker);
        }
    }

    private void commit(KvTransaction transaction, Key marker) {
        try {
            transaction.commit();
            done.add(marker);
        } catch (KvException.Uncertain e) {
            try {
                (transaction.settle() ? done : neverDone).add(marker);
            } catch (KvException.Unavailable | KvException.Uncertain stillInDoubt) {
                // its front end was killed: nobody is told anything
            }
        }
    }

    private static void until(Runnable work) {
        for (int attempt = 0; ; attempt++) {
            try {
                work.run();
                return;
            } catch (KvException e) {
                assertThat(attempt).isLessThan(50);
            }
        }
    }
}
