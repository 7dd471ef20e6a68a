package dev.gramme.kv.rocksdb;

import dev.gramme.kv.KvException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Where an engine keeps its open store, so that it can be opened anew in place after a failed write: RocksDB itself
 * writes nothing any more after its log has failed.
 */
final class StoreSlot {
    private static final long DRAIN_MILLIS = 10_000;
    private static final long ENTER_MILLIS = 10_000;

    private final Supplier<OpenStore> opener;
    private volatile OpenStore current;
    private final AtomicInteger generation = new AtomicInteger();
    private volatile boolean closed;

    StoreSlot(OpenStore first, Supplier<OpenStore> opener) {
        this.current = first;
        this.opener = opener;
    }

    /** The store, entered; the caller leaves it. Waits while it is being opened anew. */
    OpenStore enter() {
        requireOpen();
        OpenStore store = current;
        return store.enter() ? store : enterNext();
    }

    private OpenStore enterNext() {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ENTER_MILLIS);
        while (System.nanoTime() < deadline) {
            requireOpen();
            OpenStore store = current;
            if (store.enter()) {
                return store;
            }
            try {
                Thread.sleep(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        throw new KvException.Unavailable("The store is being opened again after a failed write", null);
    }

    void requireOpen() {
        if (closed) {
            throw new KvException.Unavailable("The engine is closed", null);
        }
    }

    /** Counts how often the store was opened anew. What was read in one generation decides nothing in the next. */
    int generation() {
        return generation.get();
    }

    /** The store, for the one thread that writes and opens anew, and so needs no entering. */
    OpenStore current() {
        return current;
    }

    /** @throws KvException where it cannot be opened now; to be tried again */
    void reopen() {
        if (!current.retire(DRAIN_MILLIS)) {
            throw new KvException.Unavailable("Readers keep the store from being opened again", null);
        }
        OpenStore next = opener.get();
        generation.incrementAndGet();
        current = next;
    }

    void refuse() {
        closed = true;
    }

    void close() {
        current.retire(DRAIN_MILLIS);
    }
}
