package dev.gramme.kv.lock;

import dev.gramme.kv.Key;
import dev.gramme.kv.KvException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Exclusive locks on keys, given in the order they were asked for. Waiting is bounded in time and in number, and ends
 * in {@link KvException.Conflict}: that is also how transactions that wait for each other in a circle come apart.
 */
@SuppressWarnings("ReferenceEquality") // an owner is a transaction, and is itself only
public final class LockTable {
    /** Most transactions that wait for one key. */
    public static final int MAX_WAITERS = 1024;

    private final ConcurrentHashMap<Key, Lock> locks = new ConcurrentHashMap<>();
    private final long waitNanos;

    public LockTable(long waitMillis) {
        this.waitNanos = waitMillis * 1_000_000;
    }

    /**
     * One locked key. Changed only inside {@code compute} of its entry; whoever reads himself as owner sees what the
     * last one did.
     */
    private static final class Lock {
        private volatile Object owner;
        private @Nullable Deque<Waiter> waiters;

        Lock(Object owner) {
            this.owner = owner;
        }
    }

    private static final class Waiter {
        private final Object owner;
        private final Thread thread = Thread.currentThread();
        private volatile boolean granted;

        Waiter(Object owner) {
            this.owner = owner;
        }
    }

    /**
     * Locks a key for an owner, who may hold it already.
     *
     * @return whether the owner holds it only from now on
     * @throws KvException.Conflict where it could not be had in time
     */
    public boolean lock(Key key, Object owner) {
        // Nearly always the key is free or the owner's already; nobody but the owner ends his owning.
        Lock first = locks.putIfAbsent(key, new Lock(owner));
        if (first == null) {
            return true;
        }
        return first.owner != owner && lockSlowly(key, owner);
    }

    private boolean lockSlowly(Key key, Object owner) {
        Waiter waiter = new Waiter(owner);
        Lock lock = locks.compute(key, (same, found) -> {
            if (found == null) {
                return new Lock(owner);
            }
            Deque<Waiter> waiters = found.waiters;
            if (waiters == null) {
                waiters = new ArrayDeque<>(2);
                found.waiters = waiters;
            }
            if (waiters.size() < MAX_WAITERS) {
                waiters.add(waiter);
                return found;
            }
            throw new KvException.Conflict("Too many writers wait for the same key");
        });
        if (lock.owner != owner) {
            await(key, waiter);
        }
        return true;
    }

    private void await(Key key, Waiter waiter) {
        long deadline = System.nanoTime() + waitNanos;
        boolean interrupted = false;
        try {
            while (!waiter.granted) {
                long left = deadline - System.nanoTime();
                if (left <= 0 && leave(key, waiter)) {
                    throw new KvException.Conflict("Another writer held the same key for too long");
                }
                LockSupport.parkNanos(this, Math.max(left, 1));
                interrupted |= Thread.interrupted();
            }
        } finally {
            // The wait is short and ends anyway; the interrupt is kept for the caller.
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Gives up waiting; false where the lock was granted meanwhile. */
    private boolean leave(Key key, Waiter waiter) {
        boolean[] left = new boolean[1];
        locks.computeIfPresent(key, (same, found) -> {
            Deque<Waiter> waiters = found.waiters;
            left[0] = waiters != null && waiters.remove(waiter);
            return found;
        });
        return left[0];
    }

    /** Unlocks a key its owner holds; the one who has waited longest has it next. */
    public void unlock(Key key, Object owner) {
        Waiter[] next = new Waiter[1];
        locks.computeIfPresent(key, (same, found) -> {
            if (found.owner != owner) {
                return found;
            }
            Deque<Waiter> waiters = found.waiters;
            Waiter first = waiters == null ? null : waiters.poll();
            if (first == null) {
                return null;
            }
            found.owner = first.owner;
            next[0] = first;
            return found;
        });
        Waiter granted = next[0];
        if (granted != null) {
            granted.granted = true;
            LockSupport.unpark(granted.thread);
        }
    }
}
