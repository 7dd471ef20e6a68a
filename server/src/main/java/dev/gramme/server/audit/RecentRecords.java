package dev.gramme.server.audit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The last management events, in memory. */
final class RecentRecords {
    private static final int MOST = 5_000;
    private static final long MOST_BYTES = 8L << 20;

    private final Deque<byte[]> newestFirst = new ArrayDeque<>();
    private long bytes;

    synchronized void add(byte[] record) {
        newestFirst.addFirst(record);
        bytes += record.length;
        while (newestFirst.size() > MOST || bytes > MOST_BYTES) {
            bytes -= newestFirst.removeLast().length;
        }
    }

    /** Adds one from before all others; false, and it is not added, where there is no room. */
    synchronized boolean tryAddOlder(byte[] record) {
        if (newestFirst.size() >= MOST || bytes + record.length > MOST_BYTES) {
            return false;
        }
        newestFirst.addLast(record);
        bytes += record.length;
        return true;
    }

    synchronized List<byte[]> newestFirst() {
        return new ArrayList<>(newestFirst);
    }
}
