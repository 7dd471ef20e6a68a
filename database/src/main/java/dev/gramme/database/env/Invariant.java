package dev.gramme.database.env;

/** Checks of what must hold whatever a client does. They stay on in production: a bug is better loud than stored. */
public final class Invariant {
    private Invariant() {}

    public static void check(boolean holds, String message) {
        if (!holds) {
            throw new IllegalStateException("Invariant broken: " + message);
        }
    }
}
