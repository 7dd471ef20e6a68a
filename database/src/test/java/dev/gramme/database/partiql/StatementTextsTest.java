package dev.gramme.database.partiql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.expression.Condition;
import dev.gramme.database.expression.Operand;
import dev.gramme.database.expression.Path;
import dev.gramme.database.expression.UpdateAction;
import dev.gramme.item.AttributeValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What statements are parsed to, and the exact text of what is wrong with others. */
class StatementTextsTest {
    private static Statement parse(String text) {
        return StatementParser.parse(text).statement();
    }

    private static Operand at(String attribute) {
        return new Operand.At(Path.attribute(attribute));
    }

    private static Condition equal(String attribute, AttributeValue value) {
        return new Condition.Compare("=", at(attribute), new Operand.Constant(value));
    }

    @Test
    void selects() {
        assertThat(parse("select \"a b\", m.x[0] FROM \"tbl\".\"idx\" where k = 'it''s' Order By k Desc, r ;"))
                .isEqualTo(new Statement.Select(
                        "tbl",
                        "idx",
                        List.of(
                                Path.attribute("a b"),
                                new Path(List.of(new Path.Field("m"), new Path.Field("x"), new Path.Index(0)))),
                        equal("k", AttributeValue.string("it's")),
                        List.of(new Statement.Order("k", true), new Statement.Order("r", false))));
        assertThat(parse("SELECT * FROM tbl")).isEqualTo(new Statement.Select("tbl", null, null, null, List.of()));
    }

    @Test
    void conditionsBindAsWritten() {
        Condition a = equal("a", AttributeValue.number(1));
        Condition b = equal("b", AttributeValue.number(2));
        Condition c = equal("c", AttributeValue.number(3));
        assertThat(parse("DELETE FROM tbl WHERE a = 1 OR b = 2 AND NOT c = 3"))
                .isEqualTo(new Statement.Delete(
                        "tbl", new Condition.Or(a, new Condition.And(b, new Condition.Not(c))), Returning.NOTHING));
        assertThat(parse("DELETE FROM tbl WHERE (a = 1 OR b = 2) AND c = 3 RETURNING ALL OLD *"))
                .isEqualTo(
                        new Statement.Delete("tbl", new Condition.And(new Condition.Or(a, b), c), Returning.ALL_OLD));
    }

    @Test
    void literalsOfEveryType() {
        Statement.Insert insert = (Statement.Insert)
                parse("INSERT INTO t VALUE {'s': '', 'n': -1.50, 'e': 2e3, 'h': .5, 'w': 7., 't': TRUE, 'z': null,"
                        + " 'l': [1, ['x']], 'm': {'k': {}}, 'ss': <<'a'>>, 'ns': <<1, 2>>}");
        assertThat(insert.item().get("n")).isEqualTo(new Operand.Constant(AttributeValue.number("-1.5")));
        assertThat(insert.item().get("e")).isEqualTo(new Operand.Constant(AttributeValue.number("2000")));
        assertThat(insert.item().get("h")).isEqualTo(new Operand.Constant(AttributeValue.number("0.5")));
        assertThat(insert.item().get("w")).isEqualTo(new Operand.Constant(AttributeValue.number("7")));
        assertThat(insert.item().get("l"))
                .isEqualTo(new Operand.Constant(new AttributeValue.L(
                        List.of(AttributeValue.number(1), new AttributeValue.L(List.of(AttributeValue.string("x")))))));
        assertThat(insert.item().get("m"))
                .isEqualTo(new Operand.Constant(new AttributeValue.M(Map.of("k", new AttributeValue.M(Map.of())))));
        assertThat(insert.item().get("ss")).isEqualTo(new Operand.Constant(new AttributeValue.SS(List.of("a"))));
    }

    @Test
    void updates() {
        Statement.Update update = (Statement.Update) parse(
                "UPDATE t SET a = a + 1 REMOVE m.x SET s = set_add(s, ?), b = ? WHERE k = ? RETURNING MODIFIED NEW *");
        Operand one = new Operand.Constant(AttributeValue.number(1));
        assertThat(update.actions())
                .containsExactly(
                        new UpdateAction.Set(Path.attribute("a"), at("a"), "+", one),
                        new UpdateAction.Remove(new Path(List.of(new Path.Field("m"), new Path.Field("x")))),
                        new UpdateAction.Add(Path.attribute("s"), new Operand.Placeholder("0")),
                        new UpdateAction.Set(Path.attribute("b"), new Operand.Placeholder("1"), null, null));
        assertThat(update.returning()).isEqualTo(Returning.MODIFIED_NEW);
    }

    @Test
    void commentsAreSpace() {
        assertThat(parse("SELECT /* all */ * -- of it\n FROM tbl -- end")).isEqualTo(parse("SELECT * FROM tbl"));
    }

    /** The file has each statement on a line of its own and, indented on the next, what is said of it. */
    @Test
    void mistakes() throws IOException {
        try (InputStream in = StatementTextsTest.class.getResourceAsStream("mistakes.txt")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            List<String> lines = text.lines().toList();
            for (int at = 0; at < lines.size(); at += 2) {
                String statement = lines.get(at);
                String message = lines.get(at + 1).strip();
                assertThatThrownBy(() -> parse(statement))
                        .as(statement)
                        .isInstanceOf(DynamoException.class)
                        .hasMessage(message);
            }
        }
    }

    /** On a stack as small as the threads of the server have. */
    @Test
    void nestingIsBounded() throws InterruptedException {
        int stackBytes = 512 << 10;
        List<Throwable> thrown = new ArrayList<>();
        int most = TokenStream.MAX_DEPTH;
        Thread thread = new Thread(
                null,
                () -> {
                    parse("SELECT * FROM tbl WHERE " + "(".repeat(most) + "a = 1" + ")".repeat(most));
                    parse("UPDATE tbl SET a = " + "(".repeat(most) + "1" + ")".repeat(most));
                    assertThatThrownBy(() -> parse("SELECT * FROM tbl WHERE " + "(".repeat(4000)))
                            .hasMessageStartingWith("Statement wasn't well formed");
                },
                "small stack",
                stackBytes);
        thread.setUncaughtExceptionHandler((one, e) -> thrown.add(e));
        thread.start();
        thread.join();
        assertThat(thrown).isEmpty();
    }

    @Test
    void limits() {
        String many = "SELECT * FROM tbl WHERE a <> 1" + " AND a <> 1".repeat(300);
        assertThatThrownBy(() -> parse(many))
                .hasMessage("The expression contains too many operators; operator count: 301");
        String nested = "INSERT INTO tbl VALUE {'a': " + "[".repeat(4000);
        assertThatThrownBy(() -> parse(nested)).hasMessage("Nesting Levels have exceeded supported limits");
        String choices = "SELECT * FROM tbl WHERE a IN [0" + ",1".repeat(100) + "]";
        assertThatThrownBy(() -> parse(choices))
                .hasMessage("The IN operator is provided with too many operands; number of operands: 101");
    }
}
