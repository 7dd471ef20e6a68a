package dev.gramme.database.backup;

import dev.gramme.database.table.TableStatistics;
import dev.gramme.kv.Bytes;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * How far a restore has come, and what it has written: counts for the table and for each index, since nobody else keeps
 * them over a crash.
 *
 * @param partition place in the list of the old table's partitions
 * @param row the last row of it that is done; null before the first
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RestoreProgress(int partition, @Nullable Bytes row, long[] items, long[] bytes) {
    static RestoreProgress decode(@Nullable Bytes stored, int indexes) {
        int counts = 1 + indexes;
        long[] items = new long[counts];
        long[] bytes = new long[counts];
        if (stored == null) {
            return new RestoreProgress(0, null, items, bytes);
        }
        ByteBuffer buffer = ByteBuffer.wrap(stored.array());
        int partition = buffer.getInt();
        for (int at = 0; at < counts; at++) {
            items[at] = buffer.getLong();
            bytes[at] = buffer.getLong();
        }
        byte[] row = new byte[buffer.remaining()];
        buffer.get(row);
        return new RestoreProgress(partition, row.length == 0 ? null : Bytes.of(row), items, bytes);
    }

    Bytes encode() {
        byte[] tail = row == null ? new byte[0] : row.array();
        ByteBuffer buffer = ByteBuffer.allocate(Integer.BYTES + items.length * 2 * Long.BYTES + tail.length);
        buffer.putInt(partition);
        for (int at = 0; at < items.length; at++) {
            buffer.putLong(items[at]).putLong(bytes[at]);
        }
        return Bytes.of(buffer.put(tail).array());
    }

    /** The same counts, further on: behind a row, or at the next partition. */
    RestoreProgress advanced(@Nullable Bytes last) {
        return new RestoreProgress(last == null ? partition + 1 : partition, last, items.clone(), bytes.clone());
    }

    /** Counts one more of the table (0) or of an index (1 for the first). */
    void count(int place, int sizeBytes) {
        items[place]++;
        bytes[place] += sizeBytes;
    }

    /** Makes counts of a table or index what they are here. */
    void apply(int place, TableStatistics statistics) {
        statistics.add(items[place] - statistics.items(), bytes[place] - statistics.bytes());
    }
}
