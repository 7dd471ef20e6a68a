package dev.gramme.database.table;

import dev.gramme.json.JsonWriter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a record for the catalog: an object in JSON, which begins with the number of its format. */
public final class RecordWriter {
    static final int FORMAT = 1;

    private final JsonWriter json = new JsonWriter();

    public RecordWriter() {
        json.beginObject();
        field("format", FORMAT);
    }

    /** What is null is left out. */
    public RecordWriter field(String name, @Nullable String value) {
        if (value != null) {
            json.field(name);
            json.string(value);
        }
        return this;
    }

    public RecordWriter field(String name, boolean value) {
        json.field(name);
        json.bool(value);
        return this;
    }

    public RecordWriter field(String name, long value) {
        json.field(name);
        json.number(value);
        return this;
    }

    public RecordWriter field(String name, List<String> values) {
        json.field(name);
        json.beginArray();
        values.forEach(json::string);
        json.endArray();
        return this;
    }

    public RecordWriter field(String name, Map<String, String> values) {
        json.field(name);
        json.beginObject();
        values.forEach((key, value) -> {
            json.field(key);
            json.string(value);
        });
        json.endObject();
        return this;
    }

    /** The whole record. */
    public byte[] end() {
        json.endObject();
        return json.toBytes();
    }
}
