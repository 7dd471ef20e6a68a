package dev.gramme.database.testing;

import dev.gramme.database.env.Environment;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/** A world that is the same for the same seed: time only passes where somebody sleeps, and nothing runs by itself. */
public final class SimulatedEnvironment implements Environment {
    private final Random random;
    private final List<Runnable> background = new CopyOnWriteArrayList<>();
    private long millis = 1_700_000_000_000L;

    public SimulatedEnvironment(long seed) {
        this.random = new Random(seed);
    }

    /** Does all that goes on in the background once, in the order it was begun. */
    public void runBackground() {
        background.forEach(Runnable::run);
    }

    /** Whoever began something in the background is gone, and it with him. */
    public void forgetBackground() {
        background.clear();
    }

    @Override
    public long clockMillis() {
        return millis;
    }

    @Override
    public long nanoTime() {
        return millis * 1_000_000;
    }

    @Override
    public void random(byte[] bytes) {
        random.nextBytes(bytes);
    }

    @Override
    public int randomBelow(int bound) {
        return random.nextInt(bound);
    }

    @Override
    public long randomLong() {
        return random.nextLong();
    }

    @Override
    public void sleepMillis(long pause) {
        millis += pause;
    }

    @Override
    public Repeating repeat(String name, long pauseMillis, Runnable task) {
        background.add(task);
        return new Repeating() {
            @Override
            public void wake() {
                // It runs when the test says so.
            }

            @Override
            public void close() {
                background.remove(task);
            }
        };
    }
}
