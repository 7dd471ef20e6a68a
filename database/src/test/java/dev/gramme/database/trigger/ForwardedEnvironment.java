package dev.gramme.database.trigger;

import dev.gramme.database.env.Environment;
import dev.gramme.database.env.SystemEnvironment;

/** The real world, with a wall clock that can be put forward. */
final class ForwardedEnvironment implements Environment {
    private final SystemEnvironment world = new SystemEnvironment();
    private volatile long aheadMillis;

    void forward(long millis) {
        aheadMillis += millis;
    }

    @Override
    public long clockMillis() {
        return world.clockMillis() + aheadMillis;
    }

    @Override
    public long nanoTime() {
        return world.nanoTime();
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
