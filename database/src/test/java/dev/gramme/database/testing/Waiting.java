package dev.gramme.database.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.BooleanSupplier;

/** Waits for what happens in the background. */
public final class Waiting {
    private static final long PAUSE_MILLIS = 10;

    private Waiting() {}

    /** Looks again and again until it is so; fails where it is not after so many seconds of pauses. */
    public static void until(int seconds, BooleanSupplier reached) {
        for (long wait = 0; wait < seconds * 1_000L / PAUSE_MILLIS && !reached.getAsBoolean(); wait++) {
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        assertThat(reached.getAsBoolean()).isTrue();
    }
}
