package dev.gramme.server.sigv4;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes of text as they are put together. */
final class Utf8 {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private byte[] bytes = new byte[1024];
    private int length;

    void add(char ascii) {
        room(1);
        bytes[length++] = (byte) ascii;
    }

    void add(byte[] from, int offset, int count) {
        room(count);
        System.arraycopy(from, offset, bytes, length, count);
        length += count;
    }

    void add(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        add(utf8, 0, utf8.length);
    }

    /** Adds bytes in lower-case hexadecimal digits. */
    void addHex(byte[] binary) {
        room(binary.length * 2);
        for (byte b : binary) {
            bytes[length++] = (byte) HEX[(b >> 4) & 15];
            bytes[length++] = (byte) HEX[b & 15];
        }
    }

    private void room(int count) {
        if (bytes.length - length < count) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
        }
    }

    byte[] array() {
        return bytes;
    }

    int length() {
        return length;
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
