package dev.gramme.server.sigv4;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** Paths and queries as they are signed. Both come as sent, one character for a byte. */
final class CanonicalUri {
    private static final String HEX = "0123456789ABCDEF";
    private static final String UNRESERVED = "-._~";

    private CanonicalUri() {}

    /** A path without needless slashes and dots, encoded once more than it was sent. */
    static String path(String sent) {
        if (sent.equals("/")) {
            return sent;
        }
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : sent.split("/", -1)) {
            if (segment.equals("..")) {
                segments.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.addLast(encode(segment.getBytes(StandardCharsets.ISO_8859_1)));
            }
        }
        boolean slash = !segments.isEmpty() && sent.endsWith("/");
        return "/" + String.join("/", segments) + (slash ? "/" : "");
    }

    /**
     * A query in order of names and values, each encoded anew.
     *
     * @param presigned whether the signature is a part of it, which is left out
     */
    static String query(String sent, boolean presigned) {
        if (sent.isEmpty()) {
            return sent;
        }
        List<String> pairs = new ArrayList<>();
        for (String pair : sent.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            if (!pair.isEmpty() && !(presigned && name.equals(QuerySignature.SIGNATURE))) {
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                // A byte below all others between the two, so that sorting looks at names first.
                pairs.add(encode(decode(name)) + '\0' + encode(decode(value)));
            }
        }
        Collections.sort(pairs);
        return String.join("&", pairs).replace('\0', '=');
    }

    /** The bytes a part of a query stands for; a per cent sign without digits stands for itself. */
    static byte[] decode(String sent) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(sent.length());
        for (int at = 0; at < sent.length(); at++) {
            char c = sent.charAt(at);
            int high = c == '%' && at + 2 < sent.length() ? Character.digit(sent.charAt(at + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(sent.charAt(at + 2), 16);
            if (low >= 0) {
                bytes.write(high * 16 + low);
                at += 2;
            } else {
                bytes.write(c == '+' ? ' ' : c);
            }
        }
        return bytes.toByteArray();
    }

    private static String encode(byte[] bytes) {
        StringBuilder encoded = new StringBuilder(bytes.length);
        for (byte b : bytes) {
            boolean plain = (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z') || (b >= '0' && b <= '9');
            if (plain || UNRESERVED.indexOf(b) >= 0) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(HEX.charAt((b >> 4) & 15)).append(HEX.charAt(b & 15));
            }
        }
        return encoded.toString();
    }
}
