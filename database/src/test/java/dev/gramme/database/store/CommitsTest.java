package dev.gramme.database.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gramme.database.api.ContentionException;
import dev.gramme.database.env.SystemEnvironment;
import dev.gramme.database.testing.TestEngines;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.Key;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvException;
import dev.gramme.kv.KvTransaction;
import dev.gramme.kv.PartitionId;
import dev.gramme.kv.ReadMode;
import dev.gramme.kv.testkit.Faults;
import dev.gramme.kv.testkit.FaultyEngine;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A commit happens once or not at all, whatever the engine says of it. */
@Timeout(60)
class CommitsTest {
    private static final PartitionId HOME = new PartitionId(7);
    private static final Key COUNTER = new Key(HOME, Bytes.of(new byte[] {1}));

    private final SystemEnvironment environment = new SystemEnvironment();
    private final KvEngine memory = TestEngines.open(environment::clockMillis);

    @AfterEach
    void close() {
        memory.close();
    }

    private long soon(long millis) {
        return environment.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private static long increment(KvTransaction transaction) {
        Bytes stored = transaction.getForUpdate(COUNTER);
        long next = (stored == null ? 0 : ByteBuffer.wrap(stored.array()).getLong()) + 1;
        transaction.put(COUNTER, Bytes.of(ByteBuffer.allocate(8).putLong(next).array()));
        return next;
    }

    private long counter() {
        Bytes stored = memory.get(COUNTER, ReadMode.STRONG);
        return stored == null ? 0 : ByteBuffer.wrap(stored.array()).getLong();
    }

    @Test
    void whatIsInDoubtIsSettledAndNeverDoneTwice() {
        Faults faults = new Faults(0.2, 0.2, 0.2, 0, 0);
        Commits commits = new Commits(new FaultyEngine(memory, 11, faults, () -> {}), environment);
        for (int done = 1; done <= 300; done++) {
            long result = commits.run(HOME, soon(20_000), CommitsTest::increment);
            assertThat(result).isEqualTo(done);
            assertThat(counter()).isEqualTo(done);
        }
    }

    @Test
    void whatArrivesLateIsNotDoneTwiceEither() {
        Faults faults = new Faults(0.1, 0.1, 0.1, 0.1, 0).withLate(0.3);
        Commits commits = new Commits(new FaultyEngine(memory, 14, faults, () -> {}), environment);
        for (int done = 1; done <= 300; done++) {
            assertThat(increasedDespiteOutages(commits)).isEqualTo(done);
            assertThat(counter()).isEqualTo(done);
        }
    }

    private long increasedDespiteOutages(Commits commits) {
        while (true) {
            try {
                return commits.run(HOME, soon(20_000), CommitsTest::increment);
            } catch (KvException.Unavailable e) {
                // refused before anything happened
            }
        }
    }

    @Test
    void conflictsAreTriedAgainUntilTheDeadline() {
        Faults faults = new Faults(1, 0, 0, 0, 0);
        Commits commits = new Commits(new FaultyEngine(memory, 12, faults, () -> {}), environment);
        assertThatThrownBy(() -> commits.run(HOME, soon(100), CommitsTest::increment))
                .isInstanceOf(ContentionException.class);
        assertThat(counter()).isZero();
    }

    @Test
    void anEngineThatCannotWriteIsNotAskedAgain() {
        Faults faults = new Faults(0, 0, 0, 1, 0);
        Commits commits = new Commits(new FaultyEngine(memory, 13, faults, () -> {}), environment);
        assertThatThrownBy(() -> commits.run(HOME, soon(20_000), CommitsTest::increment))
                .isInstanceOf(KvException.Unavailable.class);
        assertThat(counter()).isZero();
    }

    @Test
    void whatTheResultCallsOffIsNotCommitted() {
        Commits commits = new Commits(memory, environment);
        commits.runUnless(result -> true, HOME, soon(20_000), CommitsTest::increment);
        assertThat(counter()).isZero();
    }
}
