package dev.gramme.kv;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * Immutable bytes, ordered as unsigned. The array handed in or out belongs to this value: nobody writes to it again.
 */
public final class Bytes implements Comparable<Bytes> {
    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] array;

    private Bytes(byte[] array) {
        this.array = array;
    }

    /** Wraps without copying; the caller gives the array away. */
    public static Bytes of(byte[] array) {
        return array.length == 0 ? EMPTY : new Bytes(array);
    }

    /** The array itself, not a copy; never write to it. */
    public byte[] array() {
        return array;
    }

    public int length() {
        return array.length;
    }

    public boolean startsWith(Bytes prefix) {
        return array.length >= prefix.array.length
                && Arrays.equals(array, 0, prefix.array.length, prefix.array, 0, prefix.array.length);
    }

    public Bytes concat(Bytes suffix) {
        byte[] joined = Arrays.copyOf(array, array.length + suffix.array.length);
        System.arraycopy(suffix.array, 0, joined, array.length, suffix.array.length);
        return of(joined);
    }

    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(array, other.array);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && Arrays.equals(array, bytes.array);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(array);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(array);
    }
}
