package dev.gramme.database.kms;

import dev.gramme.json.JsonException;
import dev.gramme.json.JsonReader;
import dev.gramme.json.JsonWriter;
import dev.gramme.json.NameTable;
import dev.gramme.kv.KvException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keys as JSON, for the catalog, which seals them. Key material is not among it. */
final class KeyCodec {
    private static final int FORMAT = 1;
    private static final NameTable FIELDS = new NameTable(
            "format",
            "account",
            "region",
            "id",
            "created",
            "description",
            "managed",
            "state",
            "deletion",
            "policy",
            "tags",
            "rotates",
            "period",
            "next",
            "materials");

    private KeyCodec() {}

    static byte[] encode(KmsKey key) {
        JsonWriter writer = new JsonWriter();
        writer.beginObject();
        writer.field("format");
        writer.number(FORMAT);
        text(writer, "account", key.accountId());
        text(writer, "region", key.region());
        text(writer, "id", key.id());
        writer.field("created");
        writer.number(key.createdMillis());
        text(writer, "description", key.description());
        writer.field("managed");
        writer.bool(key.managed());
        text(writer, "state", key.state().name());
        writer.field("deletion");
        writer.number(key.deletionMillis());
        text(writer, "policy", key.policy());
        writer.field("tags");
        writer.beginArray();
        key.tags().forEach((name, value) -> {
            writer.string(name);
            writer.string(value);
        });
        writer.endArray();
        writer.field("rotates");
        writer.bool(key.rotation().enabled());
        writer.field("period");
        writer.number(key.rotation().periodDays());
        writer.field("next");
        writer.number(key.rotation().nextMillis());
        writer.field("materials");
        writer.beginArray();
        for (KmsKey.Material material : key.materials()) {
            writer.string(material.id());
            writer.string(Long.toString(material.sinceMillis()));
            writer.string(material.rotationType());
        }
        writer.endArray();
        writer.endObject();
        return writer.toBytes();
    }

    private static void text(JsonWriter writer, String field, String value) {
        writer.field(field);
        writer.string(value);
    }

    private static final class Fields {
        private String account = "";
        private String region = "";
        private String id = "";
        private long created;
        private String description = "";
        private boolean managed;
        private String state = "";
        private long deletion;
        private String policy = "";
        private List<String> tags = List.of();
        private boolean rotates;
        private int period;
        private long next;
        private List<String> materials = List.of();

        KmsKey key() {
            Map<String, String> byName = new LinkedHashMap<>();
            for (int at = 0; at + 1 < tags.size(); at += 2) {
                byName.put(tags.get(at), tags.get(at + 1));
            }
            List<KmsKey.Material> all = new ArrayList<>();
            for (int at = 0; at + 2 < materials.size(); at += 3) {
                all.add(new KmsKey.Material(
                        materials.get(at), Long.parseLong(materials.get(at + 1)), materials.get(at + 2)));
            }
            return new KmsKey(
                    account,
                    region,
                    id,
                    created,
                    description,
                    managed,
                    KmsKey.State.valueOf(state),
                    deletion,
                    policy,
                    Map.copyOf(byName),
                    new KmsKey.Rotation(rotates, period, next),
                    List.copyOf(all));
        }
    }

    static KmsKey decode(byte[] encoded) {
        try {
            JsonReader reader = new JsonReader(encoded);
            Fields fields = new Fields();
            reader.beginObject();
            for (int field = reader.nextField(FIELDS); field != NameTable.END; field = reader.nextField(FIELDS)) {
                read(fields, field, reader);
            }
            return fields.key();
        } catch (JsonException | IllegalArgumentException e) {
            throw new KvException.Corrupt("A key's record in the catalog cannot be read", e);
        }
    }

    private static void read(Fields fields, int field, JsonReader reader) {
        switch (field) {
            case 0 -> {
                if (reader.integer() != FORMAT) {
                    throw new KvException.Corrupt("A key's record has a format this version does not know", null);
                }
            }
            case 1 -> fields.account = reader.string();
            case 2 -> fields.region = reader.string();
            case 3 -> fields.id = reader.string();
            case 4 -> fields.created = reader.longInteger();
            case 5 -> fields.description = reader.string();
            case 6 -> fields.managed = reader.bool();
            case 7 -> fields.state = reader.string();
            case 8 -> fields.deletion = reader.longInteger();
            case 9 -> fields.policy = reader.string();
            case 10 -> fields.tags = texts(reader);
            case 11 -> fields.rotates = reader.bool();
            case 12 -> fields.period = reader.integer();
            case 13 -> fields.next = reader.longInteger();
            case 14 -> fields.materials = texts(reader);
            default -> throw new KvException.Corrupt("A key's record has a field this version does not know", null);
        }
    }

    private static List<String> texts(JsonReader reader) {
        List<String> texts = new ArrayList<>();
        reader.beginArray();
        while (reader.nextElement()) {
            texts.add(reader.string());
        }
        return texts;
    }
}
