package dev.gramme.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Any bytes: JSON means the same here as for {@link NaiveJson}, in every way to read it, and survives being written.
 */
class JsonFuzzTest {
    /** Below what makes the reference, which nests calls, run out of stack. */
    private static final int MOST_BRACKETS = JsonReader.MAX_DEPTH;

    private static final Object NOT_JSON = new Object();
    private static final NameTable KNOWN = new NameTable("a", "b\u00e9\ud83d\ude00", "S", "");

    private static Object reference(byte[] json) {
        try {
            return NaiveJson.parse(json);
        } catch (IllegalArgumentException notJson) {
            return NOT_JSON;
        }
    }

    private static Object read(byte[] json) {
        try {
            JsonReader reader = new JsonReader(json);
            Object tree = JsonReaderTest.tree(reader);
            reader.end();
            return tree;
        } catch (JsonException refused) {
            return NOT_JSON;
        }
    }

    private static void write(Object value, JsonWriter writer) {
        switch (value) {
            case null -> writer.nullValue();
            case Map<?, ?> map -> {
                writer.beginObject();
                map.forEach((name, entry) -> {
                    writer.field((String) name);
                    write(entry, writer);
                });
                writer.endObject();
            }
            case List<?> list -> {
                writer.beginArray();
                list.forEach(element -> write(element, writer));
                writer.endArray();
            }
            case String text -> writer.string(text);
            case Boolean flag -> writer.bool(flag);
            default -> writer.number((Double) value);
        }
    }

    @FuzzTest
    void anyBytes(byte[] json) {
        int brackets = 0;
        for (byte b : json) {
            brackets += b == '[' || b == '{' ? 1 : 0;
        }
        Object read = read(json);
        if (brackets <= MOST_BRACKETS) {
            assertThat(read).isEqualTo(reference(json));
        }
        if (read != NOT_JSON) {
            JsonReader skipping = new JsonReader(json);
            skipping.skipValue();
            skipping.end();
            if (isWritten(read)) {
                JsonWriter writer = new JsonWriter();
                write(read, writer);
                assertThat(read(writer.toBytes())).isEqualTo(read);
            }
        }
        pull(json);
    }

    /** Nobody writes what is beyond a double, which is read as infinite, or a negative zero. */
    private static boolean isWritten(Object value) {
        return switch (value) {
            case null -> true;
            case Map<?, ?> map -> map.values().stream().allMatch(JsonFuzzTest::isWritten);
            case List<?> list -> list.stream().allMatch(JsonFuzzTest::isWritten);
            case Double number -> Double.isFinite(number) && !number.equals(-0.0);
            default -> true;
        };
    }

    /** Reads by the other ways there are: names by table or into a sink, whole numbers, Base64. */
    private static void pull(byte[] json) {
        Map<Integer, Integer> found = new LinkedHashMap<>();
        try {
            JsonReader reader = new JsonReader(json);
            reader.beginObject();
            for (int field = reader.nextField(KNOWN); field != NameTable.END; field = reader.nextField(KNOWN)) {
                found.merge(field, 1, Integer::sum);
                switch (reader.peek()) {
                    case NUMBER -> reader.longInteger();
                    case STRING -> reader.base64();
                    default -> reader.skipValue();
                }
            }
            reader.end();
        } catch (JsonException refused) {
            assertThat(refused.kind()).isNotNull();
        }
        try {
            ByteSink names = new ByteSink(16);
            JsonReader reader = new JsonReader(json);
            reader.beginObject();
            while (reader.nextField(names)) {
                if (!reader.tryNull()) {
                    reader.skipValue();
                }
            }
        } catch (JsonException refused) {
            assertThat(refused.getMessage()).isNotNull();
        }
    }
}
