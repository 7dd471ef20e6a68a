package dev.gramme.database.crypto;

import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a few costly, single-threaded objects for whoever comes next. Thread locals would not do: requests run on
 * virtual threads, each of which would make its own. An object whose use failed is not given back.
 */
public final class Pool<T> {
    private static final int SLOTS = 32;

    private final AtomicReferenceArray<@Nullable T> slots = new AtomicReferenceArray<>(SLOTS);
    private final Maker<T> maker;

    /** Makes one more. */
    public interface Maker<T> {
        T make() throws GeneralSecurityException;
    }

    public Pool(Maker<T> maker) {
        this.maker = maker;
    }

    /** One of the pool, or a new one. */
    public T take() {
        int home = home();
        for (int step = 0; step < SLOTS; step++) {
            int slot = (home + step) % SLOTS;
            if (slots.get(slot) != null) {
                T pooled = slots.getAndSet(slot, null);
                if (pooled != null) {
                    return pooled;
                }
            }
        }
        try {
            return maker.make();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime lacks a cipher Gramme needs", e);
        }
    }

    /** Puts one back for whoever comes next. */
    public void giveBack(T pooled) {
        int home = home();
        for (int step = 0; step < SLOTS; step++) {
            int slot = (home + step) % SLOTS;
            if (slots.get(slot) == null && slots.compareAndSet(slot, null, pooled)) {
                return;
            }
        }
    }

    private static int home() {
        return (int) (Thread.currentThread().threadId() % SLOTS);
    }
}
