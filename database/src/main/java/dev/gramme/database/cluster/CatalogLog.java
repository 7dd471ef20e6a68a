package dev.gramme.database.cluster;

import dev.gramme.database.env.Environment;
import dev.gramme.database.layout.Keyspace;
import dev.gramme.kv.Bytes;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Which rows of the catalog changed lately, of those that servers keep in memory. Each change has a number, the version
 * of the catalog from then on. Thread-safe.
 */
public final class CatalogLog {
    /** Rows that all servers keep in memory. */
    private static final Set<Keyspace> KEPT = EnumSet.of(
            Keyspace.TABLE,
            Keyspace.ACCESS_KEY,
            Keyspace.ACCOUNT,
            Keyspace.IDENTITY,
            Keyspace.MANAGED_POLICY,
            Keyspace.OIDC_PROVIDER,
            Keyspace.KMS_KEY,
            Keyspace.KMS_ALIAS,
            Keyspace.KMS_GRANT);

    /** Who has missed more than that reads everything. */
    private static final int MAX_ENTRIES = 4_096;

    private final Deque<Entry> entries = new ArrayDeque<>();
    private long version = 1;
    /** The entries tell of all that came after this version. */
    private long from = 1;

    private record Entry(long version, Bytes row) {}

    /**
     * What changed.
     *
     * @param version of the catalog with all of it
     * @param everything whether all rows may have
     * @param rows those that have, otherwise
     */
    record Changes(long version, boolean everything, List<Bytes> rows) {}

    /** Whether servers keep this row in memory. */
    static boolean isKept(Bytes row) {
        Keyspace keyspace = Keyspace.of(row);
        return keyspace != null && KEPT.contains(keyspace);
    }

    synchronized long version() {
        return version;
    }

    /** From now on whoever has heard of earlier versions only knows nothing: another server may have led meanwhile. */
    public synchronized void restart() {
        version++;
        from = version;
        entries.clear();
        notifyAll();
    }

    /** Notes rows that have changed; returns the version with them. */
    synchronized long add(Collection<Bytes> rows) {
        version++;
        rows.forEach(row -> entries.addLast(new Entry(version, row)));
        while (entries.size() > MAX_ENTRIES) {
            from = entries.removeFirst().version();
        }
        notifyAll();
        return version;
    }

    /** What changed after a version; 0 stands for one who knows nothing. */
    synchronized Changes since(long known) {
        if (known < from) {
            return new Changes(version, true, List.of());
        }
        Set<Bytes> rows = new LinkedHashSet<>();
        for (Entry entry : entries) {
            if (entry.version() > known) {
                rows.add(entry.row());
            }
        }
        return new Changes(version, false, List.copyOf(rows));
    }

    /** Waits until there is something newer than a version, for a while at most. */
    synchronized void awaitNewer(long known, long nanos, Environment environment) {
        long until = environment.nanoTime() + nanos;
        while (version <= known) {
            long left = TimeUnit.NANOSECONDS.toMillis(until - environment.nanoTime());
            if (left <= 0) {
                return;
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
