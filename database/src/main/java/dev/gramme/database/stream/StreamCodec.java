package dev.gramme.database.stream;

import dev.gramme.database.resource.ResourcePolicy;
import dev.gramme.database.table.TableName;
import dev.gramme.json.JsonException;
import dev.gramme.json.JsonReader;
import dev.gramme.json.JsonWriter;
import dev.gramme.json.NameTable;
import dev.gramme.kv.KvException;
import dev.gramme.kv.PartitionId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Streams as JSON, for the catalog. */
final class StreamCodec {
    private static final int FORMAT = 1;
    private static final NameTable FIELDS = new NameTable(
            "format",
            "account",
            "region",
            "table",
            "tableId",
            "key",
            "label",
            "view",
            "enabled",
            "created",
            "keyNames",
            "shards",
            "listed",
            "policy");
    private static final NameTable SHARD_FIELDS =
            new NameTable("id", "partition", "parent", "from", "to", "trimmedTo", "opened", "closed");

    private StreamCodec() {}

    static byte[] encode(Stream stream) {
        JsonWriter writer = new JsonWriter();
        writer.beginObject();
        writer.field("format");
        writer.number(FORMAT);
        writer.field("account");
        writer.string(stream.table().accountId());
        writer.field("region");
        writer.string(stream.table().region());
        writer.field("table");
        writer.string(stream.table().name());
        writer.field("tableId");
        writer.string(stream.tableId());
        writer.field("key");
        writer.string(Base64.getEncoder().encodeToString(stream.wrappedKey()));
        writer.field("label");
        writer.string(stream.label());
        writer.field("view");
        writer.string(stream.viewType());
        writer.field("enabled");
        writer.bool(stream.enabled());
        writer.field("listed");
        writer.bool(stream.listed());
        writer.field("created");
        writer.number(stream.createdMillis());
        writer.field("keyNames");
        writer.beginArray();
        stream.keyNames().forEach(writer::string);
        writer.endArray();
        writer.field("shards");
        writer.beginArray();
        stream.shards().forEach(shard -> write(shard, writer));
        writer.endArray();
        ResourcePolicy policy = stream.policy();
        if (policy != null) {
            writer.field("policy");
            policy.write(writer);
        }
        writer.endObject();
        return writer.toBytes();
    }

    private static void write(Shard shard, JsonWriter writer) {
        writer.beginObject();
        writer.field("id");
        writer.string(shard.id());
        writer.field("partition");
        writer.number(shard.partition().number());
        String parent = shard.parentId();
        if (parent != null) {
            writer.field("parent");
            writer.string(parent);
        }
        writer.field("from");
        writer.number(shard.from());
        writer.field("to");
        writer.number(shard.to());
        writer.field("trimmedTo");
        writer.number(shard.trimmedTo());
        writer.field("opened");
        writer.number(shard.openedMillis());
        writer.field("closed");
        writer.number(shard.closedMillis());
        writer.endObject();
    }

    static Stream decode(byte[] encoded) {
        try {
            return read(new JsonReader(encoded));
        } catch (JsonException | IllegalArgumentException | ArithmeticException e) {
            throw new KvException.Corrupt("A stream's record in the catalog cannot be read", e);
        }
    }

    private static Stream read(JsonReader reader) {
        String account = "";
        String region = "";
        String table = "";
        String tableId = "";
        byte[] key = new byte[0];
        String label = "";
        String view = "";
        boolean enabled = false;
        boolean listed = true;
        long created = 0;
        List<String> keyNames = new ArrayList<>();
        List<Shard> shards = new ArrayList<>();
        ResourcePolicy policy = null;
        reader.beginObject();
        for (int field = reader.nextField(FIELDS); field != NameTable.END; field = reader.nextField(FIELDS)) {
            switch (field) {
                case 0 -> requireFormat(reader.integer());
                case 1 -> account = reader.string();
                case 2 -> region = reader.string();
                case 3 -> table = reader.string();
                case 4 -> tableId = reader.string();
                case 5 -> key = Base64.getDecoder().decode(reader.string());
                case 6 -> label = reader.string();
                case 7 -> view = reader.string();
                case 8 -> enabled = reader.bool();
                case 9 -> created = reader.longInteger();
                case 10 -> {
                    reader.beginArray();
                    while (reader.nextElement()) {
                        keyNames.add(reader.string());
                    }
                }
                case 11 -> {
                    reader.beginArray();
                    while (reader.nextElement()) {
                        shards.add(readShard(reader));
                    }
                }
                case 12 -> listed = reader.bool();
                case 13 -> policy = ResourcePolicy.read(reader);
                default -> throw unknown();
            }
        }
        return new Stream(
                new TableName(account, region, table),
                tableId,
                key,
                label,
                view,
                listed,
                enabled,
                created,
                List.copyOf(keyNames),
                List.copyOf(shards),
                policy);
    }

    private static Shard readShard(JsonReader reader) {
        String id = "";
        long partition = 0;
        String parent = null;
        long from = 0;
        long to = 0;
        long trimmedTo = 0;
        long opened = 0;
        long closed = 0;
        reader.beginObject();
        for (int field = reader.nextField(SHARD_FIELDS);
                field != NameTable.END;
                field = reader.nextField(SHARD_FIELDS)) {
            switch (field) {
                case 0 -> id = reader.string();
                case 1 -> partition = reader.longInteger();
                case 2 -> parent = reader.string();
                case 3 -> from = reader.longInteger();
                case 4 -> to = reader.longInteger();
                case 5 -> trimmedTo = reader.longInteger();
                case 6 -> opened = reader.longInteger();
                case 7 -> closed = reader.longInteger();
                default -> throw unknown();
            }
        }
        return new Shard(id, new PartitionId(partition), parent, from, to, trimmedTo, opened, closed);
    }

    private static void requireFormat(int format) {
        if (format != FORMAT) {
            throw new KvException.Corrupt(
                    "The catalog was written by a newer version of Gramme (stream format " + format + ")", null);
        }
    }

    private static KvException unknown() {
        return new KvException.Corrupt("A stream's record has a field this version does not know", null);
    }
}
