package dev.gramme.database.policy;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Dates as policies write them: ISO 8601 in the forms of the W3C's note "Date and Time Formats", or whole seconds since
 * 1970.
 */
final class Dates {
    private static final Pattern SECONDS = Pattern.compile("-?[0-9]{5,12}");
    private static final Pattern DATE = Pattern.compile("([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})"
            + "(?:T([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\\.([0-9]{1,9}))?)?(Z|[+-][0-9]{2}:[0-9]{2}))?)?)?");
    private static final long MILLIS = 1000;

    private Dates() {}

    /** Milliseconds since 1970; null for what is no date. */
    static @Nullable Long parse(String text) {
        if (SECONDS.matcher(text).matches()) {
            return Long.parseLong(text) * MILLIS;
        }
        Matcher date = DATE.matcher(text);
        if (!date.matches()) {
            return null;
        }
        try {
            LocalDateTime time = LocalDateTime.of(
                    number(date, 1, 0),
                    number(date, 2, 1),
                    number(date, 3, 1),
                    number(date, 4, 0),
                    number(date, 5, 0),
                    number(date, 6, 0));
            String zone = date.group(8);
            ZoneOffset offset = zone == null ? ZoneOffset.UTC : ZoneOffset.of(zone);
            return time.toEpochSecond(offset) * MILLIS + millis(date.group(7));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static int number(Matcher date, int group, int otherwise) {
        String digits = date.group(group);
        return digits == null ? otherwise : Integer.parseInt(digits);
    }

    private static long millis(@Nullable String fraction) {
        return fraction == null ? 0 : Long.parseLong((fraction + "00").substring(0, 3));
    }
}
