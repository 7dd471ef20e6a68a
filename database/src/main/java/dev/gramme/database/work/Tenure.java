package dev.gramme.database.work;

import dev.gramme.database.env.Environment;
import dev.gramme.database.layout.SystemRows;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.Key;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvException;
import dev.gramme.kv.KvTransaction;
import dev.gramme.kv.ReadMode;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The right to be the one process that answers for a store which others can open as well. Whoever has it renews a row
 * of the store all the time; whoever waits takes it once that row has not changed for a while. Both count by their own
 * monotonic clocks, so clocks need not agree. A process that stalls loses the right before somebody else can have it.
 */
public final class Tenure implements AutoCloseable {
    private static final long RENEW_MILLIS = 500;
    private static final long LOOK_MILLIS = 250;
    /** For how long a renewal gives the right, from when it began. */
    static final long LASTS_MILLIS = 3_000;
    /** How long the row must stay as it is before another process takes the right. */
    static final long TAKEN_AFTER_MILLIS = 4_000;

    private static final Key ROW = SystemRows.lease("tenure");
    private static final System.Logger LOG = System.getLogger(Tenure.class.getName());

    /** Is told what becomes of the right. */
    public interface Watcher {
        /** Another process has the right now; this one waits until it ends. */
        void waits();

        /**
         * Another process has taken the right: this one is to close its database. Told once, by a thread of its own.
         */
        void lost();
    }

    private final KvEngine engine;
    private final Environment environment;
    private final Watcher watcher;
    private final long owner;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile long untilNanos;
    private Environment.@Nullable Repeating renewing;

    private Tenure(KvEngine engine, Environment environment, Watcher watcher) {
        this.engine = engine;
        this.environment = environment;
        this.watcher = watcher;
        this.owner = environment.randomLong();
    }

    /**
     * Waits for the right and takes it.
     *
     * @throws KvException.Unavailable where the store cannot be read
     */
    public static Tenure take(KvEngine engine, Environment environment, Watcher watcher) {
        Tenure tenure = new Tenure(engine, environment, watcher);
        tenure.await();
        tenure.renewing = environment.repeat("tenure", RENEW_MILLIS, tenure::renew);
        return tenure;
    }

    private void await() {
        Row seen = null;
        long sinceNanos = environment.nanoTime();
        boolean told = false;
        while (true) {
            long now = environment.nanoTime();
            Row found = read();
            if (found == null || (found.equals(seen) && now - sinceNanos > nanos(TAKEN_AFTER_MILLIS))) {
                if (write(found)) {
                    return;
                }
            } else if (!found.equals(seen)) {
                seen = found;
                sinceNanos = now;
            }
            if (found != null && !told) {
                watcher.waits();
                told = true;
            }
            environment.sleepMillis(LOOK_MILLIS);
        }
    }

    /**
     * What the row says.
     *
     * @param turn grows with each renewal
     */
    private record Row(long owner, long turn) {
        static Row decode(Bytes stored) {
            ByteBuffer fields = ByteBuffer.wrap(stored.array());
            return new Row(fields.getLong(), fields.getLong());
        }

        Bytes encode() {
            return Bytes.of(ByteBuffer.allocate(16).putLong(owner).putLong(turn).array());
        }
    }

    private @Nullable Row read() {
        Bytes stored = engine.get(ROW, ReadMode.STRONG);
        return stored == null ? null : Row.decode(stored);
    }

    /** Writes this process into the row, if it is still as it was seen. */
    private boolean write(@Nullable Row expected) {
        long began = environment.nanoTime();
        try (KvTransaction transaction = engine.begin()) {
            Bytes stored = transaction.getForUpdate(ROW);
            Row found = stored == null ? null : Row.decode(stored);
            if (found == null ? expected != null : !found.equals(expected)) {
                return false;
            }
            transaction.put(ROW, new Row(owner, found == null ? 1 : found.turn() + 1).encode());
            transaction.commit();
            untilNanos = began + nanos(LASTS_MILLIS);
            return true;
        } catch (KvException.Conflict | KvException.Uncertain e) {
            // whether it was written shows when the row is read again
            return false;
        }
    }

    private void renew() {
        try {
            Row found = read();
            if (found == null || found.owner() != owner) {
                lose();
                return;
            }
            write(found);
        } catch (KvException e) {
            LOG.log(System.Logger.Level.WARNING, "The right to answer was not renewed: " + e.getMessage());
        }
    }

    private void lose() {
        untilNanos = environment.nanoTime();
        if (over.compareAndSet(false, true)) {
            watcher.lost();
        }
    }

    /** Whether this process may answer now. */
    public boolean holds() {
        return !over.get() && untilNanos - environment.nanoTime() > 0;
    }

    private static long nanos(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** Leaves the right to whoever waits for it. */
    @Override
    public void close() {
        boolean had = over.compareAndSet(false, true);
        Environment.Repeating running = renewing;
        if (running != null) {
            running.close();
        }
        if (had) {
            giveUp();
        }
    }

    /** Where it does not succeed, others take the right after a while. */
    private void giveUp() {
        try (KvTransaction transaction = engine.begin()) {
            Bytes stored = transaction.getForUpdate(ROW);
            if (stored != null && Row.decode(stored).owner() == owner) {
                transaction.delete(ROW);
                transaction.commit();
            }
        } catch (KvException e) {
            LOG.log(System.Logger.Level.DEBUG, "The right to answer was not given up", e);
        }
    }
}
