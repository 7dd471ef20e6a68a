package dev.gramme.database.trigger;

import dev.gramme.json.JsonReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as maps, lists, texts, numbers (as {@code Double}), truth values and nulls. */
final class JsonTree {
    private JsonTree() {}

    /** Reads a whole text; throws {@link dev.gramme.json.JsonException} where it is none. */
    static @Nullable Object parse(byte[] json) {
        JsonReader reader = new JsonReader(json);
        Object value = read(reader);
        reader.end();
        return value;
    }

    private static @Nullable Object read(JsonReader reader) {
        return switch (reader.peek()) {
            case OBJECT -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                reader.beginObject();
                for (String name = reader.nextField(); name != null; name = reader.nextField()) {
                    map.put(name, read(reader));
                }
                yield map;
            }
            case ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                reader.beginArray();
                while (reader.nextElement()) {
                    list.add(read(reader));
                }
                yield list;
            }
            case STRING -> reader.string();
            case NUMBER -> reader.number();
            case TRUE, FALSE -> reader.bool();
            case NULL -> {
                reader.skipValue();
                yield null;
            }
        };
    }
}
