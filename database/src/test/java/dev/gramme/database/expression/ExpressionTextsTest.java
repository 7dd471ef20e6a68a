package dev.gramme.database.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gramme.database.api.DynamoException;
import dev.gramme.item.AttributeValue;
import dev.gramme.item.Item;
import dev.gramme.item.ItemJson;
import dev.gramme.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Expressions and the exact text of what is wrong with them: {@code texts.json}, one expression a line, and what does
 * not fit a line. The texts are those of AWS's DynamoDB Local where published answers of the service do not say
 * otherwise.
 */
class ExpressionTextsTest {
    /** An expression, and its error; none where that is empty. */
    record Row(String parameter, String text, Map<String, String> names, Item values, String error) {
        @Override
        public String toString() {
            return parameter + ": " + text;
        }
    }

    static List<Row> rows() throws IOException {
        try (InputStream in = ExpressionTextsTest.class.getResourceAsStream("texts.json")) {
            JsonReader reader = new JsonReader(in.readAllBytes());
            List<Row> rows = new ArrayList<>();
            reader.beginArray();
            while (reader.nextElement()) {
                rows.add(row(reader));
            }
            return rows;
        }
    }

    private static Row row(JsonReader reader) {
        String parameter = "";
        String text = "";
        Map<String, String> names = null;
        Item values = null;
        String error = "";
        reader.beginObject();
        for (String field = reader.nextField(); field != null; field = reader.nextField()) {
            switch (field) {
                case "names" -> names = names(reader);
                case "values" -> values = ItemJson.readItem(reader);
                case "error" -> error = reader.string();
                default -> {
                    parameter = field;
                    text = reader.string();
                }
            }
        }
        return new Row(parameter, text, names, values, error);
    }

    private static Map<String, String> names(JsonReader reader) {
        Map<String, String> names = new LinkedHashMap<>();
        reader.beginObject();
        for (String name = reader.nextField(); name != null; name = reader.nextField()) {
            names.put(name, reader.string());
        }
        return names;
    }

    @ParameterizedTest
    @MethodSource("rows")
    void saysExactlyThis(Row row) {
        assertThat(errorOf(row)).isEqualTo(row.error());
    }

    private static String errorOf(Row row) {
        try {
            Expressions expressions = new Expressions(row.names(), row.values());
            switch (row.parameter()) {
                case "ConditionExpression" -> expressions.condition(row.text());
                case "FilterExpression" -> expressions.filter(row.text());
                case "KeyConditionExpression" ->
                    expressions.keyCondition(row.text()).forSchema(List.of("pk"), List.of("sk"));
                case "ProjectionExpression" -> expressions.projection(row.text());
                case "UpdateExpression" -> expressions.update(row.text()).checkOperands();
                default -> throw new IllegalArgumentException(row.parameter());
            }
            expressions.checkAllUsed();
            return "";
        } catch (DynamoException e) {
            return e.text();
        }
    }

    private static final Item ONE = Item.of(Map.of(":v", AttributeValue.number(1)));

    private static Expressions one() {
        return new Expressions(null, ONE);
    }

    private static String error(Runnable action) {
        try {
            action.run();
            return "";
        } catch (DynamoException e) {
            return e.text();
        }
    }

    private static String repeated(String text, String separator, int times) {
        return String.join(separator, Stream.generate(() -> text).limit(times).toList());
    }

    @Test
    void anExpressionIsAtMost4096BytesOfUtf8() {
        String longest = "a = :v" + " ".repeat(4090);
        assertThat(error(() -> one().condition(longest))).isEmpty();
        String prefix = "Expression size has exceeded the maximum allowed size;";
        assertThat(error(() -> one().condition(longest + " ")))
                .isEqualTo("Invalid ConditionExpression: " + prefix + " expression size: 4097");
        assertThat(error(() -> one().filter(longest + "   ")))
                .isEqualTo("Invalid FilterExpression: " + prefix + " expression size: 4099");
        assertThat(error(() -> one().keyCondition(longest + " ")))
                .isEqualTo("Invalid KeyConditionExpression: " + prefix + " expression size: 4097");
        assertThat(error(() -> one().update("SET " + longest))).isEqualTo("Invalid UpdateExpression: " + prefix);
        assertThat(error(() -> one().projection("a" + " ".repeat(4096))))
                .isEqualTo("Invalid ProjectionExpression: " + prefix);
        assertThat(error(() -> one().condition("a = :v" + "\u00e9".repeat(2046))))
                .isEqualTo("Invalid ConditionExpression: " + prefix + " expression size: 4098");
    }

    @Test
    void anExpressionHasAtMost300Operators() {
        String tooMany = "The expression contains too many operators; operator count: 301";
        // Each comparison but the first comes with an AND.
        assertThat(error(() -> one().condition(repeated("a=:v", " AND ", 150)))).isEmpty();
        assertThat(error(() -> one().condition(repeated("a=:v", " AND ", 151))))
                .isEqualTo("Invalid ConditionExpression: " + tooMany);
        assertThat(error(() -> one().filter(repeated("a IN (:v)", " OR ", 151))))
                .isEqualTo("Invalid FilterExpression: " + tooMany);
        assertThat(error(() -> one().filter(repeated("attribute_exists(a)", " OR ", 150))))
                .isEmpty();
        assertThat(error(() -> one().filter(repeated("attribute_exists(a)", " OR ", 151))))
                .isEqualTo("Invalid FilterExpression: " + tooMany);
        assertThat(error(() -> one().filter(repeated("size(a)=:v", " OR ", 100))))
                .isEmpty();
        assertThat(error(() -> one().filter(repeated("size(a)=:v", " OR ", 101))))
                .isEqualTo("Invalid FilterExpression: " + tooMany);
        assertThat(error(() -> one().condition("NOT ".repeat(299) + "a=:v"))).isEmpty();
        assertThat(error(() -> one().condition("NOT ".repeat(300) + "a=:v")))
                .isEqualTo("Invalid ConditionExpression: " + tooMany);
    }

    @Test
    void assignmentsAreNotCountedAsOperators() {
        List<String> sets = new ArrayList<>();
        for (int at = 0; at < 301; at++) {
            sets.add("a" + at + "=:v");
        }
        assertThat(error(() -> one().update("SET " + String.join(",", sets)))).isEmpty();
        sets.replaceAll(set -> set + "+:v");
        assertThat(error(() -> one().update("SET " + String.join(",", sets.subList(0, 300)))))
                .isEmpty();
        assertThat(error(() -> one().update("SET " + String.join(",", sets))))
                .isEqualTo("Invalid UpdateExpression: The expression contains too many operators; operator count: 301");
    }

    @Test
    void inTakes100Operands() {
        assertThat(error(() -> one().condition("a IN (" + repeated(":v", ",", 100) + ")")))
                .isEmpty();
        assertThat(error(() -> one().condition("a IN (" + repeated(":v", ",", 101) + ")")))
                .isEqualTo("Invalid ConditionExpression: The IN operator is provided with too many operands; number of"
                        + " operands: 101");
    }

    @Test
    void placeholdersAreAtMost255Bytes() {
        String fits = "x".repeat(254);
        assertThat(error(() -> new Expressions(Map.of("#" + fits, "a"), null))).isEmpty();
        assertThat(error(() -> new Expressions(Map.of("#x" + fits, "a"), null)))
                .isEqualTo("ExpressionAttributeNames contains invalid key: The expression attribute map contains a key"
                        + " that is too long; size of key: 256");
        assertThat(error(() -> new Expressions(null, Item.of(Map.of(":x" + fits, AttributeValue.number(1))))))
                .isEqualTo("ExpressionAttributeValues contains invalid key: The expression attribute map contains a"
                        + " key that is too long;");
    }

    @Test
    void namesAndValuesAreAtMost2MegabytesTogether() {
        Map<String, String> names = new LinkedHashMap<>();
        for (int at = 0; at < 32; at++) {
            names.put("#" + (char) ('A' + at % 26) + at, "\u00e9".repeat(32_000));
        }
        Item small = Item.of(Map.of(":v", AttributeValue.string("x".repeat(40_000))));
        assertThat(error(() -> new Expressions(names, small))).isEmpty();
        Item large = Item.of(Map.of(":v", AttributeValue.string("x".repeat(50_000))));
        assertThat(error(() -> new Expressions(names, large))).isEqualTo("ExpressionAttributeValues exceeds max size");
        names.put("#more", "x".repeat(60_000));
        assertThat(error(() -> new Expressions(names, small))).isEqualTo("ExpressionAttributeNames exceeds max size");
    }

    @Test
    void placeholdersNeedExpressions() {
        assertThatThrownBy(() -> Expressions.requireNone(Map.of("#a", "a"), null, ""))
                .hasMessage("ExpressionAttributeNames can only be specified when using expressions");
        assertThatThrownBy(() -> Expressions.requireNone(null, ONE, "ConditionExpression is null"))
                .hasMessage("ExpressionAttributeValues can only be specified when using expressions:"
                        + " ConditionExpression is null");
        assertThatThrownBy(() -> new ParameterMix()
                        .legacy("Expected", ONE)
                        .legacy("ConditionalOperator", null)
                        .expression("ConditionExpression", "a = :v")
                        .check())
                .hasMessage("Can not use both expression and non-expression parameters in the same request:"
                        + " Non-expression parameters: {Expected} Expression parameters: {ConditionExpression}");
    }

    @Test
    void thereAre573ReservedWordsInWhateverCase() {
        assertThat(ReservedWords.count()).isEqualTo(573);
        assertThat(List.of("ABORT", "name", "Zone", "sTaTus", "size")).allMatch(ReservedWords::contains);
        assertThat(List.of("remove", "pk", "id")).noneMatch(ReservedWords::contains);
    }
}
