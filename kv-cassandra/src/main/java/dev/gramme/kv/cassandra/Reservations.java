package dev.gramme.kv.cassandra;

import dev.gramme.kv.Key;
import dev.gramme.kv.lock.LockTable;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Locks of this process that transactions of other processes hold for a moment, on rows where they have come too late
 * before: else those who are nearer to a row would always come first. Only fairness rests on them.
 */
final class Reservations {
    /** Most at a time; more do without. */
    private static final int MAX_HELD = 1_000;

    private final LockTable locks;
    private final long heldNanos;
    private final ConcurrentHashMap<UUID, Holder> held = new ConcurrentHashMap<>();

    /** Holds a lock as nobody else does. */
    private static final class Holder {
        private final Key key;

        Holder(Key key) {
            this.key = key;
        }
    }

    /** @param heldNanos longer than a read and a commit of another process take */
    Reservations(LockTable locks, long heldNanos) {
        this.locks = locks;
        this.heldNanos = heldNanos;
    }

    /**
     * Waits for its turn on a row, and has it until the work is done or a while has passed.
     *
     * @throws dev.gramme.kv.KvException.Conflict where it did not come in time
     */
    void take(UUID work, Key key) {
        if (held.size() >= MAX_HELD) {
            return;
        }
        Holder holder = new Holder(key);
        locks.lock(key, holder);
        Holder before = held.put(work, holder);
        if (before != null) {
            locks.unlock(before.key, before);
        }
        Thread.ofVirtual().name("gramme-reserved").start(() -> {
            LockSupport.parkNanos(heldNanos);
            release(work);
        });
    }

    void release(UUID work) {
        Holder holder = held.remove(work);
        if (holder != null) {
            locks.unlock(holder.key, holder);
        }
    }
}
