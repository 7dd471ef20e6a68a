package dev.gramme.kv.cassandra;

import dev.gramme.kv.Key;
import java.util.LinkedHashMap;

/** Rows where a transaction of this process came too late at the process that commits, lately. */
final class Contended {
    private static final long KEPT_NANOS = 2_000_000_000L;
    private static final int MAX_ROWS = 1_000;

    /** The oldest come first; with when they were added. */
    private final LinkedHashMap<Key, Long> rows = new LinkedHashMap<>();

    private volatile boolean empty = true;

    void add(Key row) {
        synchronized (rows) {
            rows.remove(row);
            rows.put(row, System.nanoTime());
            if (rows.size() > MAX_ROWS) {
                rows.pollFirstEntry();
            }
            empty = false;
        }
    }

    boolean contains(Key row) {
        if (empty) {
            return false;
        }
        synchronized (rows) {
            while (!rows.isEmpty() && System.nanoTime() - rows.firstEntry().getValue() > KEPT_NANOS) {
                rows.pollFirstEntry();
            }
            empty = rows.isEmpty();
            return rows.containsKey(row);
        }
    }
}
