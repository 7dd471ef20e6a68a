package dev.gramme.server.http;

import java.util.concurrent.atomic.AtomicLong;

/** The room all request bodies of a process share: those that arrive, those that wait, those being worked on. */
final class BodyRoom {
    /** One part of so many is for small bodies alone, so that large ones never keep all other clients out. */
    private static final int PARTS = 32;

    private final long limitBytes;
    private final AtomicLong heldBytes = new AtomicLong();

    BodyRoom(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /**
     * Takes room; false, and nothing is taken, where there is not enough.
     *
     * @param small whether the whole body will be small
     */
    boolean tryHold(int bytes, boolean small) {
        long most = small ? limitBytes : limitBytes - limitBytes / PARTS;
        if (heldBytes.addAndGet(bytes) > most) {
            heldBytes.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    long heldBytes() {
        return heldBytes.get();
    }

    void release(int bytes) {
        heldBytes.addAndGet(-bytes);
    }
}
