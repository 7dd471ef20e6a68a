package dev.gramme.server.http;

/** A connection that is looked at now and then. */
interface Swept {
    /**
     * Ends what takes too long; runs on the connection's event loop.
     *
     * @param nowNanos on the clock of {@link System#nanoTime}
     */
    void sweep(long nowNanos);
}
