package dev.gramme.database.table;

import dev.gramme.json.JsonException;
import dev.gramme.json.JsonReader;
import dev.gramme.json.JsonWriter;
import dev.gramme.json.NameTable;
import dev.gramme.kv.KvException;
import dev.gramme.kv.PartitionId;
import dev.gramme.model.dynamodb.TableDescription;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A table as the catalog keeps it. The description is kept in the API's own shape, so that whatever a table can be
 * asked about is stored the moment it is accepted.
 *
 * @param wrappedKey the table's data key, wrapped by the key service
 * @param partitions in hash order, the first from 0
 * @param description without counts, which live in {@link TableStatistics}
 */
@SuppressWarnings("ArrayRecordComponent") // records of tables are never compared
public record TableRecord(
        String accountId,
        String region,
        byte[] wrappedKey,
        List<TablePartition> partitions,
        long items,
        long bytes,
        TableDescription description) {
    private static final int FORMAT = 1;
    private static final NameTable FIELDS =
            new NameTable("format", "account", "region", "key", "partitions", "items", "bytes", "description");

    /** The table's name, which is never absent once a table is made. */
    public String name() {
        String name = description.tableName();
        return name == null ? "" : name;
    }

    public String status() {
        String status = description.tableStatus();
        return status == null ? "" : status;
    }

    TableRecord with(TableDescription changed) {
        return new TableRecord(accountId, region, wrappedKey, partitions, items, bytes, changed);
    }

    TableRecord withStatus(String status) {
        return with(description.toBuilder().tableStatus(status).build());
    }

    TableRecord withCounts(long itemCount, long byteCount) {
        return new TableRecord(accountId, region, wrappedKey, partitions, itemCount, byteCount, description);
    }

    /** Account, region and name: what tells tables apart. */
    TableName id() {
        return new TableName(accountId, region, name());
    }

    byte[] encode() {
        JsonWriter writer = new JsonWriter();
        writer.beginObject();
        writer.field("format");
        writer.number(FORMAT);
        writer.field("account");
        writer.string(accountId);
        writer.field("region");
        writer.string(region);
        writer.field("key");
        writer.string(Base64.getEncoder().encodeToString(wrappedKey));
        writer.field("partitions");
        writer.beginArray();
        for (TablePartition partition : partitions) {
            writer.beginArray();
            writer.number(partition.fromHash32());
            writer.number(partition.id().number());
            writer.endArray();
        }
        writer.endArray();
        writer.field("items");
        writer.number(items);
        writer.field("bytes");
        writer.number(bytes);
        writer.field("description");
        description.write(writer);
        writer.endObject();
        return writer.toBytes();
    }

    static TableRecord decode(byte[] encoded) {
        try {
            return read(new JsonReader(encoded));
        } catch (JsonException e) {
            throw new KvException.Corrupt("A table's record in the catalog cannot be read", e);
        }
    }

    private static TableRecord read(JsonReader reader) {
        String account = "";
        String region = "";
        byte[] key = new byte[0];
        List<TablePartition> partitions = new ArrayList<>();
        long items = 0;
        long bytes = 0;
        TableDescription description = TableDescription.builder().build();
        reader.beginObject();
        for (int field = reader.nextField(FIELDS); field != NameTable.END; field = reader.nextField(FIELDS)) {
            switch (field) {
                case 0 -> requireFormat(reader.integer());
                case 1 -> account = reader.string();
                case 2 -> region = reader.string();
                case 3 -> key = Base64.getDecoder().decode(reader.string());
                case 4 -> readPartitions(reader, partitions);
                case 5 -> items = reader.longInteger();
                case 6 -> bytes = reader.longInteger();
                case 7 -> description = TableDescription.read(reader);
                default ->
                    throw new KvException.Corrupt("A table's record has a field this version does not know", null);
            }
        }
        return new TableRecord(account, region, key, List.copyOf(partitions), items, bytes, description);
    }

    private static void requireFormat(int format) {
        if (format != FORMAT) {
            throw new KvException.Corrupt(
                    "The catalog was written by a newer version of Gramme (table format " + format + ")", null);
        }
    }

    private static void readPartitions(JsonReader reader, List<TablePartition> partitions) {
        reader.beginArray();
        while (reader.nextElement()) {
            reader.beginArray();
            Long from = null;
            Long id = null;
            while (reader.nextElement()) {
                if (from == null) {
                    from = reader.longInteger();
                } else {
                    id = reader.longInteger();
                }
            }
            if (from == null || id == null) {
                throw new KvException.Corrupt("A table's record has half a partition", null);
            }
            partitions.add(new TablePartition(from, new PartitionId(id)));
        }
    }
}
