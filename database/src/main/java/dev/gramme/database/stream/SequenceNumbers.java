package dev.gramme.database.stream;

import org.jspecify.annotations.Nullable;

/**
 * Sequence numbers: the commit's stamp (19 digits), then the change's place in its commit (3 digits). They grow from
 * change to change of a shard, as numbers and as texts.
 */
public final class SequenceNumbers {
    private static final int DIGITS = 22;
    private static final int PLACE_DIGITS = 3;

    private SequenceNumbers() {}

    public static String of(Position position) {
        return of(position.stamp(), position.place());
    }

    static String of(long stamp, int place) {
        String digits = Long.toString(stamp);
        String last = Integer.toString(place);
        return "0".repeat(DIGITS - PLACE_DIGITS - digits.length())
                + digits
                + "0".repeat(PLACE_DIGITS - last.length())
                + last;
    }

    /** The position a number names; null where it is none of ours. */
    static @Nullable Position parse(String number) {
        if (number.length() != DIGITS) {
            return null;
        }
        for (int at = 0; at < DIGITS; at++) {
            if (number.charAt(at) < '0' || number.charAt(at) > '9') {
                return null;
            }
        }
        try {
            return new Position(
                    Long.parseLong(number, 0, DIGITS - PLACE_DIGITS, 10),
                    Integer.parseInt(number, DIGITS - PLACE_DIGITS, DIGITS, 10));
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
