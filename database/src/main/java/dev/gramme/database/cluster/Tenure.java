package dev.gramme.database.cluster;

import dev.gramme.database.env.Environment;
import dev.gramme.database.layout.SystemRows;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.Key;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvException;
import dev.gramme.kv.KvTransaction;
import dev.gramme.kv.ReadMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Which of several processes leads. Whoever does renews a row of the store all the time; the others take it once it has
 * not changed for a while. All count by their own monotonic clocks, so clocks need not agree. A process that stalls
 * loses the right before somebody else can have it. {@link #step} has to be called all the time; thread-safe.
 */
public final class Tenure implements Right {
    /** How often the row is to be looked at. */
    public static final long LOOK_MILLIS = 250;

    private static final long RENEW_MILLIS = 500;
    /** For how long a renewal gives the right, from when it began. */
    static final long LASTS_MILLIS = 3_000;
    /** How long the row must stay as it is before another process takes the right. */
    static final long TAKEN_AFTER_MILLIS = 4_000;

    static final Key ROW = SystemRows.tenure();
    private static final long NOBODY = 0;

    private final KvEngine engine;
    private final Environment environment;
    private final Server self;
    private @Nullable Row seen;
    private long seenNanos;
    private volatile boolean alone = true;
    private boolean closed;
    private volatile long untilNanos;
    private volatile @Nullable Server leader;
    /** Whether there may be servers that the leader before this one has given leases to. */
    private volatile boolean heir;

    public Tenure(KvEngine engine, Environment environment, Server self) {
        this.engine = engine;
        this.environment = environment;
        this.self = self;
        this.untilNanos = environment.nanoTime();
        this.seenNanos = environment.nanoTime();
    }

    /**
     * What the row says.
     *
     * @param turn grows with each renewal
     * @param alone whether no other server has a lease of the leader
     */
    private record Row(long owner, long turn, boolean alone, String address) {
        static Row decode(Bytes stored) {
            ByteBuffer fields = ByteBuffer.wrap(stored.array());
            long owner = fields.getLong();
            long turn = fields.getLong();
            boolean alone = fields.get() != 0;
            byte[] address = new byte[fields.remaining()];
            fields.get(address);
            return new Row(owner, turn, alone, new String(address, StandardCharsets.UTF_8));
        }

        Bytes encode() {
            byte[] text = address.getBytes(StandardCharsets.UTF_8);
            return Bytes.of(ByteBuffer.allocate(17 + text.length)
                    .putLong(owner)
                    .putLong(turn)
                    .put((byte) (alone ? 1 : 0))
                    .put(text)
                    .array());
        }
    }

    /**
     * Looks who leads, renews the right of this process, or takes it.
     *
     * @throws KvException where the store does not answer; nothing is lost by it but time
     */
    public synchronized void step() {
        Row found = read();
        long now = environment.nanoTime();
        if (found != null && !found.equals(seen)) {
            seen = found;
            seenNanos = now;
        }
        if (found != null && found.owner() == self.id()) {
            if (!isMine()) {
                begin(found);
            }
            if (untilNanos - now < nanos(LASTS_MILLIS - RENEW_MILLIS)) {
                write(found, self.id(), alone);
            }
            return;
        }
        boolean free = found == null || found.owner() == NOBODY;
        leader = found == null || free ? null : new Server(found.owner(), found.address());
        boolean silent = now - seenNanos > nanos(TAKEN_AFTER_MILLIS);
        if (!closed && (free || silent)) {
            take(found);
        }
    }

    private void take(@Nullable Row found) {
        if (write(found, self.id(), found == null || found.alone())) {
            begin(found);
        }
    }

    private void begin(@Nullable Row found) {
        alone = found == null || found.alone();
        heir = !alone;
        leader = self;
    }

    /** Whether nobody leads, by what the row holds. */
    static boolean isFree(@Nullable Bytes stored) {
        return stored == null || Row.decode(stored).owner() == NOBODY;
    }

    private @Nullable Row read() {
        Bytes stored = engine.get(ROW, ReadMode.STRONG);
        return stored == null ? null : Row.decode(stored);
    }

    /** Writes the row, if it is still as it was seen. */
    private boolean write(@Nullable Row expected, long owner, boolean nowAlone) {
        long began = environment.nanoTime();
        try (KvTransaction transaction = engine.begin(SystemRows.TENURE)) {
            Bytes stored = transaction.getForUpdate(ROW);
            Row found = stored == null ? null : Row.decode(stored);
            if (found == null ? expected != null : !found.equals(expected)) {
                return false;
            }
            Row row = new Row(owner, found == null ? 1 : found.turn() + 1, nowAlone, self.address());
            transaction.put(ROW, row.encode());
            transaction.commit();
            if (owner == self.id()) {
                untilNanos = began + nanos(LASTS_MILLIS);
            }
            return true;
        } catch (KvException.Conflict | KvException.Uncertain e) {
            // whether it was written shows when the row is read again
            return false;
        }
    }

    /**
     * Says in the row whether other servers have leases; before the first of them has one, and when the last has none.
     *
     * @return whether it is written
     */
    boolean sayAlone(boolean now) {
        return alone == now || writeAlone(now);
    }

    private synchronized boolean writeAlone(boolean now) {
        Row found = read();
        if (found == null || found.owner() != self.id() || !write(found, self.id(), now)) {
            return false;
        }
        alone = now;
        return true;
    }

    /** Who leads, as far as this process knows; null where nobody does. */
    public @Nullable Server leader() {
        return leader;
    }

    /** Whether nobody else leads since this process has begun to; it may still have to wait to be sure of it. */
    public boolean isMine() {
        return self.equals(leader);
    }

    /** Whether servers may be at work of which this leader has not heard yet. */
    boolean isHeir() {
        return heir;
    }

    /** Whether this process leads for sure. */
    @Override
    public boolean holds() {
        return isMine() && untilNanos - environment.nanoTime() > 0;
    }

    private static long nanos(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** Leaves the right to others. Where that does not succeed, they take it after a while. */
    public synchronized void giveUp() {
        closed = true;
        untilNanos = environment.nanoTime();
        if (isMine()) {
            Row found = read();
            if (found != null && found.owner() == self.id()) {
                write(found, NOBODY, found.alone());
            }
        }
    }
}
