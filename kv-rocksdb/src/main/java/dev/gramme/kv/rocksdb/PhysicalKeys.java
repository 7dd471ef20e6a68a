package dev.gramme.kv.rocksdb;

import dev.gramme.kv.Bytes;
import dev.gramme.kv.Key;
import dev.gramme.kv.PartitionId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Keys in RocksDB: the partition's number (8 bytes, big endian), then the row. The last partition number is the
 * engine's own.
 */
final class PhysicalKeys {
    static final int PARTITION_BYTES = Long.BYTES;
    private static final PartitionId ENGINE = new PartitionId(-1L);

    private PhysicalKeys() {}

    static byte[] of(Key key) {
        return of(key.partition(), key.row());
    }

    static byte[] of(PartitionId partition, Bytes row) {
        byte[] physical = new byte[PARTITION_BYTES + row.length()];
        write(partition, row, physical, 0);
        return physical;
    }

    /** Writes a key into an array that has the room; returns the place behind it. */
    static int write(Key key, byte[] target, int from) {
        return write(key.partition(), key.row(), target, from);
    }

    private static int write(PartitionId partition, Bytes row, byte[] target, int from) {
        long number = partition.number();
        for (int at = 0; at < PARTITION_BYTES; at++) {
            target[from + at] = (byte) (number >>> (56 - 8 * at));
        }
        System.arraycopy(row.array(), 0, target, from + PARTITION_BYTES, row.length());
        return from + PARTITION_BYTES + row.length();
    }

    /** The first key behind a range: its end, or where the next partition would begin. */
    static byte[] end(PartitionId partition, @Nullable Bytes to) {
        return to == null ? of(new PartitionId(partition.number() + 1), Bytes.EMPTY) : of(partition, to);
    }

    static Bytes row(byte[] physical) {
        return Bytes.of(Arrays.copyOfRange(physical, PARTITION_BYTES, physical.length));
    }

    /** A key of the engine's own. */
    static byte[] own(String name) {
        return of(ENGINE, Bytes.of(name.getBytes(StandardCharsets.US_ASCII)));
    }
}
