package dev.gramme.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Known field names, found by their UTF-8 bytes without making a string. */
public final class NameTable {
    /** Returned for a name that is not in the table. */
    public static final int UNKNOWN = -1;
    /** Returned at the end of the object. */
    public static final int END = -2;

    private final byte[][] names;
    private final int[] slots;

    /** Indexes are positions in {@code names}. */
    public NameTable(String... names) {
        this.names = new byte[names.length][];
        int capacity = Integer.highestOneBit(Math.max(4, names.length * 4));
        this.slots = new int[capacity];
        for (int index = 0; index < names.length; index++) {
            byte[] utf8 = names[index].getBytes(StandardCharsets.UTF_8);
            this.names[index] = utf8;
            int slot = hash(utf8, 0, utf8.length) & (capacity - 1);
            while (slots[slot] != 0) {
                slot = (slot + 1) & (capacity - 1);
            }
            slots[slot] = index + 1;
        }
    }

    int find(byte[] bytes, int from, int to) {
        int slot = hash(bytes, from, to) & (slots.length - 1);
        while (slots[slot] != 0) {
            byte @Nullable [] name = names[slots[slot] - 1];
            if (name != null && Arrays.equals(name, 0, name.length, bytes, from, to)) {
                return slots[slot] - 1;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return UNKNOWN;
    }

    /** Cheap on purpose: length, first, middle and last byte tell the names of one structure apart well enough. */
    private static int hash(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length == 0) {
            return 0;
        }
        return length * 31 + bytes[from] * 7 + bytes[from + length / 2] * 13 + bytes[to - 1] * 17;
    }
}
