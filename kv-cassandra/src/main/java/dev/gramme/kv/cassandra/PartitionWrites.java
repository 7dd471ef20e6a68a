package dev.gramme.kv.cassandra;

import dev.gramme.kv.Bytes;
import dev.gramme.kv.KvException;
import dev.gramme.kv.RowRange;
import dev.gramme.kv.write.WriteBuffer;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction does in one partition.
 *
 * @param puts by row; a null value deletes
 * @param stamped rows whose name holds the stamp of the commit
 * @param ranges deleted before anything is put
 * @param touched all rows that were read for update or written by name: nobody else may change them meanwhile
 */
record PartitionWrites(
        Map<Bytes, @Nullable Bytes> puts, List<StampedPut> stamped, List<RowRange> ranges, Set<Bytes> touched) {
    private static final byte FORMAT = 1;

    /** A row put under prefix, stamp and suffix. */
    record StampedPut(Bytes prefix, Bytes suffix, Bytes value) {
        Bytes row(long stamp) {
            return WriteBuffer.stampedRow(prefix, stamp, suffix);
        }
    }

    static PartitionWrites empty() {
        return new PartitionWrites(
                new LinkedHashMap<>(), new ArrayList<>(0), new ArrayList<>(0), new LinkedHashSet<>());
    }

    boolean writesNothing() {
        return puts.isEmpty() && stamped.isEmpty() && ranges.isEmpty();
    }

    /** About how many bytes they take. */
    int bytes() {
        int bytes = 0;
        for (Map.Entry<Bytes, @Nullable Bytes> put : puts.entrySet()) {
            Bytes value = put.getValue();
            bytes += put.getKey().length() + (value == null ? 0 : value.length());
        }
        for (StampedPut put : stamped) {
            bytes += put.prefix().length()
                    + Long.BYTES
                    + put.suffix().length()
                    + put.value().length();
        }
        return bytes;
    }

    /** As a prepared row keeps them. */
    byte[] encode(long startedMillis) {
        int size = 1 + Long.BYTES + 4 * Integer.BYTES + bytes();
        size += (puts.size() + stamped.size()) * 3 * Integer.BYTES;
        for (RowRange range : ranges) {
            Bytes to = range.to();
            size += 2 * Integer.BYTES + range.from().length() + (to == null ? 0 : to.length());
        }
        for (Bytes row : touched) {
            size += Integer.BYTES + row.length();
        }
        ByteBuffer out = ByteBuffer.allocate(size);
        out.put(FORMAT).putLong(startedMillis).putInt(puts.size());
        puts.forEach((row, value) -> {
            write(out, row);
            write(out, value);
        });
        out.putInt(stamped.size());
        for (StampedPut put : stamped) {
            write(out, put.prefix());
            write(out, put.suffix());
            write(out, put.value());
        }
        out.putInt(ranges.size());
        for (RowRange range : ranges) {
            write(out, range.from());
            write(out, range.to());
        }
        out.putInt(touched.size());
        touched.forEach(row -> write(out, row));
        byte[] encoded = new byte[out.position()];
        out.flip().get(encoded);
        return encoded;
    }

    /** When a transaction began that was kept by {@link #encode}, milliseconds since 1970. */
    static long startedMillis(byte[] encoded) {
        return ByteBuffer.wrap(encoded, 1, Long.BYTES).getLong();
    }

    static PartitionWrites decode(byte[] encoded) {
        try {
            ByteBuffer in = ByteBuffer.wrap(encoded);
            byte format = in.get();
            if (format != FORMAT) {
                throw new KvException.Corrupt("A prepared transaction has a format this version does not know", null);
            }
            in.getLong();
            PartitionWrites writes = empty();
            for (int left = in.getInt(); left > 0; left--) {
                Bytes row = required(in);
                writes.puts.put(row, read(in));
            }
            for (int left = in.getInt(); left > 0; left--) {
                writes.stamped.add(new StampedPut(required(in), required(in), required(in)));
            }
            for (int left = in.getInt(); left > 0; left--) {
                writes.ranges.add(new RowRange(required(in), read(in)));
            }
            for (int left = in.getInt(); left > 0; left--) {
                writes.touched.add(required(in));
            }
            if (in.hasRemaining()) {
                throw new KvException.Corrupt("A prepared transaction is followed by something else", null);
            }
            return writes;
        } catch (BufferUnderflowException e) {
            throw new KvException.Corrupt("A prepared transaction is cut off", e);
        }
    }

    private static void write(ByteBuffer out, @Nullable Bytes bytes) {
        if (bytes == null) {
            out.putInt(-1);
        } else {
            out.putInt(bytes.length()).put(bytes.array());
        }
    }

    private static @Nullable Bytes read(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0) {
            return null;
        }
        if (length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return Bytes.of(bytes);
    }

    private static Bytes required(ByteBuffer in) {
        Bytes bytes = read(in);
        if (bytes == null) {
            throw new KvException.Corrupt("A prepared transaction lacks a row", null);
        }
        return bytes;
    }
}
