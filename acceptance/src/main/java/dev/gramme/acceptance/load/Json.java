package dev.gramme.acceptance.load;

import dev.gramme.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as maps, lists, strings, doubles, booleans and nulls. */
public final class Json {
    private Json() {}

    public static @Nullable Object parse(String text) {
        return parse(text.getBytes(StandardCharsets.UTF_8));
    }

    public static @Nullable Object parse(byte[] utf8) {
        return value(new JsonReader(utf8));
    }

    @SuppressWarnings("unchecked") // objects have string keys
    public static Map<String, @Nullable Object> object(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, @Nullable Object>) map;
        }
        throw new IllegalArgumentException("Not an object: " + value);
    }

    public static List<?> array(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list;
        }
        throw new IllegalArgumentException("Not an array: " + value);
    }

    private static @Nullable Object value(JsonReader reader) {
        return switch (reader.peek()) {
            case OBJECT -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                reader.beginObject();
                for (String name = reader.nextField(); name != null; name = reader.nextField()) {
                    map.put(name, value(reader));
                }
                yield map;
            }
            case ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                reader.beginArray();
                while (reader.nextElement()) {
                    list.add(value(reader));
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

    public static String quote(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < 0x20) {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    /** A DynamoDB string. */
    public static String s(String text) {
        return "{\"S\":" + quote(text) + "}";
    }

    /** A DynamoDB number. */
    public static String n(String number) {
        return "{\"N\":\"" + number + "\"}";
    }
}
