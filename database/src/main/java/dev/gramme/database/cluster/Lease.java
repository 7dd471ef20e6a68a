package dev.gramme.database.cluster;

import dev.gramme.database.env.Environment;
import java.util.concurrent.TimeUnit;

/**
 * The right of a server that does not lead: it knows the catalog well enough to answer, since it has heard of the
 * leader lately. A leader that wants all to know of a change waits for those it hears nothing of until their leases
 * have ended. Counted by monotonic clocks, which need not agree.
 */
public final class Lease implements Right {
    /** How long it lasts, from when the leader was asked: longer than it takes to find another leader. */
    static final long LASTS_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Environment environment;
    private volatile long untilNanos;

    public Lease(Environment environment) {
        this.environment = environment;
        this.untilNanos = environment.nanoTime();
    }

    /** It lasts from a moment on at which the leader was asked, who has answered since. */
    public void renew(long askedNanos) {
        untilNanos = askedNanos + LASTS_NANOS;
    }

    @Override
    public boolean holds() {
        return untilNanos - environment.nanoTime() > 0;
    }
}
