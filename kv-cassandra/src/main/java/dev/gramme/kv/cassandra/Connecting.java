package dev.gramme.kv.cassandra;

import com.datastax.oss.driver.api.core.DriverException;
import dev.gramme.kv.KvException;
import java.time.Duration;
import java.util.function.Function;

/**
 * Connects again where a cluster has answered and then failed: a node may be lost in that very moment, and the others
 * can be used a moment later. One that does not answer at all is given up at once; its address may be wrong.
 */
final class Connecting {
    private static final long PAUSE_MILLIS = 500;

    private Connecting() {}

    /**
     * What an attempt comes to.
     *
     * @param attempt to connect; runs what it is given once the cluster has answered
     * @throws KvException.Unavailable with a message for a person
     */
    static <T> T persistently(Duration patience, Function<Runnable, T> attempt) {
        long deadline = System.nanoTime() + patience.toNanos();
        boolean[] answered = new boolean[1];
        while (true) {
            try {
                return attempt.apply(() -> answered[0] = true);
            } catch (DriverException e) {
                if (!answered[0] || System.nanoTime() - deadline > 0 || !pause()) {
                    throw new KvException.Unavailable("No Cassandra node can be used: " + e.getMessage(), e);
                }
            }
        }
    }

    /** Returns false where the thread is to end. */
    private static boolean pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
