package dev.gramme.kv.write;

import dev.gramme.kv.Bytes;
import dev.gramme.kv.Commit;
import dev.gramme.kv.EngineLimits;
import dev.gramme.kv.Key;
import dev.gramme.kv.PartitionId;
import dev.gramme.kv.RowRange;
import dev.gramme.kv.lock.LockTable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The writes of one transaction and the locks it holds. Range deletions come before all point writes, whatever order
 * they were made in: a transaction that deletes a range and puts rows into it means the rows to stay.
 */
public final class WriteBuffer {
    private final EngineLimits limits;
    private final LockTable locks;
    private final List<Key> locked = new ArrayList<>(4);
    private final Map<Key, Write> writes = new LinkedHashMap<>(4);
    private final List<StampedPut> stampedPuts = new ArrayList<>(0);
    private final List<RangeDelete> rangeDeletes = new ArrayList<>(0);
    private int bytes;

    /** A point write; a null value deletes. */
    public record Write(Key key, @Nullable Bytes value) {}

    /** The deletion of all committed rows of a range. */
    public record RangeDelete(PartitionId partition, RowRange range) {}

    /** A row whose name holds the stamp of the commit. */
    public record StampedPut(PartitionId partition, Bytes prefix, Bytes suffix, Bytes value) {
        Write at(long stamp) {
            return new Write(new Key(partition, stampedRow(prefix, stamp, suffix)), value);
        }
    }

    /** The name of a row that holds the stamp of its commit. */
    public static Bytes stampedRow(Bytes prefix, long stamp, Bytes suffix) {
        return Bytes.of(ByteBuffer.allocate(prefix.length() + Long.BYTES + suffix.length())
                .put(prefix.array())
                .putLong(stamp)
                .put(suffix.array())
                .array());
    }

    public WriteBuffer(EngineLimits limits, LockTable locks) {
        this.limits = limits;
        this.locks = locks;
    }

    public void lock(Key key) {
        if (locks.lock(key, this)) {
            locked.add(key);
        }
    }

    public @Nullable Write find(Key key) {
        return writes.get(key);
    }

    public void put(Key key, Bytes value) {
        grow(key.row().length(), value.length());
        lock(key);
        writes.put(key, new Write(key, value));
    }

    public void delete(Key key) {
        grow(key.row().length(), 0);
        lock(key);
        writes.put(key, new Write(key, null));
    }

    public void deleteRange(PartitionId partition, RowRange range) {
        if (!range.isEmpty()) {
            rangeDeletes.add(new RangeDelete(partition, range));
        }
    }

    public void putStamped(PartitionId partition, Bytes prefix, Bytes suffix, Bytes value) {
        grow(prefix.length() + Long.BYTES + suffix.length(), value.length());
        stampedPuts.add(new StampedPut(partition, prefix, suffix, value));
    }

    private void grow(int rowBytes, int valueBytes) {
        require(rowBytes <= limits.maxRowBytes(), "row", rowBytes, limits.maxRowBytes());
        require(valueBytes <= limits.maxValueBytes(), "value", valueBytes, limits.maxValueBytes());
        bytes += rowBytes + valueBytes;
        require(bytes <= limits.maxTransactionBytes(), "transaction", bytes, limits.maxTransactionBytes());
    }

    private static void require(boolean within, String what, int found, int limit) {
        if (!within) {
            throw new IllegalArgumentException(
                    "A " + what + " of " + found + " bytes is over the engine's limit of " + limit);
        }
    }

    public boolean isEmpty() {
        return writes.isEmpty() && stampedPuts.isEmpty() && rangeDeletes.isEmpty();
    }

    public boolean hasStampedPuts() {
        return !stampedPuts.isEmpty();
    }

    /** All keys read for update or written, in the order they were locked. */
    public List<Key> locked() {
        return locked;
    }

    /** The point writes whose keys are known. */
    public Collection<Write> writes() {
        return writes.values();
    }

    public List<StampedPut> stampedPuts() {
        return stampedPuts;
    }

    public List<RangeDelete> rangeDeletes() {
        return rangeDeletes;
    }

    /** All point writes, now that the stamp is known. */
    public Collection<Write> stamped(long stamp) {
        if (stampedPuts.isEmpty()) {
            return writes.values();
        }
        List<Write> all = new ArrayList<>(writes.values());
        for (StampedPut put : stampedPuts) {
            all.add(put.at(stamp));
        }
        return all;
    }

    /** How many rows are put or deleted one by one. */
    public int rows() {
        return writes.size() + stampedPuts.size();
    }

    /** About how many bytes the writes take. */
    public int bytes() {
        return bytes;
    }

    public Commit committed(long stamp) {
        Map<PartitionId, Long> stamps = new LinkedHashMap<>(2);
        PartitionId last = null;
        for (Write write : writes.values()) {
            PartitionId partition = write.key().partition();
            if (!partition.equals(last)) {
                stamps.put(partition, stamp);
                last = partition;
            }
        }
        for (StampedPut put : stampedPuts) {
            stamps.put(put.partition(), stamp);
        }
        for (RangeDelete delete : rangeDeletes) {
            stamps.put(delete.partition(), stamp);
        }
        return new Commit(stamps);
    }

    /** Gives the locks back. */
    public void release() {
        for (Key key : locked) {
            locks.unlock(key, this);
        }
        locked.clear();
    }
}
