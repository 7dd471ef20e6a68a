package dev.gramme.database.crash;

import dev.gramme.database.Settings;

/** What a database does while it is killed. All of it runs on one thread, and is the same for the same seed. */
interface Scenario {
    /** What is set of its databases. */
    default Settings settings() {
        return World.SETTINGS;
    }

    /** What is there before; nobody dies here. */
    default void setUp(World world) {
        world.open();
    }

    /** Runs until it ends or {@link World} dies. */
    void run(World world);

    /** What else must be so in the end, at rest, whatever came in between. */
    default void check(World world) {
        // The ledger tells the rest.
    }

    default String title() {
        return getClass().getSimpleName();
    }
}
