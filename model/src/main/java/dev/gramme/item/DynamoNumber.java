package dev.gramme.item;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A number as DynamoDB has it: up to 38 significant digits, magnitude from 1E-130 to below 1E+126, or zero. Kept
 * without trailing zeros, so that equal numbers are one and the same (source: "Supported data types and naming rules").
 */
public final class DynamoNumber implements Comparable<DynamoNumber> {
    public static final int MAX_DIGITS = 38;
    /** Exponent of the first digit of the largest number. */
    private static final int MAX_EXPONENT = 125;

    private static final int MIN_EXPONENT = -130;
    /** Longest text looked at; no number that DynamoDB takes needs more. */
    private static final int MAX_TEXT = 1024;

    /** So many digits always fit in a long. */
    private static final int LONG_DIGITS = 18;

    public static final DynamoNumber ZERO = new DynamoNumber(BigDecimal.ZERO);

    private final BigDecimal value;
    private @Nullable String text;

    private DynamoNumber(BigDecimal value) {
        this.value = value;
    }

    public static DynamoNumber of(long value) {
        return value == 0 ? ZERO : new DynamoNumber(BigDecimal.valueOf(value).stripTrailingZeros());
    }

    /**
     * Reads a number.
     *
     * @throws ItemFaultException with DynamoDB's words where it is none, too large, too small or too precise
     */
    public static DynamoNumber parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return parse(bytes, 0, bytes.length);
    }

    /** Reads a number from ASCII bytes. */
    public static DynamoNumber parse(byte[] bytes, int from, int count) {
        return new NumberScanner(bytes, from, from + count).scan();
    }

    /** Takes digits and the exponent of the last of them. */
    static DynamoNumber of(boolean negative, String digits, long lastExponent) {
        if (digits.isEmpty()) {
            return ZERO;
        }
        long firstExponent = lastExponent + digits.length() - 1;
        checkRange(firstExponent);
        if (digits.length() > MAX_DIGITS) {
            throw tooPrecise();
        }
        if (digits.length() <= LONG_DIGITS) {
            long unscaled = Long.parseLong(digits);
            return new DynamoNumber(BigDecimal.valueOf(negative ? -unscaled : unscaled, (int) -lastExponent));
        }
        BigInteger unscaled = new BigInteger(digits);
        return new DynamoNumber(new BigDecimal(negative ? unscaled.negate() : unscaled, (int) -lastExponent));
    }

    private static void checkRange(long firstExponent) {
        if (firstExponent > MAX_EXPONENT) {
            throw new ItemFaultException(
                    "Number overflow. Attempting to store a number with magnitude larger than supported range");
        }
        if (firstExponent < MIN_EXPONENT) {
            throw new ItemFaultException(
                    "Number underflow. Attempting to store a number with magnitude smaller than supported range");
        }
    }

    private static ItemFaultException tooPrecise() {
        return new ItemFaultException("Attempting to store more than 38 significant digits in a Number");
    }

    private static DynamoNumber checked(BigDecimal exact) {
        if (exact.signum() == 0) {
            return ZERO;
        }
        BigDecimal stripped = exact.stripTrailingZeros();
        checkRange((long) stripped.precision() - stripped.scale() - 1);
        if (stripped.precision() > MAX_DIGITS) {
            throw tooPrecise();
        }
        return new DynamoNumber(stripped);
    }

    /** Adds exactly; throws {@link ItemFaultException} where the sum is no DynamoDB number. */
    public DynamoNumber add(DynamoNumber other) {
        return checked(value.add(other.value));
    }

    /** Subtracts exactly; throws {@link ItemFaultException} where the difference is no DynamoDB number. */
    public DynamoNumber subtract(DynamoNumber other) {
        return checked(value.subtract(other.value));
    }

    public DynamoNumber negate() {
        return value.signum() == 0 ? this : new DynamoNumber(value.negate());
    }

    /** The plain form DynamoDB answers with: no exponent, no needless zeros. */
    public String text() {
        String plain = text;
        if (plain == null) {
            plain = value.toPlainString();
            text = plain;
        }
        return plain;
    }

    public BigDecimal toBigDecimal() {
        return value;
    }

    /** Size in bytes as DynamoDB measures it. */
    public int sizeBytes() {
        byte[] plain = text().getBytes(StandardCharsets.US_ASCII);
        return ItemSize.numberBytes(plain, 0, plain.length);
    }

    /**
     * Bytes that sort (unsigned) as numbers do, none a prefix of another: sign (1 negative, 2 zero, 3 positive),
     * exponent of the first digit plus 130, pairs of digits plus one, and an end mark of 0; all but the sign turned
     * round for negative numbers.
     */
    public byte[] sortKeyBytes() {
        if (value.signum() == 0) {
            return new byte[] {2};
        }
        boolean negative = value.signum() < 0;
        BigInteger unscaled = value.unscaledValue().abs();
        String digits = value.precision() <= LONG_DIGITS ? Long.toString(unscaled.longValue()) : unscaled.toString();
        int exponent = value.precision() - value.scale() - 1 - MIN_EXPONENT;
        int pairs = (digits.length() + 1) / 2;
        byte[] key = new byte[2 + pairs + 1];
        key[0] = (byte) (negative ? 1 : 3);
        key[1] = (byte) (negative ? 255 - exponent : exponent);
        for (int pair = 0; pair < pairs; pair++) {
            int tens = digits.charAt(2 * pair) - '0';
            int ones = 2 * pair + 1 < digits.length() ? digits.charAt(2 * pair + 1) - '0' : 0;
            int shifted = tens * 10 + ones + 1;
            key[2 + pair] = (byte) (negative ? 101 - shifted : shifted);
        }
        key[2 + pairs] = (byte) (negative ? 102 : 0);
        return key;
    }

    /** How many bytes {@link #sortKeyBytes} has. */
    public int sortKeyLength() {
        return value.signum() == 0 ? 1 : 2 + (value.precision() + 1) / 2 + 1;
    }

    @Override
    public int compareTo(DynamoNumber other) {
        return value.compareTo(other.value);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DynamoNumber number && value.compareTo(number.value) == 0;
    }

    @Override
    public int hashCode() {
        return text().hashCode();
    }

    @Override
    public String toString() {
        return text();
    }

    /** Reads sign, digits, point and exponent; keeps significant digits only, so that length costs nothing. */
    private static final class NumberScanner {
        private final byte[] bytes;
        private final int from;
        private final int end;
        private int at;

        NumberScanner(byte[] bytes, int from, int end) {
            this.bytes = bytes;
            this.from = from;
            this.at = from;
            this.end = end;
        }

        DynamoNumber scan() {
            if (end - from > MAX_TEXT) {
                throw notANumber();
            }
            boolean negative = sign();
            StringBuilder digits = new StringBuilder();
            int seen = scanDigits(digits);
            int fraction = 0;
            if (at < end && bytes[at] == '.') {
                at++;
                fraction = scanDigits(digits);
            }
            if (seen + fraction == 0) {
                throw notANumber();
            }
            long exponent = exponent() - fraction;
            if (at != end) {
                throw notANumber();
            }
            int last = digits.length();
            while (last > 0 && digits.charAt(last - 1) == '0') {
                last--;
                exponent++;
            }
            return of(negative, digits.substring(0, last), exponent);
        }

        private boolean sign() {
            if (at < end && (bytes[at] == '-' || bytes[at] == '+')) {
                return bytes[at++] == '-';
            }
            return false;
        }

        /** Collects digits but for leading zeros; returns how many there were. */
        private int scanDigits(StringBuilder digits) {
            int begin = at;
            while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
                if (bytes[at] != '0' || !digits.isEmpty()) {
                    digits.append((char) bytes[at]);
                }
                at++;
            }
            return at - begin;
        }

        private long exponent() {
            if (at >= end || (bytes[at] != 'e' && bytes[at] != 'E')) {
                return 0;
            }
            at++;
            boolean negative = sign();
            int begin = at;
            long exponent = 0;
            while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
                exponent = Math.min(exponent * 10 + bytes[at] - '0', 1_000_000_000L);
                at++;
            }
            if (at == begin) {
                throw notANumber();
            }
            return negative ? -exponent : exponent;
        }

        private ItemFaultException notANumber() {
            String text = new String(bytes, from, Math.min(end - from, MAX_TEXT), StandardCharsets.UTF_8);
            if (text.isEmpty()) {
                return new ItemFaultException("The parameter cannot be converted to a numeric value");
            }
            return new ItemFaultException("The parameter cannot be converted to a numeric value: " + text);
        }
    }
}
