package dev.gramme.database.trigger;

import dev.gramme.json.JsonException;
import dev.gramme.json.JsonReader;
import dev.gramme.json.JsonWriter;
import dev.gramme.json.NameTable;
import dev.gramme.kv.KvException;
import dev.gramme.model.lambda.EventSourceMappingConfiguration;

/** Mappings as JSON, for the catalog. */
final class MappingCodec {
    private static final int FORMAT = 1;
    private static final NameTable FIELDS = new NameTable("format", "account", "region", "mapping");

    private MappingCodec() {}

    static byte[] encode(Mapping mapping) {
        JsonWriter writer = new JsonWriter();
        writer.beginObject();
        writer.field("format");
        writer.number(FORMAT);
        writer.field("account");
        writer.string(mapping.accountId());
        writer.field("region");
        writer.string(mapping.region());
        writer.field("mapping");
        mapping.config().write(writer);
        writer.endObject();
        return writer.toBytes();
    }

    static Mapping decode(byte[] encoded) {
        try {
            JsonReader reader = new JsonReader(encoded);
            String account = "";
            String region = "";
            EventSourceMappingConfiguration config = null;
            reader.beginObject();
            for (int field = reader.nextField(FIELDS); field != NameTable.END; field = reader.nextField(FIELDS)) {
                switch (field) {
                    case 0 -> requireFormat(reader.integer());
                    case 1 -> account = reader.string();
                    case 2 -> region = reader.string();
                    case 3 -> config = EventSourceMappingConfiguration.read(reader);
                    default ->
                        throw new KvException.Corrupt(
                                "A mapping's record has a field this version does not know", null);
                }
            }
            if (config == null) {
                throw new KvException.Corrupt("A mapping's record in the catalog is not whole", null);
            }
            return new Mapping(account, region, config);
        } catch (JsonException | IllegalArgumentException | ArithmeticException e) {
            throw new KvException.Corrupt("A mapping's record in the catalog cannot be read", e);
        }
    }

    private static void requireFormat(int format) {
        if (format != FORMAT) {
            throw new KvException.Corrupt(
                    "The catalog was written by a newer version of Gramme (mapping format " + format + ")", null);
        }
    }
}
