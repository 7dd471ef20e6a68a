package dev.gramme.server.sigv4;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The headers of a head that was accepted, in its own bytes: where each name and value begins and ends. */
final class HeaderLines {
    private static final int PARTS = 4;

    private final byte[] head;
    private int[] bounds = new int[24 * PARTS];
    private int count;

    HeaderLines(byte[] head) {
        this.head = head;
        int at = lineEnd(0) + 1;
        while (at < head.length) {
            int end = lineEnd(at);
            add(at, end > at && head[end - 1] == '\r' ? end - 1 : end);
            at = end + 1;
        }
    }

    private int lineEnd(int from) {
        int at = from;
        while (at < head.length && head[at] != '\n') {
            at++;
        }
        return at;
    }

    private void add(int from, int to) {
        int colon = from;
        while (colon < to && head[colon] != ':') {
            colon++;
        }
        if (colon == to) {
            return;
        }
        int valueFrom = colon + 1;
        int valueTo = to;
        while (valueFrom < valueTo && isBlank(head[valueFrom])) {
            valueFrom++;
        }
        while (valueTo > valueFrom && isBlank(head[valueTo - 1])) {
            valueTo--;
        }
        int at = count * PARTS;
        if (at == bounds.length) {
            bounds = Arrays.copyOf(bounds, bounds.length * 2);
        }
        bounds[at] = from;
        bounds[at + 1] = colon;
        bounds[at + 2] = valueFrom;
        bounds[at + 3] = valueTo;
        count++;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    int count() {
        return count;
    }

    /** Whether the header at an index has this name, which is given in lower case. */
    boolean hasName(int index, String lowerName) {
        return hasName(index, lowerName, 0, lowerName.length());
    }

    /** Whether the header at an index has the name that is part of a text, in lower case. */
    boolean hasName(int index, String lowerNames, int nameFrom, int nameTo) {
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
    boolean startsWith(int index, String lowerPrefix) {
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

    private static int lower(byte b) {
        return b >= 'A' && b <= 'Z' ? b + 32 : b;
    }

    /** The name of the header at an index, in lower case. */
    String name(int index) {
        StringBuilder name = new StringBuilder();
        for (int at = bounds[index * PARTS]; at < bounds[index * PARTS + 1]; at++) {
            name.append((char) lower(head[at]));
        }
        return name.toString();
    }

    /** The value of the first header of this name, given in lower case; null where there is none. */
    @Nullable
    String find(String lowerName) {
        for (int index = 0; index < count; index++) {
            if (hasName(index, lowerName)) {
                int from = bounds[index * PARTS + 2];
                return new String(head, from, bounds[index * PARTS + 3] - from, StandardCharsets.UTF_8);
            }
        }
        return null;
    }

    /**
     * Writes the values of all headers of a name, comma between them, with runs of blanks as one space.
     *
     * @param lowerNames a text that has the name, in lower case, from one place to another
     */
    void writeValues(String lowerNames, int nameFrom, int nameTo, Utf8 out) {
        boolean more = false;
        for (int index = 0; index < count; index++) {
            if (hasName(index, lowerNames, nameFrom, nameTo)) {
                if (more) {
                    out.add(',');
                }
                more = true;
                writeValue(bounds[index * PARTS + 2], bounds[index * PARTS + 3], out);
            }
        }
    }

    private void writeValue(int from, int to, Utf8 out) {
        int start = from;
        for (int at = from; at < to; at++) {
            if (head[at] == '\t' || (head[at] == ' ' && at + 1 < to && isBlank(head[at + 1]))) {
                out.add(head, start, at - start);
                out.add(' ');
                while (at + 1 < to && isBlank(head[at + 1])) {
                    at++;
                }
                start = at + 1;
            }
        }
        out.add(head, start, to - start);
    }
}
