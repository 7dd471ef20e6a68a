package dev.gramme.kv;

import java.util.function.LongSupplier;

/**
 * Gives out stamps: milliseconds since 1970 shifted by 20 bits, but always more than the stamp before. So a stamp tells
 * the time of a commit within a millisecond, and still grows where the wall clock steps back. Used under the
 * committer's own lock.
 */
public final class CommitClock {
    private static final int MILLIS_SHIFT = 20;

    private final LongSupplier clockMillis;
    private long last;

    /**
     * Goes on from the last stamp given out.
     *
     * @param last the greatest stamp ever given out; 0 for a new store
     */
    public CommitClock(LongSupplier clockMillis, long last) {
        this.clockMillis = clockMillis;
        this.last = last;
    }

    public long next() {
        last = Math.max(last + 1, clockMillis.getAsLong() << MILLIS_SHIFT);
        return last;
    }

    /** The smallest stamp a commit at a wall-clock time can have. */
    public static long firstOf(long millis) {
        return millis << MILLIS_SHIFT;
    }

    /** The wall-clock time of a stamp, milliseconds since 1970. */
    public static long millisOf(long stamp) {
        return stamp >>> MILLIS_SHIFT;
    }
}
