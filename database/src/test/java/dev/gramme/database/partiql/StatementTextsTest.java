package dev.gramme.database.partiql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.expression.Condition;
import dev.gramme.database.expression.Operand;
import dev.gramme.database.expression.Path;
import dev.gramme.database.expression.UpdateAction;
import dev.gramme.item.AttributeValue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
                parse(
                        "INSERT INTO t VALUE {'s': '', 'n': -1.50, 'e': 2e3, 'h': .5,"
                                + " 'w': 7., 't': TRUE, 'z': null, 'l': [1, ['x']], 'm': {'k': {}}, 'ss': <<'a'>>, 'ns': <<1, 2>>}");
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

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            foo ~ Statement wasn't well formed, can't be processed: Expected data manipulation
            UPDATE my-table SET a = 1 ~ Statement wasn't well formed, can't be processed: Expected data manipulation
            SELECT key FROM tbl ~ Statement wasn't well formed, can't be processed: Unexpected keyword
            SELECT * FROM tbl WHERE ~ Statement wasn't well formed, can't be processed: SELECT * FROM tbl WHERE
            SELECT * FROM tbl WHERE a = 'x ~ Statement wasn't well formed, can't be processed: SELECT * FROM tbl WHERE a = 'x
            SELECT a AS b FROM tbl ~ Aliasing is not supported
            SELECT x.a FROM tbl x ~ Aliasing is not supported
            SELECT COUNT(*) FROM tbl ~ Unexpected path component at 1:8:5
            SELECT a+1 FROM tbl ~ Unexpected path component at 1:9:1
            SELECT DISTINCT a FROM tbl ~ Unsupported token in expression: DISTINCT
            SELECT VALUE a FROM tbl ~ Select projection doesn't support value or pivot keywords
            SELECT m.* FROM tbl ~ Changing item's hierarchy while reading isn't supported
            SELECT a, a FROM tbl ~ Duplicate identifiers in select clause: a
            SELECT m.x, n.x FROM tbl ~ Duplicate identifiers in select clause: x
            SELECT a FROM tbl, oth ~ Only select from a single table or index is supported.
            SELECT a FROM tbl JOIN oth ON true ~ Only select from a single table or index is supported.
            SELECT a FROM (SELECT a FROM tbl) ~ Unexpected from source
            SELECT a FROM a.b.c ~ A path may contain at most 2 components in the FROM clause
            SELECT a FROM tbl GROUP BY a ~ Unsupported clause: GROUP BY
            SELECT a FROM tbl LIMIT 1 ~ Unsupported clause: LIMIT at 1:25:1
            SELECT a FROM tbl WHERE a ~ WHERE clause must contain an expression that resolves to a boolean
            SELECT a FROM tbl WHERE NOT a ~ The argument to NOT must be a Type or Expression
            SELECT a FROM tbl WHERE a = 1 AND b ~ The arguments to AND/OR must be Expressions
            SELECT a FROM tbl WHERE foo(a) ~ Unrecognized function: foo
            SELECT a FROM tbl WHERE list_append(a, [1]) ~ The function is not allowed in a condition expression; function: list_append
            SELECT a FROM tbl WHERE a LIKE 'x' ~ Unsupported operator in Condition Expression. Operator: like
            SELECT a FROM tbl WHERE a = 1 + 2 ~ Unsupported operator in Condition Expression. Operator: +
            SELECT a FROM tbl WHERE a = MISSING ~ MISSING must be compared using IS operator
            SELECT a FROM tbl WHERE a IN [] ~ IN operator must have a left hand argument of type Variable Reference and right hand argument of type Seq with at least one member
            SELECT a FROM tbl WHERE EXISTS(SELECT a FROM tbl) ~ Unsupported token in expression: SELECT at 1:32:6
            SELECT a FROM tbl WHERE size(a) IS MISSING ~ The left hand side argument to IS must be a Variable Reference, Literal, or Path
            SELECT a FROM tbl WHERE a = 1 ORDER BY m.x ~ Argument to ORDER BY must be of type VariableReference. Type: PATH
            SELECT l[-1] FROM tbl ~ List index is not within the allowable range; index: [-1] at 1:11:1
            INSERT INTO tbl VALUE 'a' ~ Unsupported format in item expression. Please use struct format {...} to express item values for insert statement. at 1:23:3
            INSERT INTO tbl VALUE {a: 1} ~ Tuple keys must be of type String. Actual type: VariableReference under root at 1:24:1
            INSERT INTO tbl VALUE {?: 1} ~ Tuple keys must be of type String. Actual type: Parameter under root at 1:24:1
            INSERT INTO tbl VALUE {'a': 1, 'a': 2} ~ Duplicate keys in tuple. Key: a under root at 1:32:3
            INSERT INTO tbl VALUE {'a': [?]} ~ Unsupported data type: Parameter under key root.0 at 1:30:1
            INSERT INTO tbl VALUE {'a': b} ~ Unsupported data type: b under key root at 1:29:1
            INSERT INTO tbl VALUE {'a': <<>>} ~ Empty bags are not supported at 1:29:2
            INSERT INTO tbl VALUE {'a': <<1, 'b'>>} ~ Unsupported data type in Bag. DynamoDB only supports either numbers or strings in bags
            INSERT INTO tbl VALUE {'a': <<true>>} ~ Unsupported data type in Bag. DynamoDB only supports either numbers or strings in bags at 1:31:4
            INSERT INTO tbl VALUE {'a': <<1, 1>>} ~ Input collection contains duplicates
            INSERT INTO tbl VALUE {'': 1} ~ Path component cannot be an empty string
            INSERT INTO tbl VALUE {} RETURNING ALL OLD * ~ RETURNING is not supported in INSERT
            INSERT INTO tbl VALUE {} ON CONFLICT DO NOTHING ~ Unsupported clause: ON CONFLICT
            INSERT INTO tbl.idx VALUE {} ~ FROM clause may only contain a single table name in data manipulation statements
            UPDATE tbl.idx SET a = 1 ~ This operation is not supported on an index
            UPDATE tbl SET a = a * 2 ~ Unsupported operator in Update Expression. Operator: *
            UPDATE tbl SET a = -a ~ Incorrect number of operands for operator or function; operator or function: -, number of operands: 1
            UPDATE tbl SET a = size(b) ~ The function is not allowed in an update expression; function: size
            UPDATE tbl SET a = foo(b) ~ Unrecognized function: foo
            UPDATE tbl SET a = set_add(b, <<1>>) ~ The first argument to SET_ADD must equal the assignment value
            UPDATE tbl SET a = set_add(a, 1) ~ The second argument to SET_ADD must be a value with type SET at 1:28:1
            UPDATE tbl SET a = set_delete(a) ~ SET_DELETE must have exactly two arguments at 1:20:10
            UPDATE tbl SET a = 1 RETURNING ALL OLD a ~ Expected '*' after ( MODIFIED | ALL ) ( NEW | OLD ) in RETURNING clause
            UPDATE tbl SET a = 1 RETURNING ALL OLD *, ALL NEW * ~ Invalid syntax with multiple returning elements in RETURNING clause
            DELETE FROM tbl RETURNING MODIFIED NEW * ~ Invalid returning clause: RETURNING MODIFIED NEW *. Only RETURNING ALL OLD * is allowed in DELETE statements.
            """)
    void mistakes(String text, String message) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(DynamoException.class)
                .hasMessage(message);
    }

    @Test
    void limits() {
        String many = "SELECT * FROM tbl WHERE a <> 1" + " AND a <> 1".repeat(300);
        assertThatThrownBy(() -> parse(many))
                .hasMessage("The expression contains too many operators; operator count: 301");
        String deep = "SELECT * FROM tbl WHERE " + "(".repeat(4000);
        assertThatThrownBy(() -> parse(deep)).isInstanceOf(DynamoException.class);
        String nested = "INSERT INTO tbl VALUE {'a': " + "[".repeat(4000);
        assertThatThrownBy(() -> parse(nested)).hasMessage("Nesting Levels have exceeded supported limits");
        String choices = "SELECT * FROM tbl WHERE a IN [0" + ",1".repeat(100) + "]";
        assertThatThrownBy(() -> parse(choices))
                .hasMessage("The IN operator is provided with too many operands; number of operands: 101");
    }
}
