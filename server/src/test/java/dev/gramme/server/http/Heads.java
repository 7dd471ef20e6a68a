package dev.gramme.server.http;

/** Headers of requests that no decoder would let through, for those who look at them afterwards. */
public final class Heads {
    private Heads() {}

    /** All lines behind the first that have a colon. */
    public static HeaderLines of(byte[] head) {
        HeaderLines lines = new HeaderLines(head, 1);
        int from = end(head, 0) + 1;
        while (from < head.length) {
            int end = end(head, from);
            int colon = from;
            while (colon < end && head[colon] != ':') {
                colon++;
            }
            if (colon > from && colon < end) {
                add(lines, from, colon, head, end);
            }
            from = end + 1;
        }
        return lines;
    }

    private static int end(byte[] head, int from) {
        int at = from;
        while (at < head.length && head[at] != '\n') {
            at++;
        }
        return at;
    }

    private static void add(HeaderLines lines, int from, int colon, byte[] head, int end) {
        int valueFrom = colon + 1;
        int valueTo = head[end - 1] == '\r' ? end - 1 : end;
        while (valueFrom < valueTo && isBlank(head[valueFrom])) {
            valueFrom++;
        }
        while (valueTo > valueFrom && isBlank(head[valueTo - 1])) {
            valueTo--;
        }
        lines.add(from, colon, valueFrom, valueTo);
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }
}
