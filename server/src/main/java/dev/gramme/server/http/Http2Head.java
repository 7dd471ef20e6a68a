package dev.gramme.server.http;

import io.netty.handler.codec.http2.Http2Headers;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes a head of HTTP/2 as HTTP/1.1 would write it, so that one parser reads both and what is signed is the same.
 * Refuses what RFC 9113 calls malformed (8.2 and 8.3): nothing that would be more than one line or one word there.
 */
final class Http2Head {
    /** They speak of a connection, which is not HTTP/1.1's. */
    private static final Set<String> CONNECTION =
            Set.of("connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade");

    private static final String VERSION = "HTTP/1.1\r\n";

    private @Nullable CharSequence method;
    private @Nullable CharSequence path;
    private @Nullable CharSequence authority;
    private byte[] bytes = new byte[0];
    private int length;

    private Http2Head() {}

    static byte[] write(Http2Headers headers) throws HttpFaultException {
        Http2Head head = new Http2Head();
        int size = VERSION.length() + "host: ".length() + 8;
        for (Map.Entry<CharSequence, CharSequence> header : headers) {
            size += header.getKey().length() + header.getValue().length() + 4;
            if (isPseudo(header.getKey())) {
                head.pseudo(header.getKey().toString(), header.getValue());
            }
        }
        head.bytes = new byte[size];
        head.requestLine();
        for (Map.Entry<CharSequence, CharSequence> header : headers) {
            if (!isPseudo(header.getKey())) {
                head.header(header.getKey(), header.getValue());
            }
        }
        head.add("\r\n");
        return Arrays.copyOf(head.bytes, head.length);
    }

    private static boolean isPseudo(CharSequence name) {
        return name.length() > 0 && name.charAt(0) == ':';
    }

    private void pseudo(String name, CharSequence value) throws HttpFaultException {
        switch (name) {
            case ":method" -> method = first(method, value);
            case ":path" -> path = first(path, value);
            case ":authority" -> authority = first(authority, value);
            case ":scheme" -> {
                // Whatever it says, the request came this way.
            }
            default -> throw malformed();
        }
    }

    private static CharSequence first(@Nullable CharSequence before, CharSequence value) throws HttpFaultException {
        if (before != null) {
            throw malformed();
        }
        return value;
    }

    private void requestLine() throws HttpFaultException {
        CharSequence verb = method;
        CharSequence target = path;
        if (verb == null || target == null) {
            throw malformed();
        }
        word(verb);
        add(" ");
        word(target);
        add(" ");
        add(VERSION);
        CharSequence host = authority;
        if (host != null) {
            add("host: ");
            word(host);
            add("\r\n");
        }
    }

    private void header(CharSequence name, CharSequence value) throws HttpFaultException {
        String text = name.toString();
        boolean otherHost =
                text.equals("host") && authority != null && !value.toString().contentEquals(authority);
        if (CONNECTION.contains(text) || otherHost) {
            throw malformed();
        }
        if (text.equals("host") && authority != null) {
            return;
        }
        for (int at = 0; at < name.length(); at++) {
            char c = name.charAt(at);
            if (c == ':' || (c >= 'A' && c <= 'Z')) {
                throw malformed();
            }
        }
        word(name);
        add(": ");
        for (int at = 0; at < value.length(); at++) {
            char c = value.charAt(at);
            if (c == '\r' || c == '\n' || c == 0) {
                throw malformed();
            }
        }
        add(value);
        add("\r\n");
    }

    /** Adds what has no blanks and no control characters, and is not empty. */
    private void word(CharSequence text) throws HttpFaultException {
        if (text.isEmpty()) {
            throw malformed();
        }
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) <= ' ' || text.charAt(at) == 127) {
                throw malformed();
            }
        }
        add(text);
    }

    private void add(CharSequence text) {
        for (int at = 0; at < text.length(); at++) {
            bytes[length++] = (byte) text.charAt(at);
        }
    }

    private static HttpFaultException malformed() {
        return new HttpFaultException(HttpFault.BAD_REQUEST);
    }
}
