package dev.gramme.database.identity;

import dev.gramme.database.api.Caller;
import dev.gramme.json.JsonException;
import dev.gramme.json.JsonReader;
import dev.gramme.json.JsonWriter;
import dev.gramme.json.NameTable;
import dev.gramme.kv.KvException;

/** Access keys as JSON, for the catalog, which seals them. */
final class AccessKeyCodec {
    private static final int FORMAT = 1;
    private static final NameTable FIELDS = new NameTable("format", "id", "secret", "account");

    private AccessKeyCodec() {}

    static byte[] encode(AccessKey key) {
        JsonWriter writer = new JsonWriter();
        writer.beginObject();
        writer.field("format");
        writer.number(FORMAT);
        writer.field("id");
        writer.string(key.id());
        writer.field("secret");
        writer.string(key.secret());
        writer.field("account");
        writer.string(key.owner().accountId());
        writer.endObject();
        return writer.toBytes();
    }

    static AccessKey decode(byte[] encoded) {
        try {
            JsonReader reader = new JsonReader(encoded);
            String id = "";
            String secret = "";
            String account = "";
            reader.beginObject();
            for (int field = reader.nextField(FIELDS); field != NameTable.END; field = reader.nextField(FIELDS)) {
                switch (field) {
                    case 0 -> requireFormat(reader.integer());
                    case 1 -> id = reader.string();
                    case 2 -> secret = reader.string();
                    case 3 -> account = reader.string();
                    default ->
                        throw new KvException.Corrupt(
                                "An access key's record has a field this version does not know", null);
                }
            }
            return new AccessKey(id, secret, Caller.root(account, id));
        } catch (JsonException e) {
            throw new KvException.Corrupt("An access key's record in the catalog cannot be read", e);
        }
    }

    private static void requireFormat(int format) {
        if (format != FORMAT) {
            throw new KvException.Corrupt(
                    "The catalog was written by a newer version of Gramme (access key format " + format + ")", null);
        }
    }
}
