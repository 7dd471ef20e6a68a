package dev.gramme.database.policy;

import dev.gramme.database.api.Conditions;
import java.util.List;
import java.util.Locale;

/**
 * One line of a Condition block: an operator, a key and values.
 *
 * @param key in lower case
 * @param ifExists whether it holds where the request has no such key
 */
record Condition(
        ConditionOperator operator, Quantifier quantifier, boolean ifExists, String key, List<ValueTest> values) {
    private static final String IF_EXISTS = "ifexists";

    /** How a key with several values is taken. */
    enum Quantifier {
        NONE(""),
        FOR_ALL_VALUES("forallvalues:"),
        FOR_ANY_VALUE("foranyvalue:");

        private final String prefix;

        Quantifier(String prefix) {
            this.prefix = prefix;
        }
    }

    /** Reads a line; throws {@link MalformedPolicyException}. */
    static Condition of(String operatorName, String key, List<String> values, boolean variables) {
        String name = operatorName.toLowerCase(Locale.ROOT);
        Quantifier quantifier = Quantifier.NONE;
        for (Quantifier each : Quantifier.values()) {
            if (each != Quantifier.NONE && name.startsWith(each.prefix)) {
                quantifier = each;
            }
        }
        name = name.substring(quantifier.prefix.length());
        boolean ifExists = name.endsWith(IF_EXISTS);
        if (ifExists) {
            name = name.substring(0, name.length() - IF_EXISTS.length());
        }
        ConditionOperator operator = ConditionOperator.find(name);
        if (operator == null || (operator == ConditionOperator.NULL && ifExists)) {
            throw MalformedPolicyException.syntax();
        }
        return new Condition(
                operator,
                quantifier,
                ifExists,
                key.toLowerCase(Locale.ROOT),
                values.stream()
                        .map(value -> ValueTest.of(operator, value, variables))
                        .toList());
    }

    /**
     * Whether it holds.
     *
     * @param doubt what comes of a value of the request that cannot be compared: true in a statement that denies
     */
    boolean holds(Conditions conditions, boolean doubt) {
        List<String> actual = conditions.find(key);
        if (operator == ConditionOperator.NULL) {
            boolean exists = actual != null && !actual.isEmpty();
            // a value "false" matches any value there is
            return values.stream().anyMatch(value -> value.matches("", conditions) == Verdict.of(exists));
        }
        if (actual == null || actual.isEmpty()) {
            return switch (quantifier) {
                case FOR_ALL_VALUES -> true;
                case FOR_ANY_VALUE -> ifExists;
                case NONE -> ifExists || operator.isNegated();
            };
        }
        boolean all = quantifier == Quantifier.FOR_ALL_VALUES
                // without a quantifier, a negated operator wants none of several values
                || (quantifier == Quantifier.NONE && operator.isNegated());
        for (String value : actual) {
            Verdict found = anyMatches(value, conditions);
            boolean holds =
                    found == Verdict.UNREADABLE ? doubt : (operator.isNegated() ? found.not() : found) == Verdict.YES;
            if (holds != all) {
                return holds;
            }
        }
        return all;
    }

    private Verdict anyMatches(String actual, Conditions conditions) {
        Verdict verdict = Verdict.NO;
        for (ValueTest value : values) {
            Verdict found = value.matches(actual, conditions);
            if (found == Verdict.YES) {
                return found;
            }
            if (found != Verdict.NO) {
                verdict = found;
            }
        }
        return verdict;
    }
}
