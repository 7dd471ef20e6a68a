package dev.gramme.database.table;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.json.JsonException;
import dev.gramme.json.JsonReader;
import dev.gramme.json.JsonWriter;
import dev.gramme.json.NameTable;
import dev.gramme.kv.KvException;
import dev.gramme.kv.PartitionId;
import dev.gramme.model.dynamodb.AttributeDefinition;
import dev.gramme.model.dynamodb.KeySchemaElement;
import dev.gramme.model.dynamodb.TableDescription;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A table as the catalog keeps it. The description is kept in the API's own shape, so that whatever a table can be
 * asked about is stored the moment it is accepted.
 *
 * @param wrappedKey the table's data key, wrapped by the key service
 * @param partitions in hash order, the first from 0
 * @param indexes one for each index of the description
 * @param lastIndexId the largest number an index of this table ever had
 * @param settings what the description has no room for
 * @param moves which of its rows are on their way to another partition
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
        List<IndexRecord> indexes,
        int lastIndexId,
        Map<String, String> tags,
        TableSettings settings,
        Moves moves,
        TableDescription description) {
    private static final int FORMAT = 1;
    private static final NameTable FIELDS = new NameTable(
            "format",
            "account",
            "region",
            "key",
            "partitions",
            "items",
            "bytes",
            "description",
            "indexes",
            "lastIndexId",
            "tags",
            "settings",
            "moves");

    /** The table's name, which is never absent once a table is made. */
    public String name() {
        String name = description.tableName();
        return name == null ? "" : name;
    }

    public String status() {
        String status = description.tableStatus();
        return status == null ? "" : status;
    }

    /** Whether items can be read from the table and written to it. */
    public boolean isUsable() {
        return status().equals(Tables.ACTIVE) || status().equals(Tables.UPDATING);
    }

    /** Unique among all tables there ever were. */
    public String tableId() {
        return Objects.requireNonNull(description.tableId());
    }

    List<KeySchemaElement> keySchema() {
        return Objects.requireNonNull(description.keySchema());
    }

    List<AttributeDefinition> attributeDefinitions() {
        return Objects.requireNonNull(description.attributeDefinitions());
    }

    IndexRecord index(String indexName) {
        for (IndexRecord index : indexes) {
            if (index.name().equals(indexName)) {
                return index;
            }
        }
        throw new KvException.Corrupt("A table's record lacks one of its indexes", null);
    }

    /** The partitions its own rows lie in, the one that some are being moved to as well. */
    public List<PartitionId> ownPartitions() {
        List<PartitionId> all = new ArrayList<>();
        partitions.forEach(partition -> all.add(partition.id()));
        moves.addTargets(true, all);
        return all;
    }

    /** The same of its global indexes. */
    List<PartitionId> indexPartitions() {
        List<PartitionId> all = new ArrayList<>();
        indexes.forEach(index -> index.partitions().forEach(partition -> all.add(partition.id())));
        moves.addTargets(false, all);
        return all;
    }

    public TableRecord with(TableDescription changed) {
        return new TableRecord(
                accountId,
                region,
                wrappedKey,
                partitions,
                items,
                bytes,
                indexes,
                lastIndexId,
                tags,
                settings,
                moves,
                changed);
    }

    public TableRecord withStatus(String status) {
        return with(description.toBuilder().tableStatus(status).build());
    }

    TableRecord withKey(byte[] wrapped, List<TablePartition> given) {
        return new TableRecord(
                accountId,
                region,
                wrapped,
                given,
                items,
                bytes,
                indexes,
                lastIndexId,
                tags,
                settings,
                moves,
                description);
    }

    TableRecord withIndexes(List<IndexRecord> changed, int lastId) {
        return new TableRecord(
                accountId,
                region,
                wrappedKey,
                partitions,
                items,
                bytes,
                changed,
                lastId,
                tags,
                settings,
                moves,
                description);
    }

    /** With counts of this moment. */
    public TableRecord withCounts(long itemCount, long byteCount) {
        return new TableRecord(
                accountId,
                region,
                wrappedKey,
                partitions,
                itemCount,
                byteCount,
                indexes,
                lastIndexId,
                tags,
                settings,
                moves,
                description);
    }

    TableRecord withTags(Map<String, String> changed) {
        return new TableRecord(
                accountId,
                region,
                wrappedKey,
                partitions,
                items,
                bytes,
                indexes,
                lastIndexId,
                changed,
                settings,
                moves,
                description);
    }

    public TableRecord withSettings(TableSettings changed) {
        return new TableRecord(
                accountId,
                region,
                wrappedKey,
                partitions,
                items,
                bytes,
                indexes,
                lastIndexId,
                tags,
                changed,
                moves,
                description);
    }

    TableRecord withMoves(Moves changed) {
        return withMoves(changed, partitions);
    }

    /** The partitions of the table itself (0), or of a global index; none where there is no such index. */
    List<TablePartition> partitionsOf(int indexId) {
        if (indexId == 0) {
            return partitions;
        }
        for (IndexRecord index : indexes) {
            if (index.id() == indexId) {
                return index.partitions();
            }
        }
        return List.of();
    }

    TableRecord withPartitionsOf(int indexId, List<TablePartition> changed) {
        if (indexId == 0) {
            return withMoves(moves, changed);
        }
        return withIndexes(
                indexes.stream()
                        .map(index -> index.id() == indexId ? index.in(changed) : index)
                        .toList(),
                lastIndexId);
    }

    /** The table as its rows lay at a stamp. */
    public TableRecord at(long stamp) {
        return withMoves(Moves.NONE, moves.partitionsAt(partitions, stamp));
    }

    private TableRecord withMoves(Moves changed, List<TablePartition> given) {
        return new TableRecord(
                accountId,
                region,
                wrappedKey,
                given,
                items,
                bytes,
                indexes,
                lastIndexId,
                tags,
                settings,
                changed,
                description);
    }

    /** Account, region and name: what tells tables apart. */
    public TableName id() {
        return new TableName(accountId, region, name());
    }

    /** As bytes, for the catalog and for backups. */
    public byte[] encode() {
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
        writePartitions(writer, partitions);
        writer.field("items");
        writer.number(items);
        writer.field("bytes");
        writer.number(bytes);
        writer.field("description");
        description.write(writer);
        writer.field("lastIndexId");
        writer.number(lastIndexId);
        writer.field("indexes");
        writer.beginArray();
        for (IndexRecord index : indexes) {
            IndexRecords.write(writer, index);
        }
        writer.endArray();
        writer.field("tags");
        writer.beginArray();
        tags.forEach((key, value) -> {
            writer.string(key);
            writer.string(value);
        });
        writer.endArray();
        writer.field("settings");
        settings.write(writer);
        if (!moves.equals(Moves.NONE)) {
            writer.field("moves");
            MovesCodec.write(writer, moves);
        }
        writer.endObject();
        return writer.toBytes();
    }

    static void writePartitions(JsonWriter writer, List<TablePartition> partitions) {
        writer.beginArray();
        for (TablePartition partition : partitions) {
            writer.beginArray();
            writer.number(partition.fromHash32());
            writer.number(partition.id().number());
            writer.endArray();
        }
        writer.endArray();
    }

    /**
     * From bytes.
     *
     * @throws KvException.Corrupt where they are no record
     */
    public static TableRecord decode(byte[] encoded) {
        try {
            return read(new JsonReader(encoded));
        } catch (JsonException | IllegalArgumentException | ArithmeticException e) {
            throw new KvException.Corrupt("A table's record in the catalog cannot be read", e);
        }
    }

    private static TableRecord read(JsonReader reader) {
        String account = "";
        String region = "";
        byte[] key = new byte[0];
        List<TablePartition> partitions = List.of();
        long items = 0;
        long bytes = 0;
        List<IndexRecord> indexes = new ArrayList<>();
        int lastIndexId = 0;
        Map<String, String> tags = Map.of();
        TableSettings settings = TableSettings.NONE;
        Moves moves = Moves.NONE;
        TableDescription description = TableDescription.builder().build();
        reader.beginObject();
        for (int field = reader.nextField(FIELDS); field != NameTable.END; field = reader.nextField(FIELDS)) {
            switch (field) {
                case 0 -> requireFormat(reader.integer());
                case 1 -> account = reader.string();
                case 2 -> region = reader.string();
                case 3 -> key = Base64.getDecoder().decode(reader.string());
                case 4 -> partitions = readPartitions(reader);
                case 5 -> items = reader.longInteger();
                case 6 -> bytes = reader.longInteger();
                case 7 -> description = TableDescription.read(reader);
                case 8 -> IndexRecords.readAll(reader, indexes);
                case 9 -> lastIndexId = reader.integer();
                case 10 -> tags = readTags(reader);
                case 11 -> settings = TableSettings.read(reader);
                case 12 -> moves = MovesCodec.read(reader);
                default ->
                    throw new KvException.Corrupt("A table's record has a field this version does not know", null);
            }
        }
        return new TableRecord(
                account,
                region,
                key,
                partitions,
                items,
                bytes,
                List.copyOf(indexes),
                lastIndexId,
                tags,
                settings,
                moves,
                description);
    }

    private static Map<String, String> readTags(JsonReader reader) {
        Map<String, String> tags = new LinkedHashMap<>();
        reader.beginArray();
        while (reader.nextElement()) {
            String key = reader.string();
            reader.nextElement();
            tags.put(key, reader.string());
        }
        return tags;
    }

    private static void requireFormat(int format) {
        if (format != FORMAT) {
            throw new KvException.Corrupt(
                    "The catalog was written by a newer version of Gramme (table format " + format + ")", null);
        }
    }

    static List<TablePartition> readPartitions(JsonReader reader) {
        List<TablePartition> partitions = new ArrayList<>();
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
        return List.copyOf(partitions);
    }

    /** What refuses a change of it: the table is being created, updated or deleted. */
    public DynamoException inUse() {
        String being = switch (status()) {
            case Tables.DELETING -> "deleted";
            case Tables.UPDATING -> "updated";
            case Tables.ARCHIVING, Tables.ARCHIVED -> "archived";
            default -> "created";
        };
        return new DynamoException(
                ErrorCode.RESOURCE_IN_USE,
                "Attempt to change a resource which is still in use: Table is being " + being + ": " + name());
    }
}
