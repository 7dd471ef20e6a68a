package dev.gramme.database.env;

/**
 * The only way to time, randomness and threads, so that a simulation can own all three. The database never reaches
 * around it.
 */
public interface Environment {
    /** Wall clock, milliseconds since 1970. */
    long clockMillis();

    /** Monotonic clock, nanoseconds; only differences mean anything. */
    long nanoTime();

    /** Fills the array with bytes fit for keys. */
    void random(byte[] bytes);

    /** A number from 0 (inclusive) to the bound (exclusive); not fit for keys. */
    int randomBelow(int bound);

    /** Any number; not fit for keys. */
    long randomLong();

    void sleepMillis(long millis);

    /** Runs the task now and then again and again with this pause in between, until the returned handle is closed. */
    Repeating repeat(String name, long pauseMillis, Runnable task);

    /** A repeating task. */
    interface Repeating extends AutoCloseable {
        /** Runs the task as soon as possible instead of after the rest of the pause. */
        void wake();

        /** Stops it; returns when no run is going on. */
        @Override
        void close();
    }
}
