package dev.gramme.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** {@link JsonReader} takes what RFC 8259 takes, means by it what {@link NaiveJson} means, and refuses all else. */
class JsonReaderTest {
    private static final String DOCUMENT = """
            {"a": [1, -0, 12.5e-3, 1E+2, 0.1], "b\\u00e9\\ud83d\\ude00": {"c": "é€😀", "d": null, "": {}},\r
            \t"esc": "\\"\\\\\\/\\b\\f\\n\\r\\t\\u0000", "flags": [true, false, null, [], [[{}]], ""]}""";

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The tree of the one value in these bytes. */
    private static Object tree(byte[] json) {
        JsonReader reader = new JsonReader(json);
        Object tree = tree(reader);
        reader.end();
        return tree;
    }

    static Object tree(JsonReader reader) {
        return switch (reader.peek()) {
            case OBJECT -> {
                Map<String, Object> map = new LinkedHashMap<>();
                reader.beginObject();
                for (String name = reader.nextField(); name != null; name = reader.nextField()) {
                    map.put(name, tree(reader));
                }
                yield map;
            }
            case ARRAY -> {
                List<Object> list = new ArrayList<>();
                reader.beginArray();
                while (reader.nextElement()) {
                    list.add(tree(reader));
                }
                yield list;
            }
            case STRING -> reader.string();
            case NUMBER -> reader.number();
            case TRUE, FALSE -> reader.bool();
            case NULL -> {
                assertThat(reader.tryNull()).isTrue();
                yield null;
            }
        };
    }

    private static void skip(byte[] json) {
        JsonReader reader = new JsonReader(json);
        reader.skipValue();
        reader.end();
    }

    private static void assertMalformed(byte[] json) {
        String shown = HexFormat.of().formatHex(json);
        assertThatThrownBy(() -> tree(json))
                .as(shown)
                .isInstanceOfSatisfying(
                        JsonException.class, e -> assertThat(e.kind()).isEqualTo(JsonException.Kind.MALFORMED));
        assertThatThrownBy(() -> skip(json)).as("skipping " + shown).isInstanceOf(JsonException.class);
    }

    private static void assertMalformed(String json) {
        assertMalformed(utf8(json));
    }

    @Test
    void readsWhatTheReferenceReads() {
        assertThat(tree(utf8(DOCUMENT))).isEqualTo(NaiveJson.parse(utf8(DOCUMENT)));
        skip(utf8(DOCUMENT));
    }

    @Property(tries = 4000)
    void agreesWithTheReferenceOnDamagedDocuments(@ForAll Random random) {
        byte[] json = Mutations.damage(utf8(DOCUMENT), random);
        Object expected;
        try {
            expected = NaiveJson.parse(json);
        } catch (IllegalArgumentException notJson) {
            assertMalformed(json);
            return;
        }
        assertThat(tree(json)).isEqualTo(expected);
        skip(json);
    }

    @Test
    void everyTruncationIsMalformed() {
        byte[] json = utf8(DOCUMENT);
        for (int length = 0; length < json.length; length++) {
            assertMalformed(Arrays.copyOf(json, length));
        }
    }

    @Test
    void aWindowOfBytesIsReadAlone() {
        byte[] json = utf8("[1,2]3");
        JsonReader reader = new JsonReader(json, 1, 1);
        assertThat(reader.integer()).isEqualTo(1);
        reader.end();
        assertThat(reader.position()).isEqualTo(2);
        for (String cut : List.of("\"ab\"", "true", "\"\\u0041\"", "-1")) {
            byte[] bytes = utf8(cut);
            for (int length = 0; length < bytes.length - (cut.equals("-1") ? 1 : 0); length++) {
                JsonReader window = new JsonReader(bytes, 0, length);
                assertThatThrownBy(() -> tree(window)).isInstanceOf(JsonException.class);
            }
        }
    }

    @Test
    void everyEscape() {
        assertThat(tree(utf8("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\""))).isEqualTo("\"\\/\b\f\n\r\t");
        for (int unit = 0; unit < 0x10000; unit += unit < 0x300 ? 1 : 37) {
            byte[] json = utf8("\"<\\u%04x>\\u%04X\"".formatted(unit, unit));
            if (Character.isSurrogate((char) unit)) {
                assertMalformed(json);
            } else {
                assertThat(tree(json)).isEqualTo("<" + (char) unit + ">" + (char) unit);
            }
        }
        for (char letter = 0x20; letter < 0x7F; letter++) {
            if ("\"\\/bfnrtu".indexOf(letter) < 0) {
                assertMalformed("\"\\" + letter + "\"");
            }
        }
        for (String bad :
                List.of("\\u", "\\u1", "\\u12", "\\u123", "\\u123g", "\\u-123", "\\u+123", "\\u 123", "\\é")) {
            assertMalformed("\"" + bad + "\"");
        }
    }

    @Test
    void surrogatesMustComeInPairs() {
        assertThat(tree(utf8("\"\\ud83d\\ude00\\uDBFF\\uDFFF\""))).isEqualTo("😀\uDBFF\uDFFF");
        for (String bad : List.of(
                "\\ud83d", "\\ude00", "\\ude00\\ud83d", "\\ud83dx", "\\ud83d\\ud83d\\ude00", "x\\ude00", "\\ud83d😀")) {
            assertMalformed("\"" + bad + "\"");
            assertMalformed("{\"" + bad + "\":1}");
            assertMalformed("[{\"S\":\"" + bad + "\"}]");
        }
    }

    @Test
    void utf8MustBeValid() throws Exception {
        for (String bad : List.of(
                "80",
                "bf",
                "c0",
                "c080",
                "c1bf",
                "c2",
                "c22f",
                "e0",
                "e080",
                "e08080",
                "e09fbf",
                "e282",
                "eda080",
                "edbfbf",
                "f0",
                "f0808080",
                "f08fbfbf",
                "f09f98",
                "f09f9822",
                "f4908080",
                "f5808080",
                "f8888080",
                "fe",
                "ff",
                "61c3",
                "c3c3a9",
                "c3a9a9")) {
            ByteArrayOutputStream json = new ByteArrayOutputStream();
            json.write('"');
            json.write(HexFormat.of().parseHex(bad));
            json.write('"');
            assertMalformed(json.toByteArray());
        }
        for (int point = 0x20; point <= 0x10FFFF; point = point < 0x900 ? point + 1 : point + 101) {
            if (point != '"' && point != '\\' && (point < 0xD800 || point > 0xDFFF)) {
                String text = Character.toString(point);
                assertThat(tree(utf8("\"" + text + "\""))).isEqualTo(text);
            }
        }
        assertMalformed(HexFormat.of().parseHex("efbbbf7b7d"));
        assertMalformed(new byte[] {'[', (byte) 0xC2, (byte) 0xA0, ']'});
    }

    @Test
    void controlCharactersMustBeEscaped() {
        for (char control = 0; control < 0x20; control++) {
            assertMalformed("\"" + control + "\"");
            if ("\t\r\n".indexOf(control) < 0) {
                assertMalformed(control + "1");
            }
        }
        assertThat(tree(utf8("\"\u007f\""))).isEqualTo("\u007f");
    }

    @Test
    void misplacedPunctuationIsMalformed() {
        for (String bad : List.of(
                "",
                " ",
                "{",
                "}",
                "[",
                "]",
                ",",
                ":",
                "[,]",
                "[1,]",
                "[,1]",
                "[1 2]",
                "[1,,2]",
                "[}",
                "{]",
                "[1}",
                "{,}",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{\"a\":1 \"b\":2}",
                "{\"a\" 1}",
                "{\"a\"::1}",
                "{1:2}",
                "{a:1}",
                "{'a':1}",
                "{null:1}",
                "[1]]",
                "[] []",
                "{} x",
                "\"",
                "nul",
                "nulll",
                "tru",
                "True",
                "fals",
                "NaN",
                "Infinity",
                "//\n1",
                "[1]\u0000")) {
            assertMalformed(bad);
        }
    }

    @Test
    void numbers() {
        for (String good : List.of(
                "0",
                "-0",
                "7",
                "-7",
                "10",
                "0.0",
                "-0.5",
                "1.25",
                "1e2",
                "1E2",
                "1e+2",
                "1e-2",
                "0e0",
                "1.5e300",
                "123456789012345678901234567890")) {
            assertThat(new JsonReader(utf8(good)).number()).isEqualTo(Double.parseDouble(good));
            skip(utf8(good));
        }
        for (String bad : List.of(
                "-", "+1", "01", "-01", "00", "1.", ".5", "-.5", "1.e2", "1e", "1e+", "1e-", "1ee2", "1e2.5", "0x10",
                "1_000", "--1", "1-", "1d", "1f", "1L")) {
            assertMalformed(bad);
        }
    }

    private static JsonReader reader(String json) {
        return new JsonReader(utf8(json));
    }

    @Test
    void wholeNumbers() {
        assertThat(reader("2147483647").integer()).isEqualTo(Integer.MAX_VALUE);
        assertThat(reader("2147483648").integer()).isEqualTo(Integer.MAX_VALUE);
        assertThat(reader("-99999999999").integer()).isEqualTo(Integer.MIN_VALUE);
        assertThat(reader("3.99").integer()).isEqualTo(3);
        assertThat(reader("-3.99").integer()).isEqualTo(-3);
        assertThat(reader("1e3").integer()).isEqualTo(1000);
        for (long value : new long[] {
            0,
            1,
            -1,
            999999999999999999L,
            1000000000000000001L,
            9000000000000000001L,
            9223372036854775801L,
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            Long.MIN_VALUE + 3
        }) {
            assertThat(reader(Long.toString(value)).longInteger()).isEqualTo(value);
        }
        assertThat(reader("9223372036854775808").longInteger()).isEqualTo(Long.MAX_VALUE);
        assertThat(reader("-1e400").longInteger()).isEqualTo(Long.MIN_VALUE);
        assertThat(reader("9".repeat(5000)).longInteger()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void nestingIsBounded() {
        int most = JsonReader.MAX_DEPTH;
        for (String[] pair : new String[][] {{"[", "]"}, {"{\"a\":", "}"}, {"[{\"a\":", "}]"}}) {
            int times = pair[0].startsWith("[{") ? most / 2 : most;
            String good = pair[0].repeat(times) + "1" + pair[1].repeat(times);
            tree(utf8(good));
            skip(utf8(good));
            assertMalformed("[" + good + "]");
            assertMalformed(pair[0].repeat(100_000));
        }
        String wide = "[" + "[[]],".repeat(2 * most) + "{}]";
        assertThat((List<?>) tree(utf8(wide))).hasSize(2 * most + 1);
    }

    @Test
    void knownNamesAreFound() {
        NameTable table = new NameTable("S", "SS", "Key", "ékey", "Kex", "");
        JsonReader reader = reader(
                "{\"SS\":1,\"\\u0053\":2,\"key\":3,\"\\u00e9key\":4,\"ékey\":5,\"Kex\":6,\"\":7,\"Ke\\u0079\":8}");
        reader.beginObject();
        List<Integer> found = new ArrayList<>();
        for (int index = reader.nextField(table); index != NameTable.END; index = reader.nextField(table)) {
            found.add(index);
            reader.skipValue();
        }
        reader.end();
        assertThat(found).containsExactly(1, 0, NameTable.UNKNOWN, 3, 3, 4, 5, 2);
    }

    @Test
    void namesAndStringsGoIntoASink() {
        ByteSink sink = new ByteSink(0);
        JsonReader reader = reader("{\"é\\n\":\"plain\",\"a\":\"\\ud83d\\ude00\"}");
        reader.beginObject();
        while (reader.nextField(sink)) {
            reader.string(sink);
        }
        reader.end();
        assertThat(new String(sink.toBytes(), StandardCharsets.UTF_8)).isEqualTo("é\nplaina😀");
    }

    @Test
    void base64() {
        assertThat(reader("\"\"").base64()).isEmpty();
        assertThat(reader("\"AAECAw==\"").base64()).containsExactly(0, 1, 2, 3);
        assertThat(reader("\"\\u0041AECAw\\u003d=\"").base64()).containsExactly(0, 1, 2, 3);
        assertThat(reader("\"+\\/8=\"").base64()).containsExactly(0xFB, 0xFF);
        for (String bad :
                List.of("A", "AA", "AAA", "A===", "AA=A", "AA==AA==", "-_8=", "AA A", "AAA\\n", "é===", "====")) {
            assertThat(reader("\"" + bad + "\"").base64()).as(bad).isNull();
        }
        assertThatThrownBy(() -> reader("\"\\ud800aaa\"").base64()).isInstanceOf(JsonException.class);
    }

    private static void assertWrongType(Runnable read, String message) {
        assertThatThrownBy(read::run).isInstanceOfSatisfying(JsonException.class, e -> {
            assertThat(e.kind()).isEqualTo(JsonException.Kind.WRONG_TYPE);
            assertThat(e.getMessage()).isEqualTo(message);
        });
    }

    @Test
    void otherTypesThanExpectedAreNamed() {
        assertWrongType(() -> reader("1").string(), "NUMBER_VALUE cannot be converted to String");
        assertWrongType(() -> reader("true").string(), "TRUE_VALUE cannot be converted to String");
        assertWrongType(() -> reader("null").string(), "NULL_VALUE cannot be converted to String");
        assertWrongType(() -> reader("\"x\"").bool(), "STRING_VALUE cannot be converted to Boolean");
        assertWrongType(() -> reader("\"1\"").integer(), "STRING_VALUE cannot be converted to Integer");
        assertWrongType(() -> reader("false").longInteger(), "FALSE_VALUE cannot be converted to Long");
        assertWrongType(() -> reader("\"1\"").number(), "STRING_VALUE cannot be converted to Double");
        assertWrongType(() -> reader("1").base64(), "NUMBER_VALUE cannot be converted to Blob");
        assertWrongType(() -> reader("{}").string(), "Start of structure or map found where not expected");
        assertWrongType(() -> reader("[]").string(), "Start of list found where not expected");
        assertWrongType(() -> reader("[]").beginObject(), "Start of list found where not expected");
        assertWrongType(() -> reader("{}").beginArray(), "Start of structure or map found where not expected");
        assertWrongType(
                () -> reader("1").beginObject(), "Unexpected token received from parser: expected a structure or map");
        assertWrongType(() -> reader("1").beginArray(), "Unexpected token received from parser: expected a list");
    }
}
