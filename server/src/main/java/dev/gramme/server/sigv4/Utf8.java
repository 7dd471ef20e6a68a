package dev.gramme.server.sigv4;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes of text as they are put together. */
final class Utf8 {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    /** A text that grew larger than this gives its room back. */
    private static final int KEPT_BYTES = 64 * 1024;

    private byte[] bytes = new byte[1024];
    private int length;

    void add(char ascii) {
        room(1);
        bytes[length++] = (byte) ascii;
    }

    void add(byte[] all) {
        add(all, 0, all.length);
    }

    void add(byte[] from, int offset, int count) {
        room(count);
        System.arraycopy(from, offset, bytes, length, count);
        length += count;
    }

    /** Adds text of which each character is one byte. */
    void addAscii(String text) {
        room(text.length());
        for (int at = 0; at < text.length(); at++) {
            bytes[length++] = (byte) text.charAt(at);
        }
    }

    /** Begins anew. */
    void clear() {
        length = 0;
        if (bytes.length > KEPT_BYTES) {
            bytes = new byte[1024];
        }
    }

    /** The lower-case digit of the lowest four bits. */
    static int hexDigit(int bits) {
        return HEX[bits & 15];
    }

    /** Adds bytes in lower-case hexadecimal digits. */
    void addHex(byte[] binary) {
        room(binary.length * 2);
        for (byte b : binary) {
            bytes[length++] = HEX[(b >> 4) & 15];
            bytes[length++] = HEX[b & 15];
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
