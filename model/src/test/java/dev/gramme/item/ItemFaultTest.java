package dev.gramme.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gramme.json.JsonException;
import dev.gramme.json.JsonReader;
import dev.gramme.json.JsonWriter;
import dev.gramme.json.Mutations;
import dev.gramme.json.NaiveJson;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What is JSON but no item is refused with DynamoDB's words, after the reading; what is no JSON, while reading. */
class ItemFaultTest {
    private static final String INVALID = "One or more parameter values were invalid: ";
    private static final String EMPTY =
            "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes";
    private static final String SEVERAL = "Supplied AttributeValue has more than one datatypes set,"
            + " must contain exactly one of the supported datatypes";
    private static final String NESTED = "Nesting Levels have exceeded supported limits";
    private static final String NO_NUMBER = "The parameter cannot be converted to a numeric value";

    private static JsonReader reader(String json) {
        return new JsonReader(json.getBytes(StandardCharsets.UTF_8));
    }

    private static Item item(String value) {
        JsonReader reader = reader("{\"before\":{\"S\":\"x\"},\"bad\":" + value + ",\"after\":{\"N\":\"1\"}}");
        Item item = ItemJson.readItem(reader);
        reader.end();
        return item;
    }

    /** The fault is told of a value alone, in an item, in a list and in a map. */
    private static void assertFault(String value, String message) {
        assertThat(ItemJson.readValue(reader(value))).isEqualTo(new AttributeValue.Faulty(message));
        Item item = item(value);
        assertThat(item.fault()).isEqualTo(message);
        assertThat(item.faultyAttribute()).isEqualTo("bad");
        assertThat(item.names()).containsExactly("before", "bad", "after");
        assertThat(item("{\"L\":[{\"NULL\":true}," + value + "]}").fault()).isEqualTo(message);
        assertThat(item("{\"M\":{\"a\":{\"NULL\":true},\"b\":" + value + "}}").fault())
                .isEqualTo(message);
    }

    @Test
    void names() {
        String empty = "Empty attribute name";
        String large = "Attribute name is too large, must be less than 65536 bytes";
        String longest = "é" + "x".repeat(65_533);
        assertFault("{\"M\":{\"\":{\"S\":\"a\"}}}", empty);
        assertFault("{\"M\":{\"" + longest + "x\":{\"S\":\"a\"}}}", large);
        assertThat(item("{\"M\":{\"" + longest + "\":{\"S\":\"a\"}}}").fault()).isNull();
        Item item = ItemJson.readItem(reader("{\"\":{\"S\":\"a\"}}"));
        assertThat(item.fault()).isEqualTo(empty);
        assertThat(item.faultyAttribute()).isEmpty();
        assertThat(ItemJson.readItem(reader("{\"" + longest + "x\":{\"S\":\"a\"}}"))
                        .fault())
                .isEqualTo(large);
    }

    @Test
    void noType() {
        assertFault("{}", EMPTY);
        assertFault("{\"S\":null}", EMPTY);
        assertFault("{\"S\":null,\"N\":null,\"M\":null}", EMPTY);
        assertFault("{\"X\":\"a\"}", EMPTY);
        assertFault("{\"s\":\"a\",\"NUL\":true,\"\":1,\"SSS\":[{\"a\":[null]}]}", EMPTY);
    }

    @Test
    void severalTypes() {
        assertFault("{\"S\":\"a\",\"N\":\"1\"}", SEVERAL);
        assertFault("{\"M\":{\"a\":{\"S\":\"b\"}},\"L\":[],\"BOOL\":true}", SEVERAL);
        assertThat(item("{\"S\":\"a\",\"N\":null,\"X\":1}").fault()).isNull();
    }

    @Test
    void sets() {
        assertFault("{\"SS\":[]}", INVALID + "An string set  may not be empty");
        assertFault("{\"NS\":[]}", INVALID + "An number set  may not be empty");
        assertFault("{\"BS\":[]}", INVALID + "Binary sets should not be empty");
        assertFault("{\"SS\":[\"a\",\"b\",\"\\u0061\"]}", INVALID + "Input collection [a, b, a] contains duplicates.");
        assertFault("{\"SS\":[\"\",\"\"]}", INVALID + "Input collection [, ] contains duplicates.");
        assertFault("{\"NS\":[\"1\",\"2\",\"1.0\"]}", INVALID + "Input collection [1, 2, 1] contains duplicates.");
        assertFault("{\"BS\":[\"AA==\",\"\",\"AA==\"]}", INVALID + "Input collection of type BS contains duplicates.");
        assertThat(item("{\"SS\":[\"\"]}").fault()).isNull();
        assertThat(item("{\"BS\":[\"\"]}").fault()).isNull();
        assertThat(item("{\"SS\":[\"a\",\"A\",\"a \"]}").fault()).isNull();
    }

    @Test
    void numbers() {
        for (String[] number : new String[][] {
            {"", NO_NUMBER},
            {"abc", NO_NUMBER + ": abc"},
            {"-", NO_NUMBER + ": -"},
            {"1E126", "Number overflow. Attempting to store a number with magnitude larger than supported range"},
            {"1E-131", "Number underflow. Attempting to store a number with magnitude smaller than supported range"},
            {"1".repeat(39), "Attempting to store more than 38 significant digits in a Number"}
        }) {
            assertFault("{\"N\":\"" + number[0] + "\"}", number[1]);
            assertFault("{\"NS\":[\"1\",\"" + number[0] + "\"]}", number[1]);
            assertFault("{\"NS\":[\"" + number[0] + "\",\"0\",\"0\"]}", number[1]);
        }
    }

    @Test
    void othersOfOneType() {
        assertFault("{\"NULL\":false}", INVALID + "Null attribute value types must have the value of true");
        String notBase64 = INVALID + "The value is not valid base64";
        for (String bad : List.of("A", "AA", "AAA", "A===", "AA=A", "AA A", "-_8=", "é")) {
            assertFault("{\"B\":\"" + bad + "\"}", notBase64);
            assertFault("{\"BS\":[\"AA==\",\"" + bad + "\"]}", notBase64);
        }
    }

    private static String nested(String open, String close, int levels, String value) {
        return open.repeat(levels) + value + close.repeat(levels);
    }

    @Test
    void nesting() {
        for (String[] pair : new String[][] {{"{\"L\":[", "]}"}, {"{\"M\":{\"a\":", "}}"}}) {
            String deepest = nested(pair[0], pair[1], 32, "{\"S\":\"deep\"}");
            assertThat(item(deepest).fault()).isNull();
            assertThat(ItemJson.readValue(reader(deepest)).fault()).isNull();
            for (int levels : List.of(33, 34, 100)) {
                String tooDeep = nested(pair[0], pair[1], levels, "{\"S\":\"deep\"}");
                assertThat(item(tooDeep).fault()).isEqualTo(NESTED);
                assertThat(ItemJson.readValue(reader(tooDeep)).fault()).isEqualTo(NESTED);
            }
            assertThat(item(nested(pair[0], pair[1], 33, "{\"N\":\"x\"}")).fault())
                    .isEqualTo(NESTED);
            String endless = nested(pair[0], pair[1], 100_000, "{\"S\":\"deep\"}");
            assertThatThrownBy(() -> item(endless)).isInstanceOf(JsonException.class);
        }
    }

    @Test
    void theFirstFaultIsTold() {
        assertThat(item("{\"L\":[{\"N\":\"a\"},{},{\"SS\":[]}]}").fault()).isEqualTo(NO_NUMBER + ": a");
        assertThat(item("{\"L\":[{\"SS\":[]},{},{\"N\":\"a\"}]}").fault())
                .isEqualTo(INVALID + "An string set  may not be empty");
        assertThat(item("{\"N\":\"a\",\"S\":\"b\"}").fault()).isEqualTo(NO_NUMBER + ": a");
    }

    @Test
    void faultyValuesAreNeverEncoded() {
        AttributeValue faulty = new AttributeValue.Faulty(EMPTY);
        assertThatThrownBy(() -> Item.of(Map.of("a", new AttributeValue.L(List.of(faulty)))))
                .isInstanceOf(ItemFaultException.class)
                .hasMessage(EMPTY);
        assertThatThrownBy(() -> ItemJson.writeValue(faulty, new JsonWriter())).isInstanceOf(ItemFaultException.class);
    }

    private static void assertWrongType(String value) {
        assertThatThrownBy(() -> item(value))
                .as(value)
                .isInstanceOfSatisfying(
                        JsonException.class, e -> assertThat(e.kind()).isEqualTo(JsonException.Kind.WRONG_TYPE));
        assertThatThrownBy(() -> ItemJson.readValue(reader(value))).isInstanceOf(JsonException.class);
    }

    @Test
    void jsonOfOtherTypes() {
        for (String value : List.of(
                "null",
                "1",
                "\"a\"",
                "[]",
                "true",
                "{\"S\":1}",
                "{\"S\":{}}",
                "{\"N\":1}",
                "{\"N\":true}",
                "{\"B\":1}",
                "{\"BOOL\":\"true\"}",
                "{\"BOOL\":1}",
                "{\"NULL\":\"true\"}",
                "{\"L\":{}}",
                "{\"L\":\"a\"}",
                "{\"L\":[1]}",
                "{\"L\":[null]}",
                "{\"M\":[]}",
                "{\"M\":1}",
                "{\"M\":{\"a\":1}}",
                "{\"M\":{\"a\":null}}",
                "{\"SS\":\"a\"}",
                "{\"SS\":[1]}",
                "{\"SS\":[null]}",
                "{\"NS\":[1]}",
                "{\"BS\":[1]}",
                "{\"BS\":{}}")) {
            assertWrongType(value);
        }
        assertThatThrownBy(() -> item("{\"N\":1}")).hasMessage("NUMBER_VALUE cannot be converted to String");
        assertThatThrownBy(() -> item("{\"BOOL\":\"true\"}")).hasMessage("STRING_VALUE cannot be converted to Boolean");
        assertThatThrownBy(() -> item("{\"L\":{}}")).hasMessage("Start of structure or map found where not expected");
        assertThatThrownBy(() -> item("{\"M\":[]}")).hasMessage("Start of list found where not expected");
    }

    @Provide
    Arbitrary<Map<String, AttributeValue>> attributes() {
        return RandomValues.attributes();
    }

    /** Whatever the bytes are: JSON that is none throws a JsonException, anything else is an item or has a fault. */
    private static void readAnything(byte[] json) {
        JsonReader reader = new JsonReader(json);
        Item item;
        try {
            item = ItemJson.readItem(reader);
            reader.end();
        } catch (JsonException refused) {
            if (refused.kind() == JsonException.Kind.MALFORMED) {
                assertThatThrownBy(() -> NaiveJson.parse(json)).isInstanceOf(IllegalArgumentException.class);
            }
            return;
        }
        NaiveJson.parse(json);
        item.toMap();
        assertThat(item.sizeBytes()).isNotNegative();
        if (item.fault() == null) {
            assertThat(Item.of(item.toMap()).encoded()).isEqualTo(item.encoded());
            assertThat(item.sizeBytes()).isEqualTo(NaiveItems.size(item.toMap()));
        }
    }

    @Property(tries = 3000, edgeCases = EdgeCasesMode.NONE)
    void damagedJson(@ForAll("attributes") Map<String, AttributeValue> attributes, @ForAll Random random) {
        String json = NaiveItems.json(NaiveItems.tree(attributes), random);
        readAnything(Mutations.damage(json.getBytes(StandardCharsets.UTF_8), random));
    }

    @Property(tries = 100)
    void truncatedJson(@ForAll("attributes") Map<String, AttributeValue> attributes, @ForAll Random random) {
        byte[] json = NaiveItems.json(NaiveItems.tree(attributes), random).getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < json.length; length += 1 + length / 200) {
            byte[] cut = Arrays.copyOf(json, length);
            assertThatThrownBy(() -> ItemJson.readItem(new JsonReader(cut))).isInstanceOf(JsonException.class);
        }
    }
}
