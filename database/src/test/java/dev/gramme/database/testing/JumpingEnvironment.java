package dev.gramme.database.testing;

import dev.gramme.database.env.Environment;
import dev.gramme.database.env.SystemEnvironment;
import java.util.concurrent.TimeUnit;

/** The real world, whose clocks can be put forward. */
public final class JumpingEnvironment implements Environment {
    private final SystemEnvironment world = new SystemEnvironment();
    private volatile long aheadMillis;
    private volatile long wallAheadMillis;

    /** Both clocks jump. */
    public void jump(long millis) {
        aheadMillis += millis;
    }

    /** The wall clock jumps alone. */
    public void jumpWallClock(long millis) {
        wallAheadMillis += millis;
    }

    @Override
    public long clockMillis() {
        return world.clockMillis() + aheadMillis + wallAheadMillis;
    }

    @Override
    public long nanoTime() {
        return world.nanoTime() + TimeUnit.MILLISECONDS.toNanos(aheadMillis);
    }

    @Override
    public void random(byte[] bytes) {
        world.random(bytes);
    }

    @Override
    public int randomBelow(int bound) {
        return world.randomBelow(bound);
    }

    @Override
    public long randomLong() {
        return world.randomLong();
    }

    @Override
    public void sleepMillis(long millis) {
        world.sleepMillis(millis);
    }

    @Override
    public Repeating repeat(String name, long pauseMillis, Runnable task) {
        return world.repeat(name, pauseMillis, task);
    }
}
