package dev.gramme.database.kms;

import dev.gramme.json.JsonException;
import dev.gramme.json.JsonReader;
import dev.gramme.json.JsonWriter;
import dev.gramme.json.NameTable;
import dev.gramme.kv.KvException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Grants as JSON, for the catalog, which seals them. */
final class GrantCodec {
    private static final int FORMAT = 1;
    private static final NameTable FIELDS = new NameTable(
            "format", "id", "key", "name", "created", "grantee", "retiring", "issuer", "operations", "subset", "exact");

    private GrantCodec() {}

    static byte[] encode(Grant grant) {
        JsonWriter writer = new JsonWriter();
        writer.beginObject();
        writer.field("format");
        writer.number(FORMAT);
        text(writer, "id", grant.id());
        text(writer, "key", grant.keyId());
        text(writer, "name", grant.name());
        writer.field("created");
        writer.number(grant.createdMillis());
        text(writer, "grantee", grant.grantee());
        text(writer, "retiring", grant.retiring());
        text(writer, "issuer", grant.issuer());
        writer.field("operations");
        writer.beginArray();
        grant.operations().forEach(writer::string);
        writer.endArray();
        pairs(writer, "subset", grant.subset());
        pairs(writer, "exact", grant.exact());
        writer.endObject();
        return writer.toBytes();
    }

    private static void text(JsonWriter writer, String field, String value) {
        writer.field(field);
        writer.string(value);
    }

    private static void pairs(JsonWriter writer, String field, Map<String, String> pairs) {
        writer.field(field);
        writer.beginArray();
        pairs.forEach((name, value) -> {
            writer.string(name);
            writer.string(value);
        });
        writer.endArray();
    }

    static Grant decode(byte[] encoded) {
        try {
            return read(new JsonReader(encoded));
        } catch (JsonException e) {
            throw new KvException.Corrupt("A grant's record in the catalog cannot be read", e);
        }
    }

    private static Grant read(JsonReader reader) {
        String id = "";
        String key = "";
        String name = "";
        long created = 0;
        String grantee = "";
        String retiring = "";
        String issuer = "";
        List<String> operations = List.of();
        Map<String, String> subset = Map.of();
        Map<String, String> exact = Map.of();
        reader.beginObject();
        for (int field = reader.nextField(FIELDS); field != NameTable.END; field = reader.nextField(FIELDS)) {
            switch (field) {
                case 0 -> requireFormat(reader.integer());
                case 1 -> id = reader.string();
                case 2 -> key = reader.string();
                case 3 -> name = reader.string();
                case 4 -> created = reader.longInteger();
                case 5 -> grantee = reader.string();
                case 6 -> retiring = reader.string();
                case 7 -> issuer = reader.string();
                case 8 -> operations = texts(reader);
                case 9 -> subset = pairs(reader);
                case 10 -> exact = pairs(reader);
                default ->
                    throw new KvException.Corrupt("A grant's record has a field this version does not know", null);
            }
        }
        return new Grant(id, key, name, created, grantee, retiring, issuer, operations, subset, exact);
    }

    private static List<String> texts(JsonReader reader) {
        List<String> texts = new ArrayList<>();
        reader.beginArray();
        while (reader.nextElement()) {
            texts.add(reader.string());
        }
        return List.copyOf(texts);
    }

    private static Map<String, String> pairs(JsonReader reader) {
        Map<String, String> pairs = new TreeMap<>();
        List<String> texts = texts(reader);
        for (int at = 0; at + 1 < texts.size(); at += 2) {
            pairs.put(texts.get(at), texts.get(at + 1));
        }
        return pairs;
    }

    private static void requireFormat(int format) {
        if (format != FORMAT) {
            throw new KvException.Corrupt(
                    "The catalog was written by a newer version of Gramme (grant format " + format + ")", null);
        }
    }
}
