package dev.gramme.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Numbers against {@link BigDecimal}. */
class DynamoNumberTest {
    private static final String OVERFLOW =
            "Number overflow. Attempting to store a number with magnitude larger than supported range";
    private static final String UNDERFLOW =
            "Number underflow. Attempting to store a number with magnitude smaller than supported range";
    private static final String TOO_PRECISE = "Attempting to store more than 38 significant digits in a Number";
    private static final String NO_NUMBER = "The parameter cannot be converted to a numeric value";

    @Provide
    Arbitrary<String> texts() {
        return RandomValues.numberTexts();
    }

    @Provide
    Arbitrary<DynamoNumber> numbers() {
        return RandomValues.numbers();
    }

    private static void assertFault(String message, Supplier<DynamoNumber> read) {
        assertThatThrownBy(() -> {
                    DynamoNumber unused = read.get();
                })
                .isInstanceOfSatisfying(
                        ItemFaultException.class, e -> assertThat(e.text()).isEqualTo(message));
    }

    private static void assertFault(String message, String text) {
        assertFault(message, () -> DynamoNumber.parse(text));
    }

    /** What DynamoDB says of a number, or null where it takes it. */
    private static String fault(BigDecimal exact) {
        if (exact.signum() == 0) {
            return null;
        }
        if (exact.abs().compareTo(new BigDecimal("1E126")) >= 0) {
            return OVERFLOW;
        }
        if (exact.abs().compareTo(new BigDecimal("1E-130")) < 0) {
            return UNDERFLOW;
        }
        return exact.stripTrailingZeros().precision() > 38 ? TOO_PRECISE : null;
    }

    private static void assertResult(BigDecimal expected, Supplier<DynamoNumber> actual) {
        String fault = fault(expected);
        if (fault != null) {
            assertFault(fault, actual);
        } else {
            assertThat(actual.get().toBigDecimal()).isEqualByComparingTo(expected);
            assertThat(actual.get().text()).isEqualTo(plain(expected));
        }
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    @Property(tries = 1500)
    void parsesAndPrints(@ForAll("texts") String text) {
        BigDecimal expected = new BigDecimal(text);
        DynamoNumber number = DynamoNumber.parse(text);
        assertThat(number.toBigDecimal()).isEqualByComparingTo(expected);
        assertThat(number.text()).isEqualTo(plain(expected)).hasToString(number.toString());
        DynamoNumber again = DynamoNumber.parse(number.text());
        assertThat(again).isEqualTo(number).hasSameHashCodeAs(number);
        assertThat(number.sizeBytes()).isEqualTo(NaiveItems.size(expected));
        assertThat(number.negate().toBigDecimal()).isEqualByComparingTo(expected.negate());
    }

    @Property(tries = 1000)
    void zerosAroundChangeNothing(@ForAll("numbers") DynamoNumber number, @ForAll Random random) {
        String text = number.text();
        String sign = text.startsWith("-") ? "-" : "";
        String zeros = "0".repeat(random.nextInt(50));
        String whole = sign + zeros + text.substring(sign.length());
        String wider = text.contains(".") ? whole + zeros : whole + "." + zeros;
        assertThat(DynamoNumber.parse(wider)).isEqualTo(number);
        byte[] within = ("9" + wider + "9").getBytes(StandardCharsets.US_ASCII);
        assertThat(DynamoNumber.parse(within, 1, within.length - 2)).isEqualTo(number);
    }

    @Property(tries = 1500)
    void comparesAndSorts(@ForAll("numbers") DynamoNumber one, @ForAll("numbers") DynamoNumber other) {
        assertOrder(one, other);
        assertOrder(one, one.negate());
        assertOrder(one, DynamoNumber.ZERO);
        for (String step : List.of("1", "-1", "0.01", "1E-20", "1E20")) {
            try {
                assertOrder(one, one.add(DynamoNumber.parse(step)));
            } catch (ItemFaultException outOfRange) {
                assertThat(outOfRange.text()).isIn(OVERFLOW, TOO_PRECISE);
            }
        }
    }

    private static void assertOrder(DynamoNumber one, DynamoNumber other) {
        int expected = one.toBigDecimal().compareTo(other.toBigDecimal());
        assertThat(Integer.signum(one.compareTo(other))).isEqualTo(expected);
        assertThat(one.equals(other)).isEqualTo(expected == 0);
        byte[] left = one.sortKeyBytes();
        byte[] right = other.sortKeyBytes();
        assertThat(left).hasSize(one.sortKeyLength());
        assertThat(Integer.signum(Arrays.compareUnsigned(left, right))).isEqualTo(expected);
        if (expected != 0) {
            int shorter = Math.min(left.length, right.length);
            assertThat(Arrays.mismatch(left, right)).as("no prefix").isLessThan(shorter);
        }
    }

    @Test
    void sortKeysOfTheOutermostNumbers() {
        List<String> ascending = List.of(
                "-9.9999999999999999999999999999999999999E+125",
                "-9.9999999999999999999999999999999999998E+125",
                "-1E125",
                "-100",
                "-10.1",
                "-10",
                "-9.99",
                "-9.9",
                "-1.0000000000000000000000000000000000001",
                "-1",
                "-1E-129",
                "-1.1E-130",
                "-1E-130",
                "0",
                "1E-130",
                "1.1E-130",
                "1E-129",
                "0.99",
                "1",
                "1.0000000000000000000000000000000000001",
                "1.01",
                "1.1",
                "9.9",
                "10",
                "99",
                "100",
                "9.9999999999999999999999999999999999999E+125");
        for (int one = 0; one < ascending.size(); one++) {
            for (int other = 0; other < ascending.size(); other++) {
                DynamoNumber left = DynamoNumber.parse(ascending.get(one));
                DynamoNumber right = DynamoNumber.parse(ascending.get(other));
                assertThat(Integer.signum(left.compareTo(right))).isEqualTo(Integer.compare(one, other));
                assertOrder(left, right);
            }
        }
    }

    @Property(tries = 1500)
    void addsAndSubtracts(@ForAll("numbers") DynamoNumber one, @ForAll("numbers") DynamoNumber other) {
        BigDecimal left = one.toBigDecimal();
        BigDecimal right = other.toBigDecimal();
        assertResult(left.add(right), () -> one.add(other));
        assertResult(left.subtract(right), () -> one.subtract(other));
        assertThat(one.subtract(one)).isSameAs(DynamoNumber.ZERO);
        assertThat(one.add(DynamoNumber.ZERO)).isEqualTo(one);
    }

    @Property(tries = 500)
    void longs(@ForAll long value) {
        assertThat(DynamoNumber.of(value)).isEqualTo(DynamoNumber.parse(Long.toString(value)));
        assertThat(DynamoNumber.of(value)).hasToString(Long.toString(value));
    }

    @Test
    void arithmeticAtTheBounds() {
        DynamoNumber largest = DynamoNumber.parse("9".repeat(38) + "E88");
        DynamoNumber smallest = DynamoNumber.parse("1E-130");
        assertFault(OVERFLOW, () -> largest.add(largest));
        assertFault(OVERFLOW, () -> largest.add(DynamoNumber.parse("1E88")));
        assertFault(OVERFLOW, () -> largest.negate().subtract(DynamoNumber.parse("1E88")));
        assertFault(TOO_PRECISE, () -> largest.subtract(DynamoNumber.of(1)));
        assertFault(TOO_PRECISE, () -> largest.add(smallest));
        assertFault(UNDERFLOW, () -> DynamoNumber.parse("1.1E-130").subtract(smallest));
        assertFault(UNDERFLOW, () -> smallest.subtract(DynamoNumber.parse("1." + "0".repeat(36) + "1E-130")));
        assertThat(DynamoNumber.parse("9".repeat(38)).add(DynamoNumber.of(1))).hasToString("1" + "0".repeat(38));
        assertFault(TOO_PRECISE, () -> DynamoNumber.parse("1" + "0".repeat(38)).add(DynamoNumber.of(1)));
    }

    @Test
    void bounds() {
        String nines = "9.9999999999999999999999999999999999999";
        for (String sign : List.of("", "-")) {
            assertThat(DynamoNumber.parse(sign + nines + "E+125")).hasToString(sign + "9".repeat(38) + "0".repeat(88));
            assertThat(DynamoNumber.parse(sign + "1E-130")).hasToString(sign + "0." + "0".repeat(129) + "1");
            assertThat(DynamoNumber.parse(sign + nines + "E-130"))
                    .hasToString(sign + "0." + "0".repeat(129) + "9".repeat(38));
            assertFault(OVERFLOW, sign + "1E126");
            assertFault(OVERFLOW, sign + "1" + "0".repeat(126));
            assertFault(OVERFLOW, sign + "0.1e+127");
            assertFault(OVERFLOW, sign + "1e99999999999999999999");
            assertFault(OVERFLOW, sign + "9".repeat(39) + "E100");
            assertFault(UNDERFLOW, sign + "9.9E-131");
            assertFault(UNDERFLOW, sign + "0." + "0".repeat(130) + "1");
            assertFault(UNDERFLOW, sign + "1e-99999999999999999999");
            assertFault(UNDERFLOW, sign + "1." + "1".repeat(40) + "e-131");
            assertFault(TOO_PRECISE, sign + "1" + "0".repeat(37) + "1");
            assertFault(TOO_PRECISE, sign + nines + "9");
            assertFault(TOO_PRECISE, sign + "1." + "0".repeat(37) + "1");
            assertThat(DynamoNumber.parse(sign + "0.1E126")).hasToString(sign + "1" + "0".repeat(125));
            assertThat(DynamoNumber.parse(sign + "10E-131").toBigDecimal().abs())
                    .isEqualByComparingTo("1E-130");
        }
    }

    @Test
    void zeros() {
        for (String zero : List.of(
                "0",
                "-0",
                "+0",
                "00",
                "0.0",
                ".0",
                "0.",
                "-0.00",
                "0e999999999999",
                "0E-999999999999",
                "0".repeat(1000))) {
            assertThat(DynamoNumber.parse(zero)).isSameAs(DynamoNumber.ZERO).hasToString("0");
        }
        assertThat(DynamoNumber.ZERO.negate()).isSameAs(DynamoNumber.ZERO);
        assertThat(DynamoNumber.ZERO.sizeBytes()).isEqualTo(1);
    }

    @Test
    void whatIsNoNumber() {
        assertFault(NO_NUMBER, "");
        for (String text : List.of(
                "a",
                " ",
                " 1",
                "1 ",
                "+",
                "-",
                ".",
                "-.",
                "e1",
                "1e",
                "1e+",
                "1e-",
                "1e1.5",
                "1.2.3",
                "--1",
                "+-1",
                "1-",
                "0x1",
                "1,5",
                "1_0",
                "NaN",
                "Infinity",
                "-Infinity",
                "1f",
                "1d",
                "1L",
                "١",
                "é",
                "1\u0000",
                "12a34")) {
            assertFault(NO_NUMBER + ": " + text, text);
        }
        String endless = "1".repeat(5000);
        assertFault(NO_NUMBER + ": " + endless.substring(0, 1024), endless);
    }

    @Test
    void sizes() {
        Object[][] sizes = {
            {"1", 2},
            {"-1", 3},
            {"12", 2},
            {"123", 3},
            {"100", 2},
            {"1000000", 2},
            {"120", 2},
            {"1.5", 3},
            {"0.5", 2},
            {"0.05", 2},
            {"0.005", 2},
            {"10.05", 3},
            {"100.5", 4},
            {"-100.5", 5},
            {"0.12345", 4},
            {"1E125", 2},
            {"1E-130", 2},
            {"9".repeat(38), 20},
            {"-" + "9".repeat(38), 21},
            {"9".repeat(19) + "." + "9".repeat(19), 21}
        };
        for (Object[] size : sizes) {
            assertThat(DynamoNumber.parse((String) size[0]).sizeBytes())
                    .as((String) size[0])
                    .isEqualTo(size[1]);
        }
    }
}
