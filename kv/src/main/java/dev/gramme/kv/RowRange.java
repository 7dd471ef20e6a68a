package dev.gramme.kv;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Rows from {@code from} (inclusive) up to {@code to} (exclusive; null: to the end of the partition). */
public record RowRange(Bytes from, @Nullable Bytes to) {
    public static final RowRange ALL = new RowRange(Bytes.EMPTY, null);
    public static final RowRange NONE = new RowRange(Bytes.EMPTY, Bytes.EMPTY);

    public static RowRange startingWith(Bytes prefix) {
        return new RowRange(prefix, afterPrefix(prefix));
    }

    /** The smallest bytes greater than every row that starts with the prefix; null where there are none. */
    public static @Nullable Bytes afterPrefix(Bytes prefix) {
        byte[] array = prefix.array();
        for (int last = array.length - 1; last >= 0; last--) {
            if (array[last] != (byte) 0xFF) {
                byte[] next = Arrays.copyOf(array, last + 1);
                next[last]++;
                return Bytes.of(next);
            }
        }
        return null;
    }

    /** The smallest bytes greater than this very row. */
    public static Bytes after(Bytes row) {
        return Bytes.of(Arrays.copyOf(row.array(), row.length() + 1));
    }

    public boolean contains(Bytes row) {
        return row.compareTo(from) >= 0 && (to == null || row.compareTo(to) < 0);
    }

    /** What lies in both. */
    public RowRange intersect(RowRange other) {
        Bytes end = to == null || (other.to != null && other.to.compareTo(to) < 0) ? other.to : to;
        return new RowRange(from.compareTo(other.from) >= 0 ? from : other.from, end);
    }

    public boolean isEmpty() {
        return to != null && from.compareTo(to) >= 0;
    }
}
