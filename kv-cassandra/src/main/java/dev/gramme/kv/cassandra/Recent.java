package dev.gramme.kv.cassandra;

import dev.gramme.kv.Bytes;
import dev.gramme.kv.RowRange;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What the groups of a line have written lately, and when: no lock keeps transactions of different processes apart.
 * What is too old to be remembered is taken for written. For one thread at a time.
 */
final class Recent {
    private static final int MAX_ROWS = 16_384;
    private static final int MAX_BYTES = 4 << 20;
    private static final int MAX_RANGES = 64;

    /** The last written come last. */
    private final LinkedHashMap<Bytes, Stamps> rows = new LinkedHashMap<>();

    private final Deque<Deletion> ranges = new ArrayDeque<>();
    private int bytes;
    private long floor;
    private long foreignFloor;

    /** When a row was written last: by anybody, and by works of other processes; 0 for never. */
    private record Stamps(long last, long foreign) {}

    /** A range that was deleted. */
    private record Deletion(RowRange range, long stamp, boolean foreign) {}

    /** @param floor all that is written after this stamp is going to be added */
    Recent(long floor) {
        this.floor = floor;
    }

    /** Whether anything may have been written after a stamp that is not known here. */
    boolean reachesBackTo(long stamp) {
        return stamp >= floor;
    }

    /** Whether works of other processes may have written anything after a stamp that is not known here. */
    boolean reachesBackForOwn(long stamp) {
        return stamp >= foreignFloor;
    }

    /** Whether somebody has written a row after a stamp. */
    boolean writtenAfter(long stamp, Bytes row) {
        Stamps stamps = rows.get(row);
        if (stamps != null && stamps.last > stamp) {
            return true;
        }
        return ranges.stream().anyMatch(deleted -> deleted.stamp > stamp && deleted.range.contains(row));
    }

    /** Whether a work of another process has written a row after a stamp. */
    boolean writtenByOthersAfter(long stamp, Bytes row) {
        Stamps stamps = rows.get(row);
        if (stamps != null && stamps.foreign > stamp) {
            return true;
        }
        return ranges.stream()
                .anyMatch(deleted -> deleted.foreign && deleted.stamp > stamp && deleted.range.contains(row));
    }

    /**
     * Adds what a group has written.
     *
     * @param foreign those of the rows that works of other processes have written
     * @param stamp the group's last
     */
    void add(Collection<Bytes> written, Set<Bytes> foreign, long stamp) {
        for (Bytes row : written) {
            Stamps before = rows.remove(row);
            if (before == null) {
                bytes += row.length();
            }
            long byOthers = before == null ? 0 : before.foreign;
            rows.put(row, new Stamps(stamp, foreign.contains(row) ? stamp : byOthers));
        }
        Iterator<Map.Entry<Bytes, Stamps>> oldest = rows.entrySet().iterator();
        while (rows.size() > MAX_ROWS || bytes > MAX_BYTES) {
            Map.Entry<Bytes, Stamps> forgotten = oldest.next();
            bytes -= forgotten.getKey().length();
            forget(forgotten.getValue().last, forgotten.getValue().foreign);
            oldest.remove();
        }
    }

    /** Adds a range that a group has deleted. */
    void addDeletion(RowRange range, boolean foreign, long stamp) {
        ranges.addLast(new Deletion(range, stamp, foreign));
        if (ranges.size() > MAX_RANGES) {
            Deletion forgotten = ranges.removeFirst();
            forget(forgotten.stamp, forgotten.foreign ? forgotten.stamp : 0);
        }
    }

    private void forget(long stamp, long foreignStamp) {
        floor = Math.max(floor, stamp);
        foreignFloor = Math.max(foreignFloor, foreignStamp);
    }
}
