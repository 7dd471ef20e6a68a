package dev.gramme.database.policy;

import dev.gramme.database.api.Conditions;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One value of a condition, made ready to be compared with a value of a request. */
@FunctionalInterface
interface ValueTest {
    /** Whether they match; operators that are negated turn it round later. */
    Verdict matches(String actual, Conditions conditions);

    /**
     * Makes a value of a policy ready.
     *
     * @throws MalformedPolicyException where it is no value for the operator
     */
    static ValueTest of(ConditionOperator operator, String value, boolean variables) {
        return switch (operator) {
            case STRING_EQUALS, STRING_NOT_EQUALS -> text(value, variables, false);
            case STRING_EQUALS_IGNORE_CASE, STRING_NOT_EQUALS_IGNORE_CASE -> text(value, variables, true);
            case STRING_LIKE, STRING_NOT_LIKE -> pattern(value, variables);
            case ARN_EQUALS, ARN_NOT_EQUALS, ARN_LIKE, ARN_NOT_LIKE -> arn(value, variables);
            case NUMERIC_EQUALS, NUMERIC_NOT_EQUALS -> number(value, order -> order == 0);
            case NUMERIC_LESS_THAN -> number(value, order -> order < 0);
            case NUMERIC_LESS_THAN_EQUALS -> number(value, order -> order <= 0);
            case NUMERIC_GREATER_THAN -> number(value, order -> order > 0);
            case NUMERIC_GREATER_THAN_EQUALS -> number(value, order -> order >= 0);
            case DATE_EQUALS, DATE_NOT_EQUALS -> date(value, order -> order == 0);
            case DATE_LESS_THAN -> date(value, order -> order < 0);
            case DATE_LESS_THAN_EQUALS -> date(value, order -> order <= 0);
            case DATE_GREATER_THAN -> date(value, order -> order > 0);
            case DATE_GREATER_THAN_EQUALS -> date(value, order -> order >= 0);
            case BOOL -> truth(value, variables);
            case BINARY_EQUALS -> binary(value);
            case IP_ADDRESS, NOT_IP_ADDRESS -> address(value);
            case NULL -> {
                requireTruth(value);
                boolean wanted = value.equalsIgnoreCase("true");
                yield (actual, conditions) -> Verdict.of(!wanted);
            }
        };
    }

    private static ValueTest text(String value, boolean variables, boolean ignoreCase) {
        if (variables && Template.hasVariables(value)) {
            Template template = Template.of(value);
            return (actual, conditions) -> {
                String wanted = template.text(conditions);
                return wanted == null ? Verdict.UNKNOWN : Verdict.of(equal(wanted, actual, ignoreCase));
            };
        }
        return (actual, conditions) -> Verdict.of(equal(value, actual, ignoreCase));
    }

    private static boolean equal(String wanted, String actual, boolean ignoreCase) {
        return ignoreCase ? wanted.equalsIgnoreCase(actual) : wanted.equals(actual);
    }

    private static ValueTest pattern(String value, boolean variables) {
        TextPattern pattern = TextPattern.of(value, variables);
        return (actual, conditions) -> {
            Wildcard wanted = pattern.resolve(conditions);
            return wanted == null ? Verdict.UNKNOWN : Verdict.of(wanted.matches(actual));
        };
    }

    private static ValueTest arn(String value, boolean variables) {
        ArnPattern pattern = ArnPattern.of(value, variables);
        return pattern::matches;
    }

    private static ValueTest truth(String value, boolean variables) {
        if (!(variables && Template.hasVariables(value))) {
            requireTruth(value);
        }
        ValueTest text = text(value, variables, true);
        return (actual, conditions) -> isTruth(actual) ? text.matches(actual, conditions) : Verdict.UNREADABLE;
    }

    private static boolean isTruth(String value) {
        return value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
    }

    private static void requireTruth(String value) {
        if (!isTruth(value)) {
            throw MalformedPolicyException.syntax();
        }
    }

    private static ValueTest number(String value, IntPredicate holds) {
        BigDecimal wanted = Numbers.parse(value);
        if (wanted == null) {
            throw MalformedPolicyException.syntax();
        }
        return (actual, conditions) -> {
            BigDecimal number = Numbers.parse(actual);
            return number == null ? Verdict.UNREADABLE : Verdict.of(holds.test(number.compareTo(wanted)));
        };
    }

    private static ValueTest date(String value, IntPredicate holds) {
        Long wanted = Dates.parse(value);
        if (wanted == null) {
            throw MalformedPolicyException.legacy();
        }
        long millis = wanted;
        return (actual, conditions) -> {
            Long date = Dates.parse(actual);
            return date == null ? Verdict.UNREADABLE : Verdict.of(holds.test(Long.compare(date, millis)));
        };
    }

    private static ValueTest binary(String value) {
        byte[] wanted = decode(value);
        if (wanted == null) {
            throw MalformedPolicyException.syntax();
        }
        return (actual, conditions) -> {
            byte[] bytes = decode(actual);
            return bytes == null ? Verdict.UNREADABLE : Verdict.of(Arrays.equals(bytes, wanted));
        };
    }

    private static byte @Nullable [] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }

    private static ValueTest address(String value) {
        AddressRange range = AddressRange.parse(value);
        if (range == null) {
            throw MalformedPolicyException.syntax();
        }
        return (actual, conditions) -> range.holds(actual);
    }

    /** Numbers as policies write them; without exponents, and not so long that comparing them takes time. */
    final class Numbers {
        private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,40}(\\.[0-9]{1,40})?");

        private Numbers() {}

        static @Nullable BigDecimal parse(String text) {
            return NUMBER.matcher(text).matches() ? new BigDecimal(text) : null;
        }
    }
}
