package dev.gramme.database.identity;

import dev.gramme.json.JsonWriter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a record for the catalog: an object in JSON, which begins with the number of its format. */
final class RecordWriter {
    static final int FORMAT = 1;

    private final JsonWriter json = new JsonWriter();

    RecordWriter() {
        json.beginObject();
        field("format", FORMAT);
    }

    /** What is null is left out. */
    RecordWriter field(String name, @Nullable String value) {
        if (value != null) {
            json.field(name);
            json.string(value);
        }
        return this;
    }

    RecordWriter field(String name, long value) {
        json.field(name);
        json.number(value);
        return this;
    }

    RecordWriter field(String name, List<String> values) {
        json.field(name);
        json.beginArray();
        values.forEach(json::string);
        json.endArray();
        return this;
    }

    RecordWriter field(String name, Map<String, String> values) {
        json.field(name);
        json.beginObject();
        values.forEach((key, value) -> {
            json.field(key);
            json.string(value);
        });
        json.endObject();
        return this;
    }

    byte[] end() {
        json.endObject();
        return json.toBytes();
    }
}
