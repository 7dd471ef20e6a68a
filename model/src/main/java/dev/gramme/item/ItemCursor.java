package dev.gramme.item;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Walks the compact encoding. Bounds are checked, so that damaged bytes end in an exception and nothing else. */
final class ItemCursor {
    private final byte[] bytes;
    private int at;

    ItemCursor(byte[] bytes, int at) {
        this.bytes = bytes;
        this.at = at;
    }

    byte[] bytes() {
        return bytes;
    }

    int position() {
        return at;
    }

    boolean atEnd() {
        return at == bytes.length;
    }

    byte takeByte() {
        if (at >= bytes.length) {
            throw ItemBytes.damaged();
        }
        return bytes[at++];
    }

    int takeVarint() {
        int value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            byte b = takeByte();
            value |= (b & 0x7F) << shift;
            if (b >= 0) {
                if (value < 0) {
                    throw ItemBytes.damaged();
                }
                return value;
            }
        }
        throw ItemBytes.damaged();
    }

    int takeInt() {
        if (bytes.length - at < ItemBytes.LENGTH_BYTES) {
            throw ItemBytes.damaged();
        }
        int value = ItemBytes.intAt(bytes, at);
        at += ItemBytes.LENGTH_BYTES;
        return value;
    }

    void skip(int count) {
        if (count < 0 || bytes.length - at < count) {
            throw ItemBytes.damaged();
        }
        at += count;
    }

    byte[] takeSized() {
        int length = takeVarint();
        int from = at;
        skip(length);
        return Arrays.copyOfRange(bytes, from, at);
    }

    String takeText() {
        int length = takeVarint();
        int from = at;
        skip(length);
        return new String(bytes, from, length, StandardCharsets.UTF_8);
    }

    /** Steps into a list, map or set; returns how many elements it has. */
    int enterBody() {
        int length = takeInt();
        if (length < 1 || bytes.length - at < length) {
            throw ItemBytes.damaged();
        }
        int count = takeVarint();
        if (count > length) {
            throw ItemBytes.damaged();
        }
        return count;
    }

    /** Whether the sized text here is this name; steps over it either way. */
    boolean takeIfName(String name) {
        int length = takeVarint();
        int from = at;
        skip(length);
        if (length < name.length()) {
            return false;
        }
        for (int index = 0; index < name.length(); index++) {
            char c = name.charAt(index);
            if (c >= 0x80) {
                return Arrays.equals(
                        bytes, from, at, name.getBytes(StandardCharsets.UTF_8), 0, ItemSize.utf8Bytes(name));
            }
            if (bytes[from + index] != c) {
                return false;
            }
        }
        return length == name.length();
    }
}
