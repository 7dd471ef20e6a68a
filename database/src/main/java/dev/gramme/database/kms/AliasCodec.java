package dev.gramme.database.kms;

import dev.gramme.json.JsonException;
import dev.gramme.json.JsonReader;
import dev.gramme.json.JsonWriter;
import dev.gramme.json.NameTable;
import dev.gramme.kv.KvException;

/** Aliases as JSON, for the catalog, which seals them. */
final class AliasCodec {
    private static final int FORMAT = 1;
    private static final NameTable FIELDS =
            new NameTable("format", "account", "region", "name", "key", "created", "updated");

    private AliasCodec() {}

    static byte[] encode(Alias alias) {
        JsonWriter writer = new JsonWriter();
        writer.beginObject();
        writer.field("format");
        writer.number(FORMAT);
        writer.field("account");
        writer.string(alias.accountId());
        writer.field("region");
        writer.string(alias.region());
        writer.field("name");
        writer.string(alias.name());
        writer.field("key");
        writer.string(alias.keyId());
        writer.field("created");
        writer.number(alias.createdMillis());
        writer.field("updated");
        writer.number(alias.updatedMillis());
        writer.endObject();
        return writer.toBytes();
    }

    static Alias decode(byte[] encoded) {
        try {
            JsonReader reader = new JsonReader(encoded);
            String account = "";
            String region = "";
            String name = "";
            String key = "";
            long created = 0;
            long updated = 0;
            reader.beginObject();
            for (int field = reader.nextField(FIELDS); field != NameTable.END; field = reader.nextField(FIELDS)) {
                switch (field) {
                    case 0 -> requireFormat(reader.integer());
                    case 1 -> account = reader.string();
                    case 2 -> region = reader.string();
                    case 3 -> name = reader.string();
                    case 4 -> key = reader.string();
                    case 5 -> created = reader.longInteger();
                    case 6 -> updated = reader.longInteger();
                    default ->
                        throw new KvException.Corrupt("An alias's record has a field this version does not know", null);
                }
            }
            return new Alias(account, region, name, key, created, updated);
        } catch (JsonException e) {
            throw new KvException.Corrupt("An alias's record in the catalog cannot be read", e);
        }
    }

    private static void requireFormat(int format) {
        if (format != FORMAT) {
            throw new KvException.Corrupt(
                    "The catalog was written by a newer version of Gramme (alias format " + format + ")", null);
        }
    }
}
