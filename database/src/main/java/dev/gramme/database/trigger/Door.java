package dev.gramme.database.trigger;

import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/** The way to the database from threads that outlive it while they wait for a function. */
final class Door implements AutoCloseable {
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean closed;

    /** The database is closed. */
    static final class ClosedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ClosedException() {
            super("The database is closed", null, false, false);
        }
    }

    /** Works with the database, which stays open meanwhile. */
    <T> T enter(Supplier<T> work) {
        lock.readLock().lock();
        try {
            if (closed) {
                throw new ClosedException();
            }
            return work.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Nobody is inside when this returns, nor comes in again. */
    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            closed = true;
        } finally {
            lock.writeLock().unlock();
        }
    }
}
