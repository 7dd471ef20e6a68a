package dev.gramme.database.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gramme.database.api.DynamoException;
import dev.gramme.item.AttributeValue;
import dev.gramme.item.Item;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The older parameters mean what their expressions mean (source: "Legacy conditional parameters"). */
class LegacyTest {
    private static final Map<String, String> TEXTS = Map.ofEntries(
            Map.entry("EQ", "%s = :0"),
            Map.entry("NE", "%s <> :0"),
            Map.entry("LE", "%s <= :0"),
            Map.entry("LT", "%s < :0"),
            Map.entry("GE", "%s >= :0"),
            Map.entry("GT", "%s > :0"),
            Map.entry("NOT_NULL", "attribute_exists(%s)"),
            Map.entry("NULL", "attribute_not_exists(%s)"),
            Map.entry("CONTAINS", "contains(%s, :0)"),
            Map.entry("NOT_CONTAINS", "NOT contains(%s, :0)"),
            Map.entry("BEGINS_WITH", "begins_with(%s, :0)"),
            Map.entry("IN", "%s IN (:0, :1)"),
            Map.entry("BETWEEN", "%s BETWEEN :0 AND :1"));

    /** A condition of the older kind, and the expression for it. */
    private record Pair(String name, LegacyCondition legacy, Condition expression) {}

    private static Pair pair(Random random, String name, List<String> operators) {
        PlainValues plain = new PlainValues(random);
        String operator = plain.oneOf(operators);
        String text = TEXTS.get(operator);
        int count = text.contains(":1") ? 2 : text.contains(":0") ? 1 : 0;
        while (true) {
            List<AttributeValue> arguments = new ArrayList<>();
            Map<String, Object> values = new LinkedHashMap<>();
            for (int at = 0; at < count; at++) {
                Object value = operator.equals("EQ") || operator.equals("NE") ? plain.value(2) : plain.ordered();
                arguments.add(PlainValues.attributeValue(value));
                values.put(":" + at, value);
            }
            LegacyCondition legacy = new LegacyCondition(operator, arguments);
            try {
                Legacy.filter(Map.of(name, legacy), null);
            } catch (DynamoException e) {
                continue; // bounds in the wrong order or of different types, or a prefix that is none
            }
            Item constants = values.isEmpty() ? null : PlainValues.item(values);
            Condition expression = new Expressions(Map.of("#n", name), constants).condition(text.formatted("#n"));
            return new Pair(name, legacy, expression);
        }
    }

    @Property(tries = 500)
    void filtersAndExpected(@ForAll long seed) {
        Random random = new Random(seed);
        List<Pair> pairs = PlainValues.ATTRIBUTES.stream()
                .limit(1 + random.nextInt(3))
                .map(name -> pair(random, name, List.copyOf(TEXTS.keySet())))
                .toList();
        boolean any = random.nextBoolean();
        Map<String, LegacyCondition> filter = new LinkedHashMap<>();
        Map<String, LegacyExpected> expected = new LinkedHashMap<>();
        for (Pair pair : pairs) {
            List<AttributeValue> arguments = pair.legacy().arguments();
            boolean single = arguments.size() == 1 && random.nextBoolean();
            filter.put(pair.name(), pair.legacy());
            expected.put(
                    pair.name(),
                    new LegacyExpected(
                            single ? arguments.getFirst() : null,
                            null,
                            pair.legacy().operator(),
                            single ? null : arguments));
        }
        Condition filtered = Legacy.filter(filter, any ? "OR" : random.nextBoolean() ? "AND" : null);
        Condition guarded = Legacy.expected(expected, any ? "OR" : null);
        for (int items = 0; items < 8; items++) {
            Map<String, Object> plain = new PlainValues(random).item();
            Item item = PlainValues.item(plain);
            boolean holds = any
                    ? pairs.stream().anyMatch(pair -> ConditionEvaluator.test(pair.expression(), item))
                    : pairs.stream().allMatch(pair -> ConditionEvaluator.test(pair.expression(), item));
            assertThat(ConditionEvaluator.test(filtered, item))
                    .as("%s of %s", filter, plain)
                    .isEqualTo(holds);
            assertThat(ConditionEvaluator.test(guarded, item))
                    .as("%s of %s", expected, plain)
                    .isEqualTo(holds);
        }
    }

    @Property(tries = 300)
    void valuesAndAbsenceExpected(@ForAll long seed) {
        Random random = new Random(seed);
        PlainValues plain = new PlainValues(random);
        Object value = plain.value(1);
        Item values = PlainValues.item(Map.of(":v", value));
        Boolean exists = random.nextBoolean() ? true : null;
        Condition equal = Legacy.expected(
                Map.of("a", new LegacyExpected(PlainValues.attributeValue(value), exists, null, null)), null);
        Condition absent = Legacy.expected(Map.of("a", new LegacyExpected(null, false, null, null)), null);
        for (int items = 0; items < 8; items++) {
            Item item = PlainValues.item(plain.item());
            assertThat(ConditionEvaluator.test(equal, item))
                    .isEqualTo(ConditionEvaluator.test(new Expressions(null, values).condition("a = :v"), item));
            assertThat(ConditionEvaluator.test(absent, item)).isEqualTo(!item.has("a"));
        }
    }

    @Property(tries = 300)
    void keyConditions(@ForAll long seed) {
        Random random = new Random(seed);
        Pair hash = pair(random, "a", List.of("EQ"));
        Pair range = pair(random, "b", List.of("EQ", "LT", "LE", "GT", "GE", "BEGINS_WITH", "BETWEEN"));
        Map<String, LegacyCondition> both = new LinkedHashMap<>();
        both.put("b", range.legacy());
        both.put("a", hash.legacy());
        KeyCondition.ForSchema expression = KeyCondition.of(new Condition.And(hash.expression(), range.expression()))
                .forSchema(List.of("a"), List.of("b"));
        assertThat(Legacy.keyConditions(both).forSchema(List.of("a"), List.of("b")))
                .isEqualTo(expression);
    }

    @Property(tries = 500)
    void updates(@ForAll long seed) {
        Random random = new Random(seed);
        PlainValues plain = new PlainValues(random);
        Map<String, LegacyUpdate> updates = new LinkedHashMap<>();
        Map<String, List<String>> clauses = new LinkedHashMap<>();
        Map<String, Object> values = new LinkedHashMap<>();
        for (String name : List.of("a", "b", "c", "d")) {
            String value = ":" + name;
            switch (random.nextInt(5)) {
                case 0 -> {
                    values.put(value, plain.value(2));
                    clause(clauses, "SET", name + " = " + value);
                    updates.put(name, legacy(random.nextBoolean() ? "PUT" : null, values.get(value)));
                }
                case 1 -> {
                    values.put(value, random.nextBoolean() ? plain.number() : plain.members());
                    clause(clauses, "ADD", name + " " + value);
                    updates.put(name, legacy("ADD", values.get(value)));
                }
                case 2 -> {
                    values.put(value, plain.members());
                    clause(clauses, "DELETE", name + " " + value);
                    updates.put(name, legacy("DELETE", values.get(value)));
                }
                case 3 -> {
                    clause(clauses, "REMOVE", name);
                    updates.put(name, new LegacyUpdate("DELETE", null));
                }
                default -> {
                    values.put(value, plain.list(1));
                    values.put(":none", List.of());
                    clause(clauses, "SET", name + " = list_append(if_not_exists(" + name + ", :none), " + value + ")");
                    updates.put(name, legacy("ADD", values.get(value)));
                }
            }
        }
        List<String> texts = new ArrayList<>();
        clauses.forEach((clause, actions) -> texts.add(clause + " " + String.join(", ", actions)));
        Item constants = values.isEmpty() ? null : PlainValues.item(values);
        UpdatePlan expression = new Expressions(null, constants).update(String.join(" ", texts));
        UpdatePlan legacy = Legacy.update(updates);
        for (int items = 0; items < 4; items++) {
            Item item = PlainValues.item(plain.item());
            Object expected = outcome(expression, item);
            // where several attributes are wrong, the clauses of an expression may come upon another one first
            assertThat(outcome(legacy, item)).as(updates.toString()).satisfies(found -> {
                if (expected instanceof String) {
                    assertThat(found).isInstanceOf(String.class);
                } else {
                    assertThat(found).isEqualTo(expected);
                }
            });
        }
    }

    private static LegacyUpdate legacy(String action, Object value) {
        return new LegacyUpdate(action, PlainValues.attributeValue(value));
    }

    private static void clause(Map<String, List<String>> clauses, String clause, String action) {
        clauses.computeIfAbsent(clause, none -> new ArrayList<>()).add(action);
    }

    private static Object outcome(UpdatePlan plan, Item item) {
        try {
            return plan.apply(item, Item.EMPTY);
        } catch (DynamoException e) {
            return e.text();
        }
    }

    @Property(tries = 200)
    void attributesToGet(@ForAll long seed) {
        Random random = new Random(seed);
        List<String> names = IntStream.range(0, PlainValues.ATTRIBUTES.size())
                .filter(at -> random.nextBoolean())
                .mapToObj(PlainValues.ATTRIBUTES::get)
                .toList();
        Item item = PlainValues.item(new PlainValues(random).item());
        assertThat(Legacy.projection(names).project(item)).isEqualTo(item.keep(names));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            EQ | 0 | S | Invalid number of argument(s) for the EQ ComparisonOperator
            EQ | 2 | S | Invalid number of argument(s) for the EQ ComparisonOperator
            NULL | 1 | S | Invalid number of argument(s) for the NULL ComparisonOperator
            IN | 0 | S | Invalid number of argument(s) for the IN ComparisonOperator
            BETWEEN | 1 | N | Invalid number of argument(s) for the BETWEEN ComparisonOperator
            LT | 1 | BOOL | ComparisonOperator LT is not valid for BOOL AttributeValue type
            CONTAINS | 1 | L | ComparisonOperator CONTAINS is not valid for L AttributeValue type
            BEGINS_WITH | 1 | N | ComparisonOperator BEGINS_WITH is not valid for N AttributeValue type
            """)
    void argumentsThatDoNotFit(String operator, int count, String type, String message) {
        Map<String, Object> byType = Map.of("S", "x", "N", BigDecimal.ONE, "BOOL", true, "L", List.of());
        List<AttributeValue> arguments = IntStream.range(0, count)
                .mapToObj(at -> PlainValues.attributeValue(byType.get(type)))
                .toList();
        assertThat(filterError(new LegacyCondition(operator, arguments)))
                .isEqualTo("One or more parameter values were invalid: " + message);
    }

    private static String filterError(LegacyCondition condition) {
        return error(() -> Legacy.filter(Map.of("a", condition), null));
    }

    private static String error(Runnable action) {
        try {
            action.run();
            return "";
        } catch (DynamoException e) {
            return e.text();
        }
    }

    @Test
    void boundsMustFitEachOther() {
        AttributeValue one = AttributeValue.number(1);
        AttributeValue two = AttributeValue.number(2);
        assertThat(filterError(new LegacyCondition("BETWEEN", List.of(two, one))))
                .isEqualTo("The BETWEEN condition was provided a range where the lower bound is greater than the upper"
                        + " bound");
        assertThat(filterError(new LegacyCondition("BETWEEN", List.of(one, AttributeValue.string("x")))))
                .isEqualTo("One or more parameter values were invalid: AttributeValues inside AttributeValueList must"
                        + " be of same type");
    }

    @Test
    void whatDoesNotGoTogether() {
        String invalid = "One or more parameter values were invalid: ";
        AttributeValue one = AttributeValue.number(1);
        assertThat(expectedError(new LegacyExpected(one, true, "EQ", null)))
                .isEqualTo(invalid + "Exists and ComparisonOperator cannot be used together for Attribute: a");
        assertThat(expectedError(new LegacyExpected(one, null, "EQ", List.of(one))))
                .isEqualTo(invalid + "Value and AttributeValueList cannot be used together for Attribute: a");
        assertThat(expectedError(new LegacyExpected(null, null, null, List.of(one))))
                .isEqualTo(invalid + "AttributeValueList can only be used with a ComparisonOperator for Attribute: a");
        assertThat(expectedError(new LegacyExpected(one, false, null, null)))
                .isEqualTo(invalid + "Value cannot be used when Exists is set to false for Attribute: a");
        assertThat(expectedError(new LegacyExpected(null, true, null, null)))
                .isEqualTo(invalid + "Value must be provided when Exists is true for Attribute: a");
        assertThat(expectedError(new LegacyExpected(null, null, null, null)))
                .isEqualTo(invalid + "Value must be provided when Exists is null for Attribute: a");
        assertThat(error(() -> Legacy.keyConditions(Map.of("a", new LegacyCondition("NE", List.of(one))))))
                .isEqualTo("Attempted conditional constraint is not an indexable operation");
        assertThat(error(() -> Legacy.projection(List.of("a", "b", "a"))))
                .isEqualTo(invalid + "Duplicate value in attribute name: a");
        assertThat(error(() -> Legacy.update(Map.of("a", new LegacyUpdate("PUT", null)))))
                .isEqualTo(invalid + "Only DELETE action is allowed when no attribute value is specified");
        assertThat(error(() -> Legacy.update(Map.of("a", legacy("ADD", "x")))))
                .isEqualTo(invalid + "ADD action is not supported for the type S");
        assertThat(error(() -> Legacy.update(Map.of("a", legacy("DELETE", "x")))))
                .isEqualTo(invalid + "DELETE action with value is not supported for the type S");
    }

    private static String expectedError(LegacyExpected expected) {
        return error(() -> Legacy.expected(Map.of("a", expected), null));
    }
}
