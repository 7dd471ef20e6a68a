package dev.gramme.database;

import dev.gramme.database.table.OtherServers;

/**
 * What a database does among those that have the same store open.
 *
 * @param works whether it keeps the catalog and does the background work; one of them does
 * @param others whom changes of tables wait for
 */
record Part(boolean works, OtherServers others) {
    /** There are no others. */
    static final Part ALONE = new Part(true, OtherServers.NONE);

    /** Another one keeps the catalog. */
    static final Part FOLLOWING = new Part(false, OtherServers.NONE);

    /** This one keeps the catalog. */
    static Part leading(OtherServers others) {
        return new Part(true, others);
    }
}
