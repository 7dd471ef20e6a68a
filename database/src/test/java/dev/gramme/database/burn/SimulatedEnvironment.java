package dev.gramme.database.burn;

import dev.gramme.database.env.Environment;
import java.util.Random;

/** A world that is the same for the same seed: time only passes where somebody sleeps, and nothing runs by itself. */
final class SimulatedEnvironment implements Environment {
    private final Random random;
    private long millis = 1_700_000_000_000L;

    SimulatedEnvironment(long seed) {
        this.random = new Random(seed);
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
        return new Repeating() {
            @Override
            public void wake() {
                // There is no background in a simulation.
            }

            @Override
            public void close() {
                // Nothing was started.
            }
        };
    }
}
