package dev.gramme.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What {@link JsonWriter} writes is JSON, and means what was written. */
class JsonWriterTest {
    private static String text(JsonWriter writer) {
        return new String(writer.toBytes(), StandardCharsets.UTF_8);
    }

    @Provide
    Arbitrary<Object> trees() {
        Arbitrary<Object> leaves = Arbitraries.oneOf(
                texts().map(text -> (Object) text),
                Arbitraries.doubles().map(number -> (Object) (number + 0.0)),
                Arbitraries.of(true, false).map(flag -> (Object) flag),
                Arbitraries.create(() -> null));
        return Arbitraries.recursive(
                () -> leaves,
                inner -> Arbitraries.oneOf(
                        leaves,
                        inner.list().ofMaxSize(4).map(list -> (Object) list),
                        Arbitraries.maps(texts(), inner).ofMaxSize(4).map(map -> (Object) new LinkedHashMap<>(map))),
                0,
                4);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "a", "Z", "\"", "\\", "/", "\n", "\u0000", "\u001f", "\u007f", "é", "\u2028", "\uffff", "😀")
                .list()
                .ofMaxSize(8)
                .map(parts -> String.join("", parts));
    }

    private static void write(Object tree, JsonWriter writer) {
        switch (tree) {
            case null -> writer.nullValue();
            case String text -> writer.string(text);
            case Double number -> writer.number(number);
            case Boolean flag -> writer.bool(flag);
            case List<?> list -> {
                writer.beginArray();
                list.forEach(element -> write(element, writer));
                writer.endArray();
            }
            case Map<?, ?> map -> {
                writer.beginObject();
                map.forEach((name, element) -> {
                    if (name.hashCode() % 2 == 0) {
                        writer.field((String) name);
                    } else {
                        writer.field(new FieldName((String) name));
                    }
                    write(element, writer);
                });
                writer.endObject();
            }
            default -> throw new AssertionError(tree);
        }
    }

    @Property(tries = 1000)
    void treesComeBack(@ForAll("trees") Object tree) {
        JsonWriter writer = new JsonWriter(0);
        write("to be forgotten", writer);
        writer.reset();
        write(tree, writer);
        assertThat(NaiveJson.parse(writer.toBytes())).isEqualTo(tree);
        assertThat(writer.length()).isEqualTo(writer.toBytes().length);
    }

    @Property(tries = 500)
    void stringsComeBackThroughOurOwnReader(@ForAll("texts") String text) {
        JsonWriter writer = new JsonWriter();
        writer.string(text);
        assertThat(new JsonReader(writer.toBytes()).string()).isEqualTo(text);
    }

    @Property(tries = 300)
    void binariesComeBack(@ForAll @Size(max = 50) byte[] bytes, @ForAll @Size(max = 5) byte[] around) {
        byte[] padded = new byte[around.length * 2 + bytes.length];
        System.arraycopy(bytes, 0, padded, around.length, bytes.length);
        JsonWriter writer = new JsonWriter();
        writer.base64(padded, around.length, bytes.length);
        assertThat(text(writer)).isEqualTo('"' + Base64.getEncoder().encodeToString(bytes) + '"');
        assertThat(new JsonReader(writer.toBytes()).base64()).isEqualTo(bytes);
    }

    @Test
    void everyAsciiCharacter() {
        for (char c = 0; c < 0x80; c++) {
            JsonWriter writer = new JsonWriter();
            writer.string(String.valueOf(c));
            String expected = switch (c) {
                case '"' -> "\\\"";
                case '\\' -> "\\\\";
                case '\n' -> "\\n";
                case '\r' -> "\\r";
                case '\t' -> "\\t";
                case '\b' -> "\\b";
                case '\f' -> "\\f";
                default -> c < 0x20 ? "\\u%04x".formatted((int) c) : String.valueOf(c);
            };
            assertThat(text(writer)).isEqualTo('"' + expected + '"');
        }
    }

    @Property(tries = 500)
    void numbersHaveNoExponentAndComeBack(@ForAll double number, @ForAll long whole) {
        JsonWriter writer = new JsonWriter();
        writer.beginArray();
        writer.number(number);
        writer.number(whole);
        writer.endArray();
        assertThat(text(writer)).matches("\\[-?[0-9]+(\\.[0-9]+)?,-?[0-9]+]");
        JsonReader reader = new JsonReader(writer.toBytes());
        reader.beginArray();
        assertThat(reader.nextElement()).isTrue();
        assertThat(reader.number()).isEqualTo(number + 0.0);
        assertThat(reader.nextElement()).isTrue();
        assertThat(reader.longInteger()).isEqualTo(whole);
        assertThat(reader.nextElement()).isFalse();
    }

    @Test
    void commasComeBetween() {
        JsonWriter writer = new JsonWriter();
        writer.beginObject();
        writer.field("a");
        writer.beginArray();
        writer.beginArray();
        writer.endArray();
        writer.rawUtf8("{\"x\":1}".getBytes(StandardCharsets.UTF_8), 0, 7);
        writer.bool(true);
        writer.nullValue();
        writer.endArray();
        writer.fieldUtf8("bé".getBytes(StandardCharsets.UTF_8), 0, 3);
        writer.number(1.0);
        writer.field(new FieldName("c\""));
        writer.number(-1);
        writer.endObject();
        assertThat(text(writer)).isEqualTo("{\"a\":[[],{\"x\":1},true,null],\"bé\":1.0,\"c\\\"\":-1}");
    }
}
