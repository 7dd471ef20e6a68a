package dev.gramme.server.http;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A request line and the headers that matter, parsed from bytes; other headers are only checked for their form. */
final class RequestHead {
    private static final byte[] HTTP_1_1 = ascii("HTTP/1.1");
    private static final byte[] HTTP_1_0 = ascii("HTTP/1.0");
    private static final byte[] HOST = ascii("host");
    private static final byte[] TARGET = ascii("x-amz-target");
    private static final byte[] AUTHORIZATION = ascii("authorization");
    private static final byte[] CONTENT_LENGTH = ascii("content-length");
    private static final byte[] TRANSFER_ENCODING = ascii("transfer-encoding");
    private static final byte[] CONTENT_ENCODING = ascii("content-encoding");
    private static final byte[] ACCEPT_ENCODING = ascii("accept-encoding");
    private static final byte[] CONNECTION = ascii("connection");
    private static final byte[] USER_AGENT = ascii("user-agent");
    private static final byte[] EXPECT = ascii("expect");

    /** More than most clients send. */
    private static final int HEADERS = 16;

    private final byte[] bytes;
    private final HeaderLines headers;
    private String method = "";
    private String path = "";
    private @Nullable String host;
    private boolean hostSeen;
    private @Nullable String userAgent;
    private @Nullable String lastUserAgent;
    private @Nullable String target;
    private @Nullable String authorization;
    private int contentLength = -1;
    private boolean chunked;
    private boolean gzipBody;
    private boolean acceptsGzip;
    private boolean keepAlive;
    private boolean expectsContinue;

    private RequestHead(byte[] bytes) {
        this.bytes = bytes;
        this.headers = new HeaderLines(bytes, HEADERS);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Parses a head.
     *
     * @param last the connection's last request: what it named is nearly always the same, and then not read
     */
    static RequestHead parse(byte[] bytes, @Nullable RequestHead last) throws HttpFaultException {
        RequestHead head = new RequestHead(bytes);
        if (last != null) {
            head.host = last.host;
            head.lastUserAgent = last.userAgent;
        }
        int at = head.requestLine();
        while (at < bytes.length) {
            at = head.header(at);
        }
        if (head.chunked && head.contentLength >= 0) {
            throw bad();
        }
        return head;
    }

    private int requestLine() throws HttpFaultException {
        int end = lineEnd(0);
        int textEnd = withoutReturn(0, end);
        int firstSpace = indexOf((byte) ' ', 0, textEnd);
        int secondSpace = indexOf((byte) ' ', firstSpace + 1, textEnd);
        method = text(0, firstSpace);
        path = text(firstSpace + 1, secondSpace);
        if (method.isEmpty() || path.isEmpty()) {
            throw bad();
        }
        if (matches(secondSpace + 1, textEnd, HTTP_1_1)) {
            keepAlive = true;
        } else if (!matches(secondSpace + 1, textEnd, HTTP_1_0)) {
            throw new HttpFaultException(HttpFault.VERSION);
        }
        return end + 1;
    }

    private int header(int from) throws HttpFaultException {
        int end = lineEnd(from);
        int textEnd = withoutReturn(from, end);
        if (textEnd == from) {
            return bytes.length;
        }
        int colon = indexOf((byte) ':', from, textEnd);
        if (colon == from
                || bytes[from] == ' '
                || bytes[from] == '\t'
                || bytes[colon - 1] == ' '
                || bytes[colon - 1] == '\t') {
            throw bad();
        }
        int valueFrom = colon + 1;
        while (valueFrom < textEnd && (bytes[valueFrom] == ' ' || bytes[valueFrom] == '\t')) {
            valueFrom++;
        }
        int valueEnd = textEnd;
        while (valueEnd > valueFrom && (bytes[valueEnd - 1] == ' ' || bytes[valueEnd - 1] == '\t')) {
            valueEnd--;
        }
        headers.add(from, colon, valueFrom, valueEnd);
        take(from, colon, valueFrom, valueEnd);
        return end + 1;
    }

    private void take(int from, int colon, int valueFrom, int valueEnd) throws HttpFaultException {
        switch (colon - from) {
            case 4 -> {
                if (matches(from, colon, HOST)) {
                    host(valueFrom, valueEnd);
                }
            }
            case 6 -> {
                if (matches(from, colon, EXPECT)) {
                    expectsContinue = lower(valueFrom, valueEnd).equals("100-continue");
                }
            }
            case 10 -> {
                if (matches(from, colon, CONNECTION)) {
                    connection(lower(valueFrom, valueEnd));
                } else if (matches(from, colon, USER_AGENT)) {
                    String last = lastUserAgent;
                    userAgent = last != null && isText(valueFrom, valueEnd, last) ? last : text(valueFrom, valueEnd);
                }
            }
            case 12 -> {
                if (matches(from, colon, TARGET)) {
                    requireFirst(target == null);
                    target = text(valueFrom, valueEnd);
                }
            }
            case 13 -> {
                if (matches(from, colon, AUTHORIZATION)) {
                    requireFirst(authorization == null);
                    authorization = text(valueFrom, valueEnd);
                }
            }
            case 14 -> {
                if (matches(from, colon, CONTENT_LENGTH)) {
                    contentLength(valueFrom, valueEnd);
                }
            }
            case 15 -> {
                if (matches(from, colon, ACCEPT_ENCODING)) {
                    acceptsGzip = lower(valueFrom, valueEnd).contains("gzip");
                }
            }
            case 16 -> {
                if (matches(from, colon, CONTENT_ENCODING)) {
                    contentEncoding(lower(valueFrom, valueEnd));
                }
            }
            case 17 -> {
                if (matches(from, colon, TRANSFER_ENCODING)) {
                    transferEncoding(lower(valueFrom, valueEnd));
                }
            }
            default -> {
                // Not a header that matters here.
            }
        }
    }

    /** Of two that say different things one would be signed and the other obeyed. */
    private static void requireFirst(boolean first) throws HttpFaultException {
        if (!first) {
            throw bad();
        }
    }

    private void host(int from, int to) throws HttpFaultException {
        requireFirst(!hostSeen);
        hostSeen = true;
        if (host == null || !isText(from, to, host)) {
            host = text(from, to);
        }
    }

    private boolean isText(int from, int to, String expected) {
        if (expected.length() != to - from) {
            return false;
        }
        for (int at = from; at < to; at++) {
            if (expected.charAt(at - from) != (bytes[at] & 0xff)) {
                return false;
            }
        }
        return true;
    }

    private void connection(String value) {
        if (value.contains("close")) {
            keepAlive = false;
        } else if (value.contains("keep-alive")) {
            keepAlive = true;
        }
    }

    private void contentLength(int from, int to) throws HttpFaultException {
        if (contentLength >= 0 || from == to || to - from > 10) {
            throw to - from > 10 ? new HttpFaultException(HttpFault.TOO_LARGE) : bad();
        }
        long value = 0;
        for (int at = from; at < to; at++) {
            if (bytes[at] < '0' || bytes[at] > '9') {
                throw bad();
            }
            value = value * 10 + bytes[at] - '0';
        }
        contentLength = (int) Math.min(value, Integer.MAX_VALUE);
    }

    private void contentEncoding(String value) throws HttpFaultException {
        if (value.equals("gzip")) {
            gzipBody = true;
        } else if (!value.isEmpty() && !value.equals("identity") && !value.equals("amz-1.0")) {
            throw new HttpFaultException(HttpFault.NOT_IMPLEMENTED);
        }
    }

    private void transferEncoding(String value) throws HttpFaultException {
        if (!value.equals("chunked") || chunked) {
            throw new HttpFaultException(HttpFault.NOT_IMPLEMENTED);
        }
        chunked = true;
    }

    private int lineEnd(int from) throws HttpFaultException {
        return indexOf((byte) '\n', from, bytes.length);
    }

    private int withoutReturn(int from, int end) {
        return end > from && bytes[end - 1] == '\r' ? end - 1 : end;
    }

    private int indexOf(byte wanted, int from, int to) throws HttpFaultException {
        for (int at = from; at < to; at++) {
            if (bytes[at] == wanted) {
                return at;
            }
        }
        throw bad();
    }

    /** Compares without regard to the case of ASCII letters; {@code lower} is in lower case but for HTTP versions. */
    private boolean matches(int from, int to, byte[] lower) {
        if (to - from != lower.length) {
            return false;
        }
        for (int at = 0; at < lower.length; at++) {
            byte b = bytes[from + at];
            if (b != lower[at] && !(b >= 'A' && b <= 'Z' && b + 32 == lower[at])) {
                return false;
            }
        }
        return true;
    }

    private String text(int from, int to) {
        return new String(bytes, from, Math.max(from, to) - from, StandardCharsets.ISO_8859_1);
    }

    private String lower(int from, int to) {
        return text(from, to).toLowerCase(Locale.ROOT);
    }

    private static HttpFaultException bad() {
        return new HttpFaultException(HttpFault.BAD_REQUEST);
    }

    /** Announced length of the body; 0 where none is announced. */
    int contentLength() {
        return Math.max(0, contentLength);
    }

    boolean isLengthAnnounced() {
        return contentLength >= 0;
    }

    boolean chunked() {
        return chunked;
    }

    boolean expectsContinue() {
        return expectsContinue;
    }

    HttpRequest toRequest(byte[] body, Peer peer) {
        return new HttpRequest(
                method,
                path,
                host,
                target,
                authorization,
                gzipBody,
                acceptsGzip,
                keepAlive,
                headers,
                body,
                null,
                userAgent,
                peer);
    }
}
