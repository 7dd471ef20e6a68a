package dev.gramme.server.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The headers of an accepted request in its own bytes: where each name and value begins and ends. Names are compared by
 * their {@link #tag} first, which tells nearly all of them apart.
 */
public final class HeaderLines {
    private static final int PARTS = 4;

    private final byte[] head;
    private int[] bounds;
    private int[] tags;
    private int count;

    /**
     * None yet.
     *
     * @param head the request's bytes: line and headers
     * @param expected how many headers there will be, about
     */
    HeaderLines(byte[] head, int expected) {
        this.head = head;
        this.bounds = new int[expected * PARTS];
        this.tags = new int[expected];
    }

    /** Adds a header; blanks before and behind the value are no part of it. */
    void add(int nameFrom, int nameTo, int valueFrom, int valueTo) {
        int at = count * PARTS;
        if (count == tags.length) {
            tags = Arrays.copyOf(tags, count * 2 + 8);
            bounds = Arrays.copyOf(bounds, tags.length * PARTS);
        }
        bounds[at] = nameFrom;
        bounds[at + 1] = nameTo;
        bounds[at + 2] = valueFrom;
        bounds[at + 3] = valueTo;
        tags[count] = tag(nameTo - nameFrom, head[nameFrom], head[nameTo - 1]);
        count++;
    }

    /** What is the same for the same name: its length, first and last character without regard to case. */
    public static int tag(int length, int first, int last) {
        return length << 16 | lower(first) << 8 | lower(last);
    }

    private static int lower(int ascii) {
        return (ascii >= 'A' && ascii <= 'Z' ? ascii + 32 : ascii) & 0xff;
    }

    public int count() {
        return count;
    }

    /** The request's bytes, in which the bounds lie. */
    public byte[] bytes() {
        return head;
    }

    /** Where the value of the header at an index begins. */
    public int valueFrom(int index) {
        return bounds[index * PARTS + 2];
    }

    /** Where it ends. */
    public int valueTo(int index) {
        return bounds[index * PARTS + 3];
    }

    /**
     * Whether the header at an index has a name.
     *
     * @param tag the name's
     * @param lowerNames a text that has the name, in lower case, from one place to another
     */
    public boolean hasName(int index, int tag, String lowerNames, int nameFrom, int nameTo) {
        if (tags[index] != tag) {
            return false;
        }
        int from = bounds[index * PARTS];
        if (bounds[index * PARTS + 1] - from != nameTo - nameFrom) {
            return false;
        }
        for (int at = nameFrom; at < nameTo; at++) {
            if (lower(head[from + at - nameFrom]) != lowerNames.charAt(at)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the name of the header at an index begins like this, which is given in lower case. */
    public boolean startsWith(int index, String lowerPrefix) {
        int from = bounds[index * PARTS];
        if (bounds[index * PARTS + 1] - from < lowerPrefix.length()) {
            return false;
        }
        for (int at = 0; at < lowerPrefix.length(); at++) {
            if (lower(head[from + at]) != lowerPrefix.charAt(at)) {
                return false;
            }
        }
        return true;
    }

    /** The name of the header at an index, in lower case. */
    public String name(int index) {
        StringBuilder name = new StringBuilder();
        for (int at = bounds[index * PARTS]; at < bounds[index * PARTS + 1]; at++) {
            name.append((char) lower(head[at]));
        }
        return name.toString();
    }

    /** The value of the first header of this name, given in lower case; null where there is none. */
    public @Nullable String find(String lowerName) {
        int length = lowerName.length();
        int tag = tag(length, lowerName.charAt(0), lowerName.charAt(length - 1));
        for (int index = 0; index < count; index++) {
            if (hasName(index, tag, lowerName, 0, length)) {
                return new String(head, valueFrom(index), valueTo(index) - valueFrom(index), StandardCharsets.UTF_8);
            }
        }
        return null;
    }
}
