package dev.gramme.server.tls;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** ASN.1 values in their distinguished encoding, as far as certificates need them (source: ITU-T X.690). */
final class Der {
    private static final int FIRST_GENERALIZED_YEAR = 2050;

    private Der() {}

    /** A value with its tag and length; several contents follow each other. */
    static byte[] value(int tag, byte[]... contents) {
        byte[] content = joined(contents);
        ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + 6);
        out.write(tag);
        if (content.length < 128) {
            out.write(content.length);
        } else {
            byte[] length = BigInteger.valueOf(content.length).toByteArray();
            int from = length[0] == 0 ? 1 : 0;
            out.write(0x80 | (length.length - from));
            out.write(length, from, length.length - from);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] joined(byte[]... contents) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] content : contents) {
            out.writeBytes(content);
        }
        return out.toByteArray();
    }

    static byte[] sequence(byte[]... contents) {
        return value(0x30, contents);
    }

    static byte[] set(byte[] content) {
        return value(0x31, content);
    }

    static byte[] integer(BigInteger integer) {
        return value(0x02, integer.toByteArray());
    }

    static byte[] bool(boolean bool) {
        return value(0x01, new byte[] {(byte) (bool ? 0xff : 0)});
    }

    static byte[] octets(byte[] content) {
        return value(0x04, content);
    }

    /** Bits, of which the last few do not count. */
    static byte[] bits(int unused, byte... bytes) {
        return value(0x03, new byte[] {(byte) unused}, bytes);
    }

    static byte[] utf8(String text) {
        return value(0x0c, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A name such as {@code 1.2.840.10045.4.3.2}. */
    static byte[] oid(String dotted) {
        String[] parts = dotted.split("\\.", -1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(Integer.parseInt(parts[0]) * 40 + Integer.parseInt(parts[1]));
        for (int part = 2; part < parts.length; part++) {
            int number = Integer.parseInt(parts[part]);
            for (int shift = 28; shift >= 0; shift -= 7) {
                if (shift == 0 || number >> shift != 0) {
                    out.write(((number >> shift) & 0x7f) | (shift == 0 ? 0 : 0x80));
                }
            }
        }
        return value(0x06, out.toByteArray());
    }

    static byte[] time(Instant instant) {
        boolean generalized = instant.atOffset(ZoneOffset.UTC).getYear() >= FIRST_GENERALIZED_YEAR;
        String text = DateTimeFormatter.ofPattern(generalized ? "yyyyMMddHHmmss'Z'" : "yyMMddHHmmss'Z'")
                .format(instant.atOffset(ZoneOffset.UTC));
        return value(generalized ? 0x18 : 0x17, text.getBytes(StandardCharsets.US_ASCII));
    }
}
