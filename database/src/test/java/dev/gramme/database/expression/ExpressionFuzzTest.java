package dev.gramme.database.expression;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.item.AttributeValue;
import dev.gramme.item.Item;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Whatever a text is, it is understood or refused with a DynamoException that says something. */
class ExpressionFuzzTest {
    private static final List<String> SOUP = List.of(
            ("a b name #a #b :n :s :l :m 0 1 99999999999 . , ( ) [ ] = <> < <= > >= + - ? # : ' \" _ \u00e9 \ud83d"
                            + " AND OR NOT BETWEEN IN SET REMOVE ADD DELETE size contains begins_with foo"
                            + " attribute_exists attribute_not_exists attribute_type if_not_exists list_append")
                    .split(" "));
    private static final Map<String, String> NAMES = Map.of("#a", "a", "#b", "name");
    private static final Item VALUES = PlainValues.item(
            Map.of(":n", PlainValues.number(BigDecimal.ONE), ":s", "S", ":l", List.of("x"), ":m", Map.of()));

    /** Tries a text as every kind of expression, and what is understood on an item. */
    private static void attempt(String text, Map<String, String> names, Item values, Item item) {
        refuseAtMost(() -> {
            Condition condition = new Expressions(names, values).condition(text);
            ConditionEvaluator.test(condition, item);
            ConditionPaths.attributes(condition);
        });
        refuseAtMost(() -> ConditionEvaluator.test(new Expressions(names, values).filter(text), null));
        refuseAtMost(() -> new Expressions(names, values).keyCondition(text).forSchema(List.of("a"), List.of("name")));
        refuseAtMost(() -> new Expressions(names, values).projection(text).project(item));
        refuseAtMost(() -> {
            UpdatePlan plan = new Expressions(names, values).update(text);
            plan.checkOperands();
            plan.touched(plan.apply(item, item));
        });
    }

    private static void refuseAtMost(Runnable action) {
        try {
            action.run();
        } catch (DynamoException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.VALIDATION);
            assertThat(e.text()).isNotBlank();
        }
    }

    @Property(tries = 2000)
    void tokenSoup(@ForAll long seed) {
        Random random = new Random(seed);
        PlainValues plain = new PlainValues(random);
        StringBuilder text = new StringBuilder(plain.oneOf(List.of("", "", "SET ", "a = ", "SET a = ")));
        for (int left = random.nextInt(12); left >= 0; left--) {
            text.append(plain.oneOf(SOUP)).append(random.nextInt(4) == 0 ? "" : " ");
        }
        attempt(text.toString(), NAMES, VALUES, PlainValues.item(plain.item()));
    }

    @Property(tries = 1500)
    void mutatedExpressions(@ForAll long seed) {
        Random random = new Random(seed);
        PlainValues plain = new PlainValues(random);
        Map<String, Object> item = plain.item();
        RandomExpressions made = new RandomExpressions(random, item);
        String text = switch (random.nextInt(3)) {
            case 0 -> PrintedExpressions.printUpdate(made.updates(), random);
            case 1 -> PrintedExpressions.print(made.projection(), random);
            default -> PrintedExpressions.print(made.condition(3), random);
        };
        StringBuilder mutated = new StringBuilder(text);
        for (int left = random.nextInt(3); left >= 0; left--) {
            int from = random.nextInt(mutated.length() + 1);
            int to = Math.min(mutated.length(), from + random.nextInt(6));
            mutated.replace(from, to, random.nextBoolean() ? "" : plain.oneOf(SOUP));
        }
        Map<String, String> names = made.names.isEmpty() ? null : made.names;
        Item values = made.values.isEmpty() ? null : PlainValues.item(made.values);
        attempt(mutated.toString(), names, values, PlainValues.item(item));
    }

    @Property(tries = 300)
    void anyCharacters(@ForAll String text) {
        attempt(text, NAMES, VALUES, Item.EMPTY);
    }

    /** Any text is understood or refused, and what is understood is the same once printed. */
    @FuzzTest
    void fuzzedTexts(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        attempt(text, NAMES, VALUES, Item.of(Map.of("a", AttributeValue.string("x"))));
        attempt(text, null, null, Item.EMPTY);
        refuseAtMost(() -> {
            Condition condition = ConditionParser.parse(ExpressionKind.CONDITION, text);
            String printed = PrintedExpressions.print(condition, new Plain());
            assertThat(ConditionParser.parse(ExpressionKind.CONDITION, printed))
                    .as(printed)
                    .isEqualTo(condition);
        });
        refuseAtMost(() -> {
            List<UpdateAction> actions = UpdateParser.parse(text);
            String printed = PrintedExpressions.printUpdate(actions, new Plain());
            assertThat(UpdateParser.parse(printed)).as(printed).isEqualTo(actions);
        });
        refuseAtMost(() -> {
            List<Path> paths = ProjectionParser.parse(text);
            String printed = PrintedExpressions.print(paths, new Plain());
            assertThat(ProjectionParser.parse(printed)).as(printed).isEqualTo(paths);
        });
    }

    /** Chooses what adds nothing: no parentheses or spaces that could be left out. */
    private static final class Plain extends Random {
        @Override
        public int nextInt(int bound) {
            return bound - 1;
        }
    }

    /** The server's threads have 512 KB. */
    @Test
    void deepTextsNeedLittleStack() throws InterruptedException {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread small = new Thread(null, ExpressionFuzzTest::deepTexts, "small stack", 512 << 10);
        small.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
        small.start();
        small.join();
        assertThat(failure.get()).isNull();
    }

    private static void deepTexts() {
        for (String opening :
                List.of("(", "NOT ", "size(", "a = (", "a IN (", "if_not_exists(a, ", "(a = :n AND ", "a[0].")) {
            for (int times : List.of(299, 400, 4000 / opening.length())) {
                String deep = opening.repeat(times);
                String closed = deep + "a = :n" + ")".repeat(Math.clamp(4090 - deep.length(), 0, times));
                attempt(closed, NAMES, VALUES, Item.EMPTY);
                attempt("SET a = " + deep + ":n", NAMES, VALUES, Item.EMPTY);
            }
        }
        String nested = "(a = :n AND ".repeat(149) + "a = :n" + ")".repeat(149);
        assertThat(ConditionEvaluator.test(new Expressions(null, onlyNumber()).condition(nested), Item.EMPTY))
                .isFalse();
        String negated = "NOT ".repeat(299) + "a = :n";
        assertThat(ConditionEvaluator.test(new Expressions(null, onlyNumber()).condition(negated), Item.EMPTY))
                .isTrue();
    }

    private static Item onlyNumber() {
        return VALUES.keep(List.of(":n"));
    }
}
