package dev.gramme.database.testing;

import dev.gramme.database.env.Environment;
import dev.gramme.database.env.SystemEnvironment;
import java.util.concurrent.atomic.AtomicLong;

/** The real world but for its wall clock, which a test moves. */
public final class ManualEnvironment implements Environment {
    private final SystemEnvironment system = new SystemEnvironment();
    private final AtomicLong clock;
    private final long longestPauseMillis;

    /** @param longestPauseMillis how long background work waits at most, whatever it asks for */
    public ManualEnvironment(long startMillis, long longestPauseMillis) {
        this.clock = new AtomicLong(startMillis);
        this.longestPauseMillis = longestPauseMillis;
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
        return system.repeat(name, Math.min(pauseMillis, longestPauseMillis), task);
    }
}
