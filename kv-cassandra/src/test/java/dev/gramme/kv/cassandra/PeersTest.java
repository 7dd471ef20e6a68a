package dev.gramme.kv.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gramme.kv.Bytes;
import dev.gramme.kv.EngineCounters;
import dev.gramme.kv.Key;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvException;
import dev.gramme.kv.KvPeer;
import dev.gramme.kv.KvTransaction;
import dev.gramme.kv.PartitionId;
import dev.gramme.kv.ReadMode;
import dev.gramme.kv.RowRange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Transactions of one process, committed by another. */
@Timeout(60)
class PeersTest {
    private static final PartitionId P = new PartitionId(1);
    private static final PartitionId Q = new PartitionId(2);
    private static final Key A = new Key(P, bytes("a"));
    private static final Key B = new Key(P, bytes("b"));
    private static final Key OF_Q = new Key(Q, bytes("a"));
    private static final long PATIENCE_MILLIS = 10_000;
    private static final long BATCH_NANOS = 3_000_000;

    private final SimulatedCassandra cassandra = new SimulatedCassandra(1, 0);
    private final KvEngine owner = engine(cassandra.connect(), 1);
    private final KvEngine sender = engine(cassandra.connect(), 2);
    /** How the sender's calls arrive. */
    private KvPeer way = owner::answer;

    private static Bytes bytes(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static KvEngine engine(Store store, long seed) {
        return new CassandraEngine(store, System::currentTimeMillis, new Random(seed)::nextLong, PATIENCE_MILLIS);
    }

    private static void put(KvEngine engine, Key key, String value) {
        try (KvTransaction transaction = engine.begin()) {
            transaction.put(key, bytes(value));
            transaction.commit();
        }
    }

    @BeforeEach
    void join() {
        sender.join(partition -> message -> way.call(message));
        put(sender, A, "1");
        put(sender, B, "1");
        put(sender, OF_Q, "1");
    }

    private KvEngine other(KvEngine engine) {
        return engine.equals(owner) ? sender : owner;
    }

    private Bytes value(Key key) {
        return owner.get(key, ReadMode.STRONG);
    }

    private static boolean isWork(byte[] message) {
        return PeerMessage.decode(message).asked() instanceof PeerMessage.Run;
    }

    @Test
    void theOwnerCommits() {
        assertThat(value(A)).isEqualTo(bytes("1"));
        assertThat(sender.counters().snapshot().commitGroups()).isZero();
        assertThat(cassandra.refused()).isZero();
    }

    @Test
    void whatTheOwnerWroteMeanwhileIsNotOverwritten() {
        try (KvTransaction transaction = sender.begin()) {
            transaction.getForUpdate(A);
            put(owner, B, "2");
            put(owner, A, "2");
            transaction.put(B, bytes("3"));
            assertThatThrownBy(transaction::commit).isInstanceOf(KvException.Conflict.class);
        }
        assertThat(value(B)).isEqualTo(bytes("2"));
    }

    @Test
    void whatTheOwnerWroteElsewhereIsNotInTheWay() {
        try (KvTransaction transaction = sender.begin()) {
            transaction.getForUpdate(A);
            put(owner, B, "2");
            transaction.put(A, bytes("3"));
            transaction.commit();
        }
        assertThat(value(A)).isEqualTo(bytes("3"));
        assertThat(cassandra.refused()).isZero();
    }

    @Test
    void theOwnerDoesNotOverwriteWhatItWasSent() {
        try (KvTransaction transaction = owner.begin()) {
            transaction.getForUpdate(A);
            put(sender, A, "2");
            transaction.put(B, bytes("3"));
            assertThatThrownBy(transaction::commit).isInstanceOf(KvException.Conflict.class);
        }
        assertThat(value(B)).isEqualTo(bytes("1"));
    }

    @Test
    void aRangeThatIsDeletedCountsOnBothSides() {
        for (KvEngine reads : List.of(owner, sender)) {
            put(owner, A, "1");
            try (KvTransaction transaction = reads.begin();
                    KvTransaction deletes = other(reads).begin()) {
                transaction.getForUpdate(A);
                deletes.deleteRange(P, new RowRange(A.row(), B.row()));
                deletes.commit();
                transaction.put(B, bytes("3"));
                assertThatThrownBy(transaction::commit).isInstanceOf(KvException.Conflict.class);
            }
        }
    }

    @Test
    void whatIsOnlyWrittenMayHaveBeenWrittenByOthers() {
        for (KvEngine writes : List.of(owner, sender)) {
            try (KvTransaction transaction = writes.begin()) {
                transaction.getForUpdate(B);
                put(other(writes), A, "2");
                transaction.put(A, bytes("3"));
                transaction.commit();
            }
            assertThat(value(A)).isEqualTo(bytes("3"));
        }
    }

    /** Whoever came too late once is let in between those of the owner, which are nearer. */
    @Test
    void whoeverCameTooLateHasItsTurn() throws InterruptedException {
        Thread near = Thread.ofVirtual().start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                try (KvTransaction transaction = owner.begin()) {
                    transaction.getForUpdate(A);
                    transaction.put(A, bytes("near"));
                    transaction.commit();
                }
            }
        });
        try {
            for (int count = 0; count < 20; count++) {
                int attempts = 0;
                while (!tryToPutSlowly()) {
                    assertThat(++attempts).isLessThanOrEqualTo(count == 0 ? 1 : 0);
                }
            }
        } finally {
            near.interrupt();
            near.join();
        }
    }

    @Test
    void whoeverHadItsTurnInVainLeavesTheRow() {
        try (KvTransaction late = sender.begin()) {
            late.getForUpdate(A);
            put(owner, A, "2");
            late.put(A, bytes("3"));
            assertThatThrownBy(late::commit).isInstanceOf(KvException.Conflict.class);
        }
        try (KvTransaction inVain = sender.begin()) {
            inVain.getForUpdate(A);
        }
        long began = System.nanoTime();
        put(owner, A, "4");
        assertThat(System.nanoTime() - began).isLessThan(PATIENCE_MILLIS * 1_000_000 / 40);
    }

    private boolean tryToPutSlowly() throws InterruptedException {
        try (KvTransaction transaction = sender.begin()) {
            transaction.getForUpdate(A);
            Thread.sleep(5);
            transaction.put(A, bytes("far"));
            transaction.commit();
            return true;
        } catch (KvException.Conflict e) {
            return false;
        }
    }

    @Test
    void onlyReadingIsCheckedByTheOwner() {
        for (KvEngine reads : List.of(owner, sender)) {
            try (KvTransaction transaction = reads.begin()) {
                transaction.getForUpdate(A);
                transaction.getForUpdate(OF_Q);
                transaction.commit();
            }
            try (KvTransaction transaction = reads.begin()) {
                transaction.getForUpdate(A);
                transaction.getForUpdate(OF_Q);
                put(other(reads), A, "2");
                assertThatThrownBy(transaction::commit).isInstanceOf(KvException.Conflict.class);
            }
        }
        assertThat(cassandra.refused()).isZero();
    }

    @Test
    void severalPartitionsAreCommittedByTheOwner() {
        long before = owner.counters().snapshot().commitGroups();
        try (KvTransaction transaction = sender.begin(P)) {
            transaction.put(A, bytes("2"));
            transaction.put(OF_Q, bytes("2"));
            transaction.putStamped(Q, bytes("log"), Bytes.EMPTY, Bytes.EMPTY);
            assertThat(transaction.commit().stamps()).containsOnlyKeys(P, Q);
        }
        assertThat(value(A)).isEqualTo(bytes("2"));
        assertThat(value(OF_Q)).isEqualTo(bytes("2"));
        assertThat(owner.counters().snapshot().commitGroups() - before).isBetween(3L, 4L);
        assertThat(cassandra.marked()).isZero();
    }

    @Test
    void anOwnerThatCannotBeReachedIsDoneWithout() {
        way = message -> {
            throw new KvException.Unavailable("nobody there", null);
        };
        putAtLast(A, "2");
        assertThat(value(A)).isEqualTo(bytes("2"));
    }

    @Test
    void anOwnerThatIsGoneAtTheCommitMakesTheTransactionBeginAnew() {
        way = message -> {
            if (isWork(message)) {
                throw new KvException.Unavailable("nobody there any more", null);
            }
            return owner.answer(message);
        };
        assertThatThrownBy(() -> put(sender, A, "2")).isInstanceOf(KvException.Conflict.class);
        put(sender, A, "3");
        assertThat(value(A)).isEqualTo(bytes("3"));
    }

    @Test
    void aLostAnswerIsSettled() {
        way = message -> {
            byte[] answer = owner.answer(message);
            if (isWork(message)) {
                throw new KvException.Uncertain("the answer was lost", null);
            }
            return answer;
        };
        assertThat(commitInDoubt()).isTrue();
        assertThat(value(A)).isEqualTo(bytes("in doubt"));
    }

    @Test
    void aLostMessageIsSettledAndRefusedWhenItArrives() {
        AtomicReference<byte[]> late = new AtomicReference<>(new byte[0]);
        way = message -> {
            if (isWork(message)) {
                late.set(message);
                throw new KvException.Uncertain("late", null);
            }
            return owner.answer(message);
        };
        assertThat(commitInDoubt()).isFalse();
        assertThatThrownBy(() -> put(owner, B, "2")).isInstanceOf(KvException.Conflict.class);
        put(owner, B, "2");
        PeerAnswer answer = PeerAnswer.decode(owner.answer(late.get()));
        assertThat(answer.kind()).isEqualTo(PeerAnswer.Kind.CONFLICT);
        assertThat(value(A)).isEqualTo(bytes("1"));
    }

    @Test
    void aDecisionInDoubtIsSettledAndCarriedOut() {
        for (boolean arrives : List.of(true, false)) {
            way = message -> {
                if (PeerMessage.decode(message).asked() instanceof PeerMessage.Run(Work.Write write)) {
                    if (arrives) {
                        owner.answer(message);
                    }
                    throw new KvException.Uncertain("the answer was lost", null);
                }
                return owner.answer(message);
            };
            assertThat(commitInDoubt(OF_Q, arrives ? "in doubt" : "never")).isEqualTo(arrives);
            assertThat(value(OF_Q)).isEqualTo(bytes("in doubt"));
            way = owner::answer;
            putAtLast(OF_Q, "in doubt");
            assertThat(cassandra.marked()).isZero();
        }
    }

    private boolean commitInDoubt() {
        return commitInDoubt(B, "in doubt");
    }

    /** Puts once nobody is in the way any more. */
    private void putAtLast(Key key, String value) {
        for (int attempt = 0; ; attempt++) {
            try {
                put(sender, key, value);
                return;
            } catch (KvException.Conflict e) {
                assertThat(attempt).isLessThan(50);
            }
        }
    }

    /** Commits without an answer, and settles that. */
    private boolean commitInDoubt(Key other, String value) {
        try (KvTransaction transaction = sender.begin(P)) {
            transaction.put(A, bytes("in doubt"));
            transaction.put(other, bytes(value));
            assertThatThrownBy(transaction::commit).isInstanceOf(KvException.Uncertain.class);
            return transaction.settle();
        }
    }

    @Test
    void messagesAreWhatTheyWereAndNothingElse() {
        PartitionWrites writes = PartitionWrites.empty();
        writes.puts().put(bytes("a"), bytes("1"));
        writes.puts().put(bytes("b"), null);
        writes.stamped().add(new PartitionWrites.StampedPut(bytes("p"), bytes("s"), bytes("v")));
        writes.ranges().add(RowRange.ALL);
        writes.touched().add(bytes("a"));
        Basis basis = new Basis.Foreign(new UUID(1, 2), 3);
        TransactionId id = TransactionId.random(Q);
        List<Work> works = List.of(
                new Work.Write(basis, writes, Set.of(bytes("a")), null),
                new Work.Write(basis, writes, Set.of(), new Work.Decision(id, List.of(P, Q))),
                new Work.Prepare(basis, writes, Set.of(bytes("a"), bytes("b")), id, writes.encode(7)),
                new Work.End(id, true, false),
                new Work.Forget(id));
        for (Work work : works) {
            byte[] message = new PeerMessage(P, new PeerMessage.Run(work)).encode();
            assertThat(PeerMessage.decode(message).encode()).isEqualTo(message);
            for (int length = 0; length < message.length; length++) {
                assertRefused(Arrays.copyOf(message, length));
            }
            assertRefused(Arrays.copyOf(message, message.length + 1));
            message[0] = 9;
            assertRefused(message);
        }
        byte[] leave = new PeerMessage(P, new PeerMessage.Leave(new UUID(1, 2))).encode();
        assertThat(PeerMessage.decode(leave).encode()).isEqualTo(leave);
        for (Bytes reserved : Arrays.asList(null, bytes("a"))) {
            byte[] message = new PeerMessage(P, new PeerMessage.Enter(new UUID(1, 2), reserved)).encode();
            assertThat(PeerMessage.decode(message).encode()).isEqualTo(message);
            assertRefused(Arrays.copyOf(message, message.length - (reserved == null ? 1 : 2)));
        }
        assertRefused(new byte[PeerMessage.MAX_BYTES + 1]);
        assertThat(value(A)).isEqualTo(bytes("1"));
    }

    private void assertRefused(byte[] message) {
        assertThat(PeerAnswer.decode(owner.answer(message)).kind()).isEqualTo(PeerAnswer.Kind.REFUSED);
    }

    /** What it is all for: four processes write to one partition as if they were one. */
    @Test
    void worksOfSeveralProcessesShareGroups() throws InterruptedException {
        SimulatedCassandra busy = new SimulatedCassandra(1, 0);
        List<KvEngine> engines = new ArrayList<>();
        for (int number = 0; number < 4; number++) {
            KvEngine engine = engine(busy.connectSteadily(BATCH_NANOS), number);
            engines.add(engine);
            if (number > 0) {
                engine.join(partition -> engines.getFirst()::answer);
            }
        }
        ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
        List<Thread> writers = new ArrayList<>();
        for (int number = 0; number < 32; number++) {
            KvEngine engine = engines.get(number % 4);
            Key key = new Key(P, bytes("row " + number));
            writers.add(Thread.ofVirtual().start(() -> {
                try {
                    count(engine, key);
                } catch (KvException e) {
                    failures.add(e);
                }
            }));
        }
        for (Thread writer : writers) {
            writer.join();
        }
        assertThat(failures).isEmpty();
        assertThat(busy.refused()).isZero();
        List<EngineCounters.Snapshot> counts =
                engines.stream().map(engine -> engine.counters().snapshot()).toList();
        assertThat(counts.getFirst().commits()).isEqualTo(32 * 25);
        assertThat(counts.getFirst().commitGroups()).isLessThan(32 * 25 / 8);
        assertThat(counts.subList(1, 4)).allMatch(sent -> sent.commitGroups() == 0);
    }

    private static void count(KvEngine engine, Key key) {
        for (int count = 0; count < 25; count++) {
            try (KvTransaction transaction = engine.begin()) {
                Bytes value = transaction.getForUpdate(key);
                assertThat(value == null ? 0 : value.length()).isEqualTo(count);
                transaction.put(key, value == null ? bytes("x") : value.concat(bytes("x")));
                transaction.commit();
            }
        }
    }
}
