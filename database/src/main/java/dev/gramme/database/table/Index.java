package dev.gramme.database.table;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.crypto.KeyCiphers;
import dev.gramme.database.expression.KeyCondition;
import dev.gramme.database.layout.IndexRows;
import dev.gramme.database.layout.RowSpace;
import dev.gramme.item.AttributeValue;
import dev.gramme.item.Item;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.Key;
import dev.gramme.kv.PartitionId;
import dev.gramme.kv.RowRange;
import dev.gramme.model.dynamodb.Projection;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A secondary index: entries in the order of another key, each with the attributes it projects. An entry lies in the
 * partition of its item (local) or in a partition of the index (global).
 */
public final class Index implements ItemSource {
    private final Table table;
    private final IndexRecord record;
    private final boolean global;
    private final String status;
    private final KeySchema schema;
    private final @Nullable Set<String> projected;
    private final List<String> startKeyNames;
    private final RowSpace space;
    private final TableStatistics statistics;

    Index(
            Table table,
            IndexRecord record,
            boolean global,
            String status,
            KeySchema schema,
            Projection projection,
            @Nullable Index known) {
        this.table = table;
        this.record = record;
        this.global = global;
        this.status = status;
        this.schema = schema;
        Set<String> keyNames = new LinkedHashSet<>(table.schema().names());
        keyNames.addAll(schema.names());
        this.startKeyNames = List.copyOf(keyNames);
        this.projected = projected(projection, keyNames);
        this.space = RowSpace.ofIndex(record.id());
        this.statistics = known == null ? new TableStatistics(record.items(), record.bytes()) : known.statistics;
    }

    private static @Nullable Set<String> projected(Projection projection, Set<String> keyNames) {
        if ("ALL".equals(projection.projectionType())) {
            return null;
        }
        Set<String> names = new LinkedHashSet<>(keyNames);
        List<String> others = projection.nonKeyAttributes();
        if (others != null) {
            names.addAll(others);
        }
        return names;
    }

    private KeyCiphers ciphers() {
        return table.keys().ofIndex(record.id());
    }

    public String name() {
        return record.name();
    }

    /** Its number in the table. */
    public int id() {
        return record.id();
    }

    IndexRecord record() {
        return record;
    }

    public boolean isGlobal() {
        return global;
    }

    /** CREATING, ACTIVE, UPDATING or DELETING. */
    public String status() {
        return status;
    }

    /** Whether its entries are kept in step with the items. */
    public boolean isMaintained() {
        return !status.equals(Tables.DELETING);
    }

    /** Whether every item has its entry by now. */
    public boolean isComplete() {
        return !status.equals(Tables.CREATING) && !status.equals(Tables.DELETING);
    }

    @Override
    public Table table() {
        return table;
    }

    @Override
    public KeySchema schema() {
        return schema;
    }

    @Override
    public List<String> startKeyNames() {
        return startKeyNames;
    }

    @Override
    public List<TablePartition> partitions() {
        return global ? record.partitions() : table.partitions();
    }

    @Override
    public @Nullable Split split() {
        return global ? table.record().moves().splitOf(record.id()) : table.split();
    }

    @Override
    public Index current() {
        for (Index index : table.current().indexes()) {
            if (index.id() == id()) {
                return index;
            }
        }
        return this;
    }

    @Override
    public RowSpace space() {
        return space;
    }

    public TableStatistics statistics() {
        return statistics;
    }

    /** Whether all attributes of an item are in its entry. */
    public boolean projectsAll() {
        return projected == null;
    }

    public boolean projects(String attribute) {
        return projected == null || projected.contains(attribute);
    }

    /** What an item's entry holds of it. */
    public Item project(Item item) {
        return projected == null ? item : item.keep(projected);
    }

    /** Whether an item has an entry: whether it has all key attributes, and fit ones that fit together. */
    public boolean holds(Item item) {
        for (KeyAttribute attribute : schema.attributes()) {
            AttributeValue value = item.find(attribute.name());
            if (value == null || !value.type().equals(attribute.type()) || !schema.isFit(attribute, value)) {
                return false;
            }
        }
        return schema.fitsTogether(item);
    }

    /** Whether two items that it holds have equal keys in it. */
    public boolean sameKey(Item one, Item other) {
        for (KeyAttribute attribute : schema.attributes()) {
            if (!Objects.equals(one.find(attribute.name()), other.find(attribute.name()))) {
                return false;
            }
        }
        return true;
    }

    /** Where the entry of an item that it holds lies. */
    public Key entryKey(ItemKey itemKey, Item item) {
        Key place = itemKey.location();
        byte[] token = token(values(schema.hashes(), item));
        Bytes row = IndexRows.row(space, ciphers(), token, sortKeys(values(schema.ranges(), item)), place.row());
        PartitionId partition = global ? partitionOf(token) : place.partition();
        return new Key(partition, row);
    }

    private static List<AttributeValue> values(List<KeyAttribute> attributes, Item item) {
        List<AttributeValue> values = new ArrayList<>(attributes.size());
        for (KeyAttribute attribute : attributes) {
            values.add(Objects.requireNonNull(item.find(attribute.name())));
        }
        return values;
    }

    private static List<byte[]> sortKeys(List<AttributeValue> values) {
        return values.stream().map(KeySchema::bytes).toList();
    }

    @Override
    public PartitionId partitionOf(byte[] token) {
        return TablePartition.find(partitions(), RowSpace.hash32(token));
    }

    /** The token of the partition key; a local index has that of its table, so that both cut alike. */
    @Override
    public byte[] token(List<AttributeValue> hashes) {
        return global ? IndexRows.token(ciphers(), sortKeys(hashes)) : table.token(hashes);
    }

    @Override
    public RowRange rows(byte[] token, List<AttributeValue> equal, KeyCondition.@Nullable Part next) {
        List<byte[]> ended = new ArrayList<>(sortKeys(equal));
        RowRange all = IndexRows.startingWith(space, ciphers(), token, ended, null);
        if (next == null) {
            return all;
        }
        if (next.operator().equals("begins_with")) {
            return IndexRows.startingWith(space, ciphers(), token, ended, KeySchema.bytes(next.low()));
        }
        RowRange low = exactly(token, ended, next.low());
        return switch (next.operator()) {
            case "=" -> low;
            case "<" -> new RowRange(all.from(), low.from());
            case "<=" -> new RowRange(all.from(), low.to());
            case ">" -> new RowRange(behind(low, all), all.to());
            case ">=" -> new RowRange(low.from(), all.to());
            default ->
                new RowRange(low.from(), exactly(token, ended, next.upper()).to());
        };
    }

    /** Where a range ends; a row always follows on a token's, since tokens are shorter than rows. */
    private static Bytes behind(RowRange range, RowRange all) {
        Bytes end = range.to();
        return end == null ? all.from() : end;
    }

    private RowRange exactly(byte[] token, List<byte[]> ended, AttributeValue value) {
        List<byte[]> keys = new ArrayList<>(ended);
        keys.add(KeySchema.bytes(value));
        return IndexRows.startingWith(space, ciphers(), token, keys, null);
    }

    @Override
    public Bytes startRow(Item startKey) {
        if (!holds(startKey)) {
            throw DynamoException.validation("The provided key element does not match the schema");
        }
        ItemKey itemKey = table.keyOf(startKey.keep(table.schema().names()));
        return entryKey(itemKey, startKey).row();
    }
}
