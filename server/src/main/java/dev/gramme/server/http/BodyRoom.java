package dev.gramme.server.http;

import java.util.concurrent.atomic.AtomicLong;

/** The room all request bodies of a process share: those that arrive, those that wait, those being worked on. */
final class BodyRoom {
    private final long limitBytes;
    private final AtomicLong heldBytes = new AtomicLong();

    BodyRoom(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /** Takes room; false, and nothing is taken, where there is not enough. */
    boolean tryHold(int bytes) {
        if (heldBytes.addAndGet(bytes) > limitBytes) {
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
