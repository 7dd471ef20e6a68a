package dev.gramme.server.sigv4;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** Times in ISO 8601's basic form, {@code 20260101T000000Z}. */
final class Timestamps {
    private static final DateTimeFormatter BASIC = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");
    private static final int LENGTH = 16;

    private Timestamps() {}

    /** The text itself, where it is such a time. */
    static String require(String text) {
        boolean formed = text.length() == LENGTH;
        for (int at = 0; formed && at < LENGTH; at++) {
            char c = text.charAt(at);
            formed = at == 8 ? c == 'T' : at == 15 ? c == 'Z' : c >= '0' && c <= '9';
        }
        if (!formed) {
            throw malformed(text);
        }
        return text;
    }

    /** A time as HTTP writes it, such as {@code Mon, 01 Jan 2026 00:00:00 GMT}, or in the basic form. */
    static String ofHttpDate(String text) {
        if (text.length() == LENGTH) {
            return require(text);
        }
        try {
            ZonedDateTime time = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
            return format(time.toInstant().toEpochMilli());
        } catch (DateTimeException e) {
            throw malformed(text);
        }
    }

    /** Seconds since 1970. */
    static long epochSeconds(String basic) {
        int hour = number(basic, 9, 11);
        int minute = number(basic, 11, 13);
        int second = number(basic, 13, 15);
        if (hour > 23 || minute > 59 || second > 59) {
            throw malformed(basic);
        }
        try {
            long day = LocalDate.of(number(basic, 0, 4), number(basic, 4, 6), number(basic, 6, 8))
                    .toEpochDay();
            return ((day * 24 + hour) * 60 + minute) * 60 + second;
        } catch (DateTimeException e) {
            throw malformed(basic);
        }
    }

    private static int number(String text, int from, int to) {
        int value = 0;
        for (int at = from; at < to; at++) {
            value = value * 10 + text.charAt(at) - '0';
        }
        return value;
    }

    static String format(long epochMillis) {
        return BASIC.format(Instant.ofEpochMilli(epochMillis).atOffset(ZoneOffset.UTC));
    }

    private static DynamoException malformed(String text) {
        return new DynamoException(
                ErrorCode.INCOMPLETE_SIGNATURE,
                "Date must be in ISO-8601 'basic format'. Got '" + text
                        + "'. See http://en.wikipedia.org/wiki/ISO_8601");
    }
}
