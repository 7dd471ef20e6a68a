package dev.gramme.database.work;

import dev.gramme.database.env.Environment;
import dev.gramme.database.layout.SystemRows;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.Key;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvException;
import dev.gramme.kv.KvTransaction;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs workers, each in its own thread, whenever it has work and this process can hold its lease; or none at all, in a
 * process that does not lead.
 */
public final class Workers implements AutoCloseable {
    private static final long LEASE_MILLIS = 30_000;
    /** A lease is renewed when less than this is left of it. */
    private static final long RENEW_BEFORE_MILLIS = 10_000;

    private static final Environment.Repeating IDLE = new Environment.Repeating() {
        @Override
        public void wake() {
            // nobody works here
        }

        @Override
        public void close() {
            // nothing runs
        }
    };

    private final KvEngine engine;
    private final Environment environment;
    private final boolean idle;
    private final System.Logger log = System.getLogger(Workers.class.getName());
    private final long owner;
    private final List<Environment.Repeating> running = new ArrayList<>();
    private final List<LeasedRun> runs = new ArrayList<>();
    private volatile boolean closing;

    /**
     * Runs nothing yet.
     *
     * @param idle whether it never will
     */
    public Workers(KvEngine engine, Environment environment, boolean idle) {
        this.idle = idle;
        this.engine = engine;
        this.environment = environment;
        this.owner = environment.randomLong();
    }

    /** Starts a worker that looks for work again after each pause. */
    public Environment.Repeating start(Worker worker, long pauseMillis) {
        if (idle) {
            return IDLE;
        }
        LeasedRun run = new LeasedRun(worker);
        Environment.Repeating repeating = environment.repeat("worker-" + worker.name(), pauseMillis, run::once);
        running.add(repeating);
        runs.add(run);
        return repeating;
    }

    /** Stops all workers, waits for the slices that are running, and leaves the leases to whoever comes next. */
    @Override
    public void close() {
        closing = true;
        for (Environment.Repeating repeating : running) {
            repeating.close();
        }
        runs.forEach(LeasedRun::release);
    }

    private final class LeasedRun {
        private final Worker worker;
        private @Nullable Lease lease;

        LeasedRun(Worker worker) {
            this.worker = worker;
        }

        void once() {
            try {
                while (!closing && worker.hasWork()) {
                    Lease held = hold();
                    if (held == null) {
                        return;
                    }
                    worker.runSlice(held);
                }
            } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
                // A failed slice is tried again after the pause; the state it works from is still in the catalog.
                log.log(System.Logger.Level.WARNING, "A slice of background work failed: worker=" + worker.name(), e);
            }
        }

        private @Nullable Lease hold() {
            long now = environment.clockMillis();
            Lease held = lease;
            if (held == null || held.untilMillis() - now < RENEW_BEFORE_MILLIS) {
                held = acquire(worker.name(), now);
                lease = held;
            }
            return held;
        }

        void release() {
            if (lease != null) {
                giveUp(worker.name());
            }
        }
    }

    /** Where it does not succeed, the lease ends by itself. */
    private void giveUp(String worker) {
        Key key = SystemRows.lease(worker);
        try (KvTransaction transaction = engine.begin()) {
            Bytes stored = transaction.getForUpdate(key);
            if (stored != null && ByteBuffer.wrap(stored.array()).getLong() == owner) {
                transaction.delete(key);
                transaction.commit();
            }
        } catch (KvException e) {
            log.log(System.Logger.Level.DEBUG, "A lease was not given up: worker=" + worker, e);
        }
    }

    /** Takes or renews a lease; null where another process holds it. Of a store of ours alone, that process is dead. */
    private @Nullable Lease acquire(String worker, long now) {
        Key key = SystemRows.lease(worker);
        try (KvTransaction transaction = engine.begin()) {
            Bytes stored = transaction.getForUpdate(key);
            if (stored != null) {
                ByteBuffer fields = ByteBuffer.wrap(stored.array());
                long holder = fields.getLong();
                long until = fields.getLong();
                if (holder != owner && until > now && engine.limits().shared()) {
                    return null;
                }
            }
            long until = now + LEASE_MILLIS;
            byte[] fields =
                    ByteBuffer.allocate(16).putLong(owner).putLong(until).array();
            transaction.put(key, Bytes.of(fields));
            transaction.commit();
            return new Lease(worker, owner, until);
        } catch (KvException.Conflict e) {
            return null;
        }
    }
}
