package dev.gramme.kv.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gramme.kv.Bytes;
import dev.gramme.kv.Direction;
import dev.gramme.kv.Key;
import dev.gramme.kv.KvCursor;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvException;
import dev.gramme.kv.KvTransaction;
import dev.gramme.kv.PartitionId;
import dev.gramme.kv.ReadMode;
import dev.gramme.kv.RowRange;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Kills a front end at every call of a transaction over three partitions, with and without the arrival of what it sent
 * last, and late. Whoever comes next finds all of it or nothing, all of it where it was acknowledged, and is not held
 * up.
 */
@Timeout(120)
class CrashTest {
    private static final List<PartitionId> PARTITIONS =
            List.of(new PartitionId(1), new PartitionId(2), new PartitionId(3));
    private static final long PATIENCE_MILLIS = 60;
    private static final Bytes LOG = bytes("log");

    private final AtomicLong clock = new AtomicLong(1_000_000);

    private static Bytes bytes(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Key account(PartitionId partition) {
        return new Key(partition, bytes("account"));
    }

    private static Key marker(String name) {
        return new Key(PARTITIONS.getFirst(), bytes("marker-" + name));
    }

    private KvEngine engine(SimulatedCassandra.FrontEnd frontEnd, long seed) {
        return new CassandraEngine(frontEnd, clock::get, new Random(seed)::nextLong, PATIENCE_MILLIS);
    }

    private static int balance(KvEngine engine, PartitionId partition) {
        Bytes value = engine.get(account(partition), ReadMode.STRONG);
        return value == null ? 0 : Integer.parseInt(new String(value.array(), StandardCharsets.UTF_8));
    }

    /** Adds one in each partition; a log row and a marker go with it. */
    private static void addEverywhere(KvEngine engine, String name) {
        try (KvTransaction transaction = engine.begin(PARTITIONS.getFirst())) {
            for (PartitionId partition : PARTITIONS) {
                Bytes value = transaction.getForUpdate(account(partition));
                int balance = value == null ? 0 : Integer.parseInt(new String(value.array(), StandardCharsets.UTF_8));
                transaction.put(account(partition), bytes(String.valueOf(balance + 1)));
                transaction.putStamped(partition, LOG, Bytes.EMPTY, bytes(name));
            }
            transaction.put(marker(name), Bytes.EMPTY);
            try {
                transaction.commit();
            } catch (KvException.Uncertain e) {
                if (!transaction.settle()) {
                    throw new KvException.Conflict("It has not happened");
                }
            }
        }
    }

    @Test
    void aTransactionIsWholeWhereverItsFrontEndIsKilled() {
        boolean ran = false;
        for (int call = 1; !ran; call++) {
            boolean ranWithout = kill(call, false, 0);
            ran = kill(call, true, 0) && ranWithout;
            assertThat(call).isLessThan(200);
        }
    }

    @Test
    void aTransactionIsWholeWhereverItsFrontEndIsKilledAndCassandraIsSlow() {
        for (int seed = 1; seed <= 30; seed++) {
            boolean ran = false;
            for (int call = 1; !ran && call < 60; call++) {
                ran = kill(call, seed % 2 == 0, seed);
            }
        }
    }

    /** Nobody waits longer for what it left half done because its clock was wrong. */
    @Test
    void aKilledFrontEndWhoseClockWasAheadHoldsUpNobody() {
        for (int call = 1; call < 40; call++) {
            SimulatedCassandra cassandra = new SimulatedCassandra(0, 0);
            SimulatedCassandra.FrontEnd first = cassandra.connect();
            KvEngine before =
                    new CassandraEngine(first, () -> clock.get() + 60_000, new Random(1)::nextLong, PATIENCE_MILLIS);
            first.dieAtCall(call, true);
            try {
                addEverywhere(before, "killed");
            } catch (KvException e) {
                // it died
            }
            first.die();
            KvEngine after = engine(cassandra.connect(), 2);
            long began = clock.get();
            addSurely(after, "after");
            assertThat(clock.get() - began).as("call=" + call).isLessThanOrEqualTo(2 * Crossing.PATIENCE_MILLIS);
        }
    }

    /** Returns whether the transaction ended before its front end was to be killed. */
    private boolean kill(int call, boolean arrives, int seed) {
        String what = "call=" + call + " arrives=" + arrives + " seed=" + seed;
        SimulatedCassandra cassandra = new SimulatedCassandra(seed, seed == 0 ? 0 : 20);
        SimulatedCassandra.FrontEnd first = cassandra.connect();
        KvEngine before = engine(first, 1);
        addSurely(before, "first");
        first.dieAtCall(call, arrives);
        boolean acknowledged = false;
        try {
            addEverywhere(before, "killed");
            acknowledged = true;
        } catch (KvException e) {
            // it died, or was refused
        }
        boolean survived = !first.isDead();
        first.die();

        checkWhole(cassandra, engine(cassandra.connect(), 2), acknowledged, what);
        return survived;
    }

    @Test
    void aTransactionThatAnotherProcessCommitsIsWholeWhereverItsSenderIsKilled() {
        boolean ran = false;
        for (int call = 1; !ran; call++) {
            boolean ranWithout = killSender(call, false);
            ran = killSender(call, true) && ranWithout;
            assertThat(call).isLessThan(200);
        }
    }

    /** The same for calls of another process; returns whether there were fewer. */
    private boolean killSender(int call, boolean arrives) {
        String what = "sender call=" + call + " arrives=" + arrives;
        SimulatedCassandra cassandra = new SimulatedCassandra(1, 0);
        KvEngine owner = engine(cassandra.connect(), 2);
        SimulatedCassandra.FrontEnd first = cassandra.connect();
        KvEngine sender = engine(first, 1);
        AtomicInteger callsLeft = new AtomicInteger(Integer.MAX_VALUE);
        sender.join(partition -> message -> {
            int left = callsLeft.decrementAndGet();
            if (left > 0) {
                return owner.answer(message);
            }
            first.die();
            if (left == 0 && arrives) {
                owner.answer(message);
            }
            throw new KvException.Uncertain("killed", null);
        });
        addSurely(sender, "first");
        callsLeft.set(call);
        boolean acknowledged = false;
        try {
            addEverywhere(sender, "killed");
            acknowledged = true;
        } catch (KvException e) {
            // it died
        }
        boolean survived = !first.isDead();
        callsLeft.set(0);
        first.die();
        checkWhole(cassandra, owner, acknowledged, what);
        return survived;
    }

    /** Whoever comes next finds all or nothing, and goes on. */
    private void checkWhole(SimulatedCassandra cassandra, KvEngine after, boolean acknowledged, String what) {
        assertWhole(after, what + " at once");
        clock.addAndGet(Crossing.PATIENCE_MILLIS + 1);
        cassandra.arriveAll();
        boolean happened = after.get(marker("killed"), ReadMode.STRONG) != null;
        assertThat(happened || !acknowledged).as(what).isTrue();
        addSurely(after, "after");
        recoverAll(after);
        int expected = happened ? 3 : 2;
        for (PartitionId partition : PARTITIONS) {
            assertThat(balance(after, partition)).as(what).isEqualTo(expected);
            assertThat(logged(after, partition)).as(what).isEqualTo(expected);
        }
        assertThat(cassandra.marked()).as(what).isZero();
        assertThat(cassandra.own(Rows.Kind.PREPARED)).as(what).isZero();
    }

    /** Adds, however often Cassandra gives no answer. */
    private void addSurely(KvEngine engine, String name) {
        for (int attempt = 0; ; attempt++) {
            try {
                addEverywhere(engine, name);
                return;
            } catch (KvException.Conflict | KvException.Unavailable e) {
                clock.addAndGet(100);
                assertThat(attempt).isLessThan(50);
            }
        }
    }

    /** Ends whatever the killed one has left. */
    private void recoverAll(KvEngine engine) {
        for (PartitionId partition : PARTITIONS) {
            for (boolean done = false; !done; ) {
                try {
                    engine.recover(partition);
                    done = true;
                } catch (KvException.Conflict | KvException.Uncertain e) {
                    clock.addAndGet(Crossing.PATIENCE_MILLIS + 1);
                }
            }
        }
    }

    /** All partitions show the same, whatever the state a killed front end left behind. */
    private static void assertWhole(KvEngine engine, String what) {
        int first;
        List<Integer> all;
        do {
            first = balance(engine, PARTITIONS.getFirst());
            all = PARTITIONS.stream()
                    .map(partition -> balance(engine, partition))
                    .toList();
            // what was under way may arrive while it is looked at
        } while (first != balance(engine, PARTITIONS.getFirst()));
        assertThat(all).as(what).containsOnly(first);
    }

    private static int logged(KvEngine engine, PartitionId partition) {
        int rows = 0;
        try (KvCursor cursor = engine.scan(partition, RowRange.startingWith(LOG), Direction.FORWARD, ReadMode.STRONG)) {
            while (cursor.next()) {
                rows++;
            }
        }
        return rows;
    }
}
