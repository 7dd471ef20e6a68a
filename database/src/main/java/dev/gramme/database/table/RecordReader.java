package dev.gramme.database.table;

import dev.gramme.json.JsonException;
import dev.gramme.json.JsonReader;
import dev.gramme.json.NameTable;
import dev.gramme.kv.KvException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what {@link RecordWriter} wrote. */
public final class RecordReader {
    private final String what;
    private final JsonReader json;

    private RecordReader(String what, JsonReader json) {
        this.what = what;
        this.json = json;
    }

    /** Takes the value of a field, which is to be read from the reader. */
    @FunctionalInterface
    public interface Fields {
        void take(int field, RecordReader reader);
    }

    /**
     * Reads a record.
     *
     * @param what the record is of, for errors
     * @param names of fields; the first must be {@code format}
     */
    public static void read(String what, byte[] encoded, NameTable names, Fields fields) {
        try {
            RecordReader reader = new RecordReader(what, new JsonReader(encoded));
            reader.json.beginObject();
            for (int field = reader.json.nextField(names);
                    field != NameTable.END;
                    field = reader.json.nextField(names)) {
                if (field == 0) {
                    reader.requireFormat(reader.json.integer());
                } else if (field == NameTable.UNKNOWN) {
                    throw new KvException.Corrupt(
                            "The record of " + what + " has a field this version does not know", null);
                } else {
                    fields.take(field, reader);
                }
            }
        } catch (JsonException | IllegalArgumentException | ArithmeticException e) {
            throw new KvException.Corrupt("The record of " + what + " in the catalog cannot be read", e);
        }
    }

    private void requireFormat(int format) {
        if (format != RecordWriter.FORMAT) {
            throw new KvException.Corrupt(
                    "The catalog was written by a newer version of Gramme (format " + format + " of " + what + ")",
                    null);
        }
    }

    public String text() {
        return json.string();
    }

    public boolean flag() {
        return json.bool();
    }

    public long number() {
        return json.longInteger();
    }

    public List<String> list() {
        List<String> values = new ArrayList<>();
        json.beginArray();
        while (json.nextElement()) {
            values.add(json.string());
        }
        return values;
    }

    public Map<String, String> map() {
        Map<String, String> values = new LinkedHashMap<>();
        json.beginObject();
        for (String key = json.nextField(); key != null; key = json.nextField()) {
            values.put(key, json.string());
        }
        return values;
    }
}
