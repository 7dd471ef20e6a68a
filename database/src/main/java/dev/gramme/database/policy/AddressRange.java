package dev.gramme.database.policy;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A range of IP addresses, as in {@code 203.0.113.0/24} or {@code 2001:db8::/32}. An IPv4 address written as IPv6
 * ({@code ::ffff:203.0.113.7}) is that IPv4 address.
 *
 * @param address 4 or 16 bytes
 * @param bits how many of its first bits count
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record AddressRange(byte[] address, int bits) {
    private static final int V4_BYTES = 4;
    private static final int V6_BYTES = 16;
    private static final int V6_GROUPS = 8;
    private static final int MAPPED_BYTES = 12;

    /** Null for what is no range; without a slash it is one address. */
    static @Nullable AddressRange parse(String text) {
        int slash = text.indexOf('/');
        byte[] address = address(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            return null;
        }
        int most = address.length * Byte.SIZE;
        int bits = slash < 0 ? most : number(text.substring(slash + 1), most);
        return bits < 0 ? null : new AddressRange(address, bits);
    }

    Verdict holds(String text) {
        byte[] other = address(text);
        if (other == null) {
            return Verdict.UNREADABLE;
        }
        return Verdict.of(other.length == address.length && isWithin(other));
    }

    private boolean isWithin(byte[] other) {
        int whole = bits / Byte.SIZE;
        int mask = 0xff00 >> bits % Byte.SIZE & 0xff;
        return Arrays.equals(address, 0, whole, other, 0, whole)
                && (mask == 0 || ((address[whole] ^ other[whole]) & mask) == 0);
    }

    /** 4 or 16 bytes; null for what is no address. */
    static byte @Nullable [] address(String text) {
        if (text.indexOf(':') < 0) {
            return v4(text);
        }
        byte[] address = v6(text);
        if (address == null || !isMapped(address)) {
            return address;
        }
        return Arrays.copyOfRange(address, MAPPED_BYTES, V6_BYTES);
    }

    private static boolean isMapped(byte[] address) {
        for (int index = 0; index < MAPPED_BYTES; index++) {
            if (address[index] != (byte) (index < MAPPED_BYTES - 2 ? 0 : 0xff)) {
                return false;
            }
        }
        return true;
    }

    private static byte @Nullable [] v4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != V4_BYTES) {
            return null;
        }
        byte[] address = new byte[V4_BYTES];
        for (int index = 0; index < V4_BYTES; index++) {
            int number = number(parts[index], 255);
            if (number < 0) {
                return null;
            }
            address[index] = (byte) number;
        }
        return address;
    }

    private static byte @Nullable [] v6(String text) {
        String groups = text;
        int dot = text.indexOf('.');
        if (dot >= 0) { // the last two groups are written as IPv4
            int colon = text.lastIndexOf(':');
            byte[] tail = v4(text.substring(colon + 1));
            if (tail == null) {
                return null;
            }
            groups = text.substring(0, colon + 1) + group(tail[0], tail[1]) + ":" + group(tail[2], tail[3]);
        }
        int gap = groups.indexOf("::");
        if (gap < 0) {
            String[] all = groups.split(":", -1);
            return all.length == V6_GROUPS ? bytes(all, new String[0]) : null;
        }
        String before = groups.substring(0, gap);
        String after = groups.substring(gap + 2);
        String[] head = before.isEmpty() ? new String[0] : before.split(":", -1);
        String[] tail = after.isEmpty() ? new String[0] : after.split(":", -1);
        return head.length + tail.length < V6_GROUPS ? bytes(head, tail) : null;
    }

    private static String group(byte high, byte low) {
        return Integer.toHexString((high & 0xff) << 8 | (low & 0xff));
    }

    private static byte @Nullable [] bytes(String[] head, String[] tail) {
        byte[] address = new byte[V6_BYTES];
        for (int index = 0; index < head.length; index++) {
            if (!put(address, index, head[index])) {
                return null;
            }
        }
        for (int index = 0; index < tail.length; index++) {
            if (!put(address, V6_GROUPS - tail.length + index, tail[index])) {
                return null;
            }
        }
        return address;
    }

    private static boolean put(byte[] address, int group, String digits) {
        if (digits.isEmpty() || digits.length() > 4) {
            return false;
        }
        int value = 0;
        for (int index = 0; index < digits.length(); index++) {
            int digit = digits.charAt(index) < 128 ? Character.digit(digits.charAt(index), 16) : -1;
            if (digit < 0) {
                return false;
            }
            value = value << 4 | digit;
        }
        address[2 * group] = (byte) (value >> 8);
        address[2 * group + 1] = (byte) value;
        return true;
    }

    /** A decimal number up to a bound; negative for anything else. */
    private static int number(String digits, int most) {
        if (digits.isEmpty() || digits.length() > 3) {
            return -1;
        }
        int value = 0;
        for (int index = 0; index < digits.length(); index++) {
            char digit = digits.charAt(index);
            if (digit < '0' || digit > '9') {
                return -1;
            }
            value = value * 10 + digit - '0';
        }
        return value <= most ? value : -1;
    }
}
