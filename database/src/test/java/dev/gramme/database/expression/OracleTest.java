package dev.gramme.database.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gramme.database.api.DynamoException;
import dev.gramme.item.AttributeValue;
import dev.gramme.item.Item;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions, updates and projections mean what {@link Oracle} says, from their text on. */
class OracleTest {
    private static final int EACH = 10;
    private static int judged;
    private static int unbound;
    private static int updated;
    private static int refused;

    private static Expressions expressions(RandomExpressions random) {
        return new Expressions(
                random.names.isEmpty() ? null : random.names,
                random.values.isEmpty() ? null : PlainValues.item(random.values));
    }

    @Property(tries = 400)
    void conditions(@ForAll long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < EACH; round++) {
            Map<String, Object> guide = new PlainValues(random).item();
            RandomExpressions made = new RandomExpressions(random, guide);
            Condition tree = made.condition(3);
            String text = PrintedExpressions.print(tree, random);
            Condition bound;
            try {
                bound = expressions(made).condition(text);
            } catch (DynamoException e) {
                unbound++;
                continue;
            }
            for (int items = 0; items < EACH; items++) {
                Map<String, Object> item = items == 0 ? Map.of() : items == 1 ? guide : new PlainValues(random).item();
                judged++;
                assertThat(ConditionEvaluator.test(bound, items == 0 ? null : PlainValues.item(item)))
                        .as("%s of %s with %s %s", text, item, made.names, made.values)
                        .isEqualTo(new Oracle(item, made).holds(tree));
            }
        }
    }

    @Property(tries = 400)
    void projections(@ForAll long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < EACH; round++) {
            Map<String, Object> item = new PlainValues(random).item();
            RandomExpressions made = new RandomExpressions(random, item);
            List<Path> paths = made.projection();
            String text = PrintedExpressions.print(paths, random);
            Projection projection;
            try {
                projection = expressions(made).projection(text);
            } catch (DynamoException e) {
                unbound++;
                continue;
            }
            judged++;
            assertThat(projection.project(PlainValues.item(item)))
                    .as("%s of %s with %s", text, item, made.names)
                    .isEqualTo(PlainValues.item(new Oracle(item, made).project(paths)));
        }
    }

    @Property(tries = 1000)
    void updates(@ForAll long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < EACH; round++) {
            Map<String, Object> guide = new PlainValues(random).item();
            RandomExpressions made = new RandomExpressions(random, guide);
            List<UpdateAction> actions = made.updates();
            String text = PrintedExpressions.printUpdate(actions, random);
            UpdatePlan plan;
            try {
                plan = expressions(made).update(text);
                plan.checkOperands();
            } catch (DynamoException e) {
                unbound++;
                continue;
            }
            checkUpdate(plan, made, actions, text, guide);
        }
    }

    private static void checkUpdate(
            UpdatePlan plan,
            RandomExpressions made,
            List<UpdateAction> actions,
            String text,
            Map<String, Object> item) {
        String shown = text + " of " + item + " with " + made.names + " " + made.values;
        Item before = PlainValues.item(item);
        judged++;
        try {
            Item expected = PlainValues.item(new Oracle(item, made).update(actions));
            assertThat(plan.apply(before, Item.EMPTY)).as(shown).isEqualTo(expected);
            updated++;
        } catch (Oracle.Refused e) {
            refused++;
            assertThatThrownBy(() -> plan.apply(before, Item.EMPTY))
                    .as(shown)
                    .isInstanceOf(DynamoException.class)
                    .satisfies(thrown -> assertThat(e.messages).contains(thrown.getMessage()));
        }
    }

    /** Random expressions are worth little where most of them are refused. */
    @AfterContainer
    static void mostAreJudged() {
        System.out.println("Oracle: " + judged + " judged, of these " + updated + " updates done and " + refused
                + " refused; " + unbound + " not bound");
        assertThat(judged).isGreaterThan(4 * unbound);
        assertThat(updated).isGreaterThan(refused / 4);
    }

    @Test
    void anItemThatIsNotThereBecomesItsKeyAndTheUpdate() {
        Item key = PlainValues.item(Map.of("pk", "k"));
        UpdatePlan plan = new Expressions(null, PlainValues.item(Map.of(":v", "x"))).update("SET a = :v");
        Map<String, Object> expected = new LinkedHashMap<>(Map.of("pk", "k", "a", "x"));
        assertThat(plan.apply(null, key)).isEqualTo(PlainValues.item(expected));
    }

    /** Each index means the list as it was, whatever else the update does to it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SET l[9] = :v REMOVE l[3]             | [a, {x=b, y=c}, [d, e], v]
            SET l[9] = :v, l[8] = :w REMOVE l[0]  | [{x=b, y=c}, [d, e], w, v]
            REMOVE l[0], l[1].x                   | [{y=c}, [d, e]]
            REMOVE l[0], l[2][0]                  | [{x=b, y=c}, [e]]
            REMOVE l[1].y, l[2][1], l[0]          | [{x=b}, [d]]
            REMOVE l[2], l[0], l[7]               | [{x=b, y=c}]
            SET l[2][7] = :v, l[0] = l[2][1]      | [e, {x=b, y=c}, [d, e, v]]
            SET l[9] = :l, l[3][5] = :v           | no path
            """)
    void elementsAreMeantAsTheyWere(String text, String expected) {
        Map<String, Object> entries = new LinkedHashMap<>();
        entries.put("x", "b");
        entries.put("y", "c");
        Item item = PlainValues.item(Map.of("l", List.of("a", entries, List.of("d", "e"))));
        Item values = PlainValues.item(Map.of(":v", "v", ":w", "w", ":l", List.of()));
        UpdatePlan plan = new Expressions(null, values).update(text);
        String shown;
        try {
            shown = shown(plan.apply(item, Item.EMPTY).find("l"));
        } catch (DynamoException e) {
            shown = e.text().equals(Oracle.NO_PATH) ? "no path" : e.text();
        }
        assertThat(shown).isEqualTo(expected);
    }

    private static String shown(AttributeValue value) {
        return switch (value) {
            case AttributeValue.S(var text) -> text;
            case AttributeValue.L(var elements) ->
                elements.stream().map(OracleTest::shown).toList().toString();
            case AttributeValue.M(var entries) -> {
                Map<String, String> shown = new LinkedHashMap<>();
                entries.forEach((name, entry) -> shown.put(name, shown(entry)));
                yield shown.toString();
            }
            default -> value.toString();
        };
    }

    @Test
    void whatIsMissingEqualsNothing() {
        Item item = PlainValues.item(Map.of("a", "x"));
        Expressions none = new Expressions(null, null);
        assertThat(ConditionEvaluator.test(none.condition("b = c"), item)).isFalse();
        assertThat(ConditionEvaluator.test(none.condition("b <> c"), item)).isTrue();
        assertThat(ConditionEvaluator.test(none.condition("a <> c"), item)).isTrue();
        assertThat(ConditionEvaluator.test(none.condition("size(b) <> size(c)"), item))
                .isTrue();
    }
}
