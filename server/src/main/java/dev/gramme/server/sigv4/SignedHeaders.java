package dev.gramme.server.sigv4;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.server.http.HeaderLines;

/** Which headers are signed, and which must be: the host, and all that say what AWS's services are to do. */
final class SignedHeaders {
    private static final String AMZ = "x-amz-";
    private static final String HOST = "host";

    /** Counts only where the signature stands in a header, too. */
    private static final String DATE = "x-amz-date";

    private static final int DATE_TAG = HeaderLines.tag(DATE.length(), 'x', 'e');

    /** More than any client signs; every name is looked for among all headers. */
    private static final int MOST = 64;

    private final String names;
    private final byte[] bytes;
    /** Where each name ends. */
    private final int[] ends;

    private final int[] tags;
    private final boolean host;

    private SignedHeaders(String names, int count) {
        this.names = names;
        this.bytes = new byte[names.length()];
        this.ends = new int[count];
        this.tags = new int[count];
        boolean hostSeen = false;
        int from = 0;
        for (int name = 0; name < count; name++) {
            int semicolon = names.indexOf(';', from);
            int end = semicolon < 0 ? names.length() : semicolon;
            ends[name] = end;
            tags[name] = end == from ? 0 : HeaderLines.tag(end - from, names.charAt(from), names.charAt(end - 1));
            hostSeen |= end - from == HOST.length() && names.startsWith(HOST, from);
            from = end + 1;
        }
        for (int at = 0; at < bytes.length; at++) {
            bytes[at] = (byte) names.charAt(at);
        }
        this.host = hostSeen;
    }

    /**
     * Reads them.
     *
     * @param names as sent: in lower case, semicolons between them
     */
    static SignedHeaders of(String names) {
        long count = names.chars().filter(c -> c == ';').count() + 1;
        if (count > MOST) {
            throw new DynamoException(ErrorCode.INCOMPLETE_SIGNATURE, "More than " + MOST + " headers are signed");
        }
        return new SignedHeaders(names, (int) count);
    }

    /** Refuses headers of which one is not signed though it must be. */
    void require(HeaderLines headers, boolean presigned) {
        if (!host) {
            throw unsigned("'Host' or ':authority'");
        }
        for (int index = 0; index < headers.count(); index++) {
            boolean says = headers.startsWith(index, AMZ)
                    && !(presigned && headers.hasName(index, DATE_TAG, DATE, 0, DATE.length()));
            if (says && !has(headers, index)) {
                throw unsigned("'" + headers.name(index) + "'");
            }
        }
    }

    private boolean has(HeaderLines headers, int index) {
        int from = 0;
        for (int name = 0; name < ends.length; name++) {
            if (headers.hasName(index, tags[name], names, from, ends[name])) {
                return true;
            }
            from = ends[name] + 1;
        }
        return false;
    }

    /** As sent, semicolons between them. */
    String names() {
        return names;
    }

    /** The names as sent, a byte for a character. */
    byte[] bytes() {
        return bytes;
    }

    /** Writes a line for each name: the values of all headers of that name, comma between them. */
    void write(HeaderLines headers, Utf8 text) {
        int from = 0;
        for (int name = 0; name < ends.length; name++) {
            text.add(bytes, from, ends[name] - from);
            text.add(':');
            boolean more = false;
            for (int index = 0; index < headers.count(); index++) {
                if (headers.hasName(index, tags[name], names, from, ends[name])) {
                    if (more) {
                        text.add(',');
                    }
                    more = true;
                    writeValue(headers.bytes(), headers.valueFrom(index), headers.valueTo(index), text);
                }
            }
            text.add('\n');
            from = ends[name] + 1;
        }
    }

    /** With runs of blanks as one space. */
    private static void writeValue(byte[] head, int from, int to, Utf8 text) {
        int start = from;
        for (int at = from; at < to; at++) {
            if (head[at] == '\t' || (head[at] == ' ' && at + 1 < to && isBlank(head[at + 1]))) {
                text.add(head, start, at - start);
                text.add(' ');
                while (at + 1 < to && isBlank(head[at + 1])) {
                    at++;
                }
                start = at + 1;
            }
        }
        text.add(head, start, to - start);
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    private static DynamoException unsigned(String name) {
        return new DynamoException(
                ErrorCode.INVALID_SIGNATURE, name + " must be a 'SignedHeader' in the AWS Authorization.");
    }
}
