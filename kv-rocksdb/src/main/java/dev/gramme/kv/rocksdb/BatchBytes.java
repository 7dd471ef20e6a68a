package dev.gramme.kv.rocksdb;

import dev.gramme.kv.Key;
import dev.gramme.kv.write.WriteBuffer;
import java.util.Arrays;

/**
 * Builds RocksDB's own representation of a write batch in Java, so that a whole group of commits crosses into native
 * code once: sequence (8 bytes, left 0), number of records (4 bytes, little endian), then the records: tag, varint
 * length and bytes of the key, and the same of the value (source: write_batch.cc).
 */
final class BatchBytes {
    private static final int HEAD_BYTES = 12;
    private static final byte DELETE = 0x0;
    private static final byte PUT = 0x1;
    private static final byte DELETE_RANGE = 0xF;
    /** The same records of another column family than the first, whose id stands behind the tag. */
    private static final byte DELETE_OF_FAMILY = 0x4;

    private static final byte PUT_OF_FAMILY = 0x5;
    private static final byte DELETE_RANGE_OF_FAMILY = 0xE;

    private final LogRows logs;
    private final int logsId;

    private byte[] bytes;
    private int length = HEAD_BYTES;
    private int records;

    /** @param logsId id of the column family that logs lie in */
    BatchBytes(int capacity, LogRows logs, int logsId) {
        this.logs = logs;
        this.logsId = logsId;
        this.bytes = new byte[HEAD_BYTES + capacity];
    }

    void add(WriteBuffer writes, long stamp) {
        for (WriteBuffer.RangeDelete delete : writes.rangeDeletes()) {
            byte[] from = PhysicalKeys.of(delete.partition(), delete.range().from());
            byte[] to = PhysicalKeys.end(delete.partition(), delete.range().to());
            if (logs.misses(delete.range())) {
                record(DELETE_RANGE, from, to);
            }
            if (logs.meets(delete.range())) {
                tag(DELETE_RANGE_OF_FAMILY);
                size(logsId);
                sized(from);
                sized(to);
            }
        }
        for (WriteBuffer.Write write : writes.stamped(stamp)) {
            var value = write.value();
            if (logs.holds(write.key().row())) {
                tag(value == null ? DELETE_OF_FAMILY : PUT_OF_FAMILY);
                size(logsId);
            } else {
                tag(value == null ? DELETE : PUT);
            }
            key(write.key());
            if (value != null) {
                sized(value.array());
            }
        }
    }

    void put(byte[] key, byte[] value) {
        record(PUT, key, value);
    }

    private void record(byte tag, byte[] key, byte[] value) {
        tag(tag);
        sized(key);
        sized(value);
    }

    private void tag(byte tag) {
        reserve(1);
        bytes[length++] = tag;
        records++;
    }

    private void key(Key key) {
        size(PhysicalKeys.PARTITION_BYTES + key.row().length());
        length = PhysicalKeys.write(key, bytes, length);
    }

    private void sized(byte[] part) {
        size(part.length);
        System.arraycopy(part, 0, bytes, length, part.length);
        length += part.length;
    }

    /** Writes a length and makes room for so many bytes. */
    private void size(int count) {
        reserve(count + 5);
        int rest = count;
        while (rest >>> 7 != 0) {
            bytes[length++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }

    byte[] finish() {
        for (int at = 0; at < 4; at++) {
            bytes[8 + at] = (byte) (records >>> (8 * at));
        }
        return Arrays.copyOf(bytes, length);
    }
}
