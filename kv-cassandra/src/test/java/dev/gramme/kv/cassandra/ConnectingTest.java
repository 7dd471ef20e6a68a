package dev.gramme.kv.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.DriverTimeoutException;
import dev.gramme.kv.KvException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A cluster that fails while it is connected to. */
@Timeout(30)
class ConnectingTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final AtomicInteger attempts = new AtomicInteger();

    @Test
    void oneThatHasAnsweredIsTriedAgain() {
        String connected = Connecting.persistently(PATIENCE, answered -> {
            if (attempts.incrementAndGet() == 1) {
                answered.run();
            }
            if (attempts.get() < 3) {
                throw new DriverTimeoutException("a node is gone");
            }
            return "connected";
        });
        assertThat(connected).isEqualTo("connected");
        assertThat(attempts).hasValue(3);
    }

    @Test
    void oneThatDoesNotAnswerIsGivenUpAtOnce() {
        assertThatThrownBy(() -> Connecting.persistently(PATIENCE, answered -> {
                    attempts.incrementAndGet();
                    throw new DriverTimeoutException("nobody there");
                }))
                .isInstanceOf(KvException.Unavailable.class)
                .hasMessage("No Cassandra node can be used: nobody there");
        assertThat(attempts).hasValue(1);
    }

    @Test
    void oneThatStaysAwayIsGivenUpAfterAWhile() {
        assertThatThrownBy(() -> Connecting.persistently(Duration.ofMillis(600), answered -> {
                    answered.run();
                    attempts.incrementAndGet();
                    throw new DriverTimeoutException("gone");
                }))
                .isInstanceOf(KvException.Unavailable.class);
        assertThat(attempts).hasValueGreaterThan(1);
    }

    @Test
    void oneThatIsRefusedIsNotTriedAgain() {
        assertThatThrownBy(() -> Connecting.persistently(PATIENCE, answered -> {
                    answered.run();
                    attempts.incrementAndGet();
                    throw new KvException.Unavailable("set up otherwise", null);
                }))
                .hasMessage("set up otherwise");
        assertThat(attempts).hasValue(1);
    }
}
