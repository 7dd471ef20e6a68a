package dev.gramme.database.testing;

import dev.gramme.database.env.Environment;
import dev.gramme.database.env.SystemEnvironment;
import java.util.concurrent.atomic.AtomicLong;

/** The real world but for its wall clock, which a test moves. */
public final class ManualEnvironment implements Environment {
    private final SystemEnvironment system = new SystemEnvironment();
    private final AtomicLong clock;
    private final long longestPauseMillis;
    private final boolean background;

    /** @param longestPauseMillis how long background work waits at most, whatever it asks for */
    public ManualEnvironment(long startMillis, long longestPauseMillis) {
        this(startMillis, longestPauseMillis, true);
    }

    private ManualEnvironment(long startMillis, long longestPauseMillis, boolean background) {
        this.clock = new AtomicLong(startMillis);
        this.longestPauseMillis = longestPauseMillis;
        this.background = background;
    }

    /** One in which no background work is ever done. */
    public static ManualEnvironment still() {
        return new ManualEnvironment(System.currentTimeMillis(), 0, false);
    }

    public void advance(long millis) {
        clock.addAndGet(millis);
    }

    @Override
    public long clockMillis() {
        return clock.get();
    }

    @Override
    public long nanoTime() {
        return system.nanoTime();
    }

    @Override
    public void random(byte[] bytes) {
        system.random(bytes);
    }

    @Override
    public int randomBelow(int bound) {
        return system.randomBelow(bound);
    }

    @Override
    public long randomLong() {
        return system.randomLong();
    }

    @Override
    public void sleepMillis(long millis) {
        system.sleepMillis(millis);
    }

    @Override
    public Repeating repeat(String name, long pauseMillis, Runnable task) {
        return background ? system.repeat(name, Math.min(pauseMillis, longestPauseMillis), task) : new Never();
    }

    private record Never() implements Repeating {
        @Override
        public void wake() {
            // There is nothing to wake.
        }

        @Override
        public void close() {
            // Nothing was started.
        }
    }
}
