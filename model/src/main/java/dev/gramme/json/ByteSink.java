package dev.gramme.json;

import java.util.Arrays;

/** A growing array of bytes. */
public final class ByteSink {
    private byte[] array;
    private int length;

    public ByteSink(int capacity) {
        this.array = new byte[Math.max(16, capacity)];
    }

    /** Makes room for more bytes; returns the array, into which the caller writes from {@link #length}. */
    public byte[] reserve(int more) {
        if (array.length - length < more) {
            array = Arrays.copyOf(array, Math.max(array.length * 2, Math.addExact(length, more)));
        }
        return array;
    }

    public void add(int oneByte) {
        reserve(1)[length++] = (byte) oneByte;
    }

    public void add(byte[] bytes, int from, int count) {
        System.arraycopy(bytes, from, reserve(count), length, count);
        length += count;
    }

    /** Counts bytes the caller wrote into the reserved room. */
    public void advance(int written) {
        length += written;
    }

    /** Inserts room for bytes at a place, moving what follows. */
    public void insert(int at, int count) {
        byte[] target = reserve(count);
        System.arraycopy(target, at, target, at + count, length - at);
        length += count;
    }

    /** Drops everything from here on. */
    public void truncate(int newLength) {
        length = newLength;
    }

    public byte[] array() {
        return array;
    }

    public int length() {
        return length;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(array, length);
    }
}
