package dev.gramme.database.table;

import dev.gramme.database.crypto.TableKeys;
import dev.gramme.database.expression.KeyCondition;
import dev.gramme.database.layout.ItemRows;
import dev.gramme.database.layout.RowSpace;
import dev.gramme.item.AttributeValue;
import dev.gramme.item.Item;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.Key;
import dev.gramme.kv.PartitionId;
import dev.gramme.kv.RowRange;
import dev.gramme.model.dynamodb.TableDescription;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table ready for use: its record and what is worked out from it once. Immutable but for its statistics. */
public final class Table implements ItemSource {
    private final TableRecord record;
    private final KeySchema schema;
    private final TableKeys keys;
    private final TableStatistics statistics;
    private final TableGate gate;
    private final PartitionLoads loads;
    private final List<Index> indexes;

    /** Takes over what lives on from the table as it was known before. */
    Table(TableRecord record, TableKeys keys, @Nullable Table known, OtherServers others) {
        this.record = record;
        this.schema = KeySchemas.of(record.keySchema(), record.attributeDefinitions());
        this.keys = keys;
        this.statistics = known == null ? new TableStatistics(record.items(), record.bytes()) : known.statistics;
        this.gate = known == null ? new TableGate(others) : known.gate;
        this.loads = known != null && known.loads.isOf(record.partitions())
                ? known.loads
                : new PartitionLoads(record.partitions());
        this.indexes = Indexes.of(this, known == null ? List.of() : known.indexes);
    }

    public TableName id() {
        return record.id();
    }

    public String name() {
        return record.name();
    }

    @Override
    public Table table() {
        return this;
    }

    @Override
    public KeySchema schema() {
        return schema;
    }

    @Override
    public List<String> startKeyNames() {
        return schema.names();
    }

    @Override
    public TableKeys keys() {
        return keys;
    }

    public TableStatistics statistics() {
        return statistics;
    }

    /** How much its partitions are asked for. */
    public PartitionLoads loads() {
        return loads;
    }

    /** Takes over the counts of its record, and its indexes': what all servers together have come to. */
    void takeSavedCounts() {
        statistics.rebase(record.items(), record.bytes());
        for (Index index : indexes) {
            index.statistics().rebase(index.record().items(), index.record().bytes());
        }
    }

    /** Whether its counts, or those of an index, are not those of its record any more. */
    boolean hasStaleCounts() {
        return record.isUsable()
                && (statistics.differFrom(record.items(), record.bytes())
                        || indexes.stream()
                                .anyMatch(index -> index.statistics()
                                        .differFrom(
                                                index.record().items(),
                                                index.record().bytes())));
    }

    /** A record of it with the counts of today, and of those of its indexes that it has. */
    TableRecord counted(TableRecord changed) {
        List<IndexRecord> counted = new ArrayList<>();
        for (IndexRecord index : changed.indexes()) {
            Index known = findIndex(index.name());
            counted.add(
                    known == null
                            ? index
                            : index.withCounts(
                                    known.statistics().items(),
                                    known.statistics().bytes()));
        }
        return changed.withCounts(statistics.items(), statistics.bytes())
                .withIndexes(List.copyOf(counted), changed.lastIndexId());
    }

    /** Whether it is being changed. */
    public boolean isUpdating() {
        return record.status().equals(Tables.UPDATING);
    }

    /** Where its writers pass. */
    public TableGate gate() {
        return gate;
    }

    public TableRecord record() {
        return record;
    }

    @Override
    public List<TablePartition> partitions() {
        return record.partitions();
    }

    @Override
    public @Nullable Split split() {
        return record.moves().splitOf(0);
    }

    @Override
    public Table current() {
        Table now = gate.now();
        return now == null ? this : now;
    }

    /** Whether all its rows lie in its partitions and nowhere else, and it is still so. */
    public boolean isSettled() {
        return record.moves().split() == null && gate.now() == this;
    }

    @Override
    public RowSpace space() {
        return ItemRows.SPACE;
    }

    /** All its indexes, local ones first, whatever state they are in. */
    public List<Index> indexes() {
        return indexes;
    }

    public @Nullable Index findIndex(String indexName) {
        for (Index index : indexes) {
            if (index.name().equals(indexName)) {
                return index;
            }
        }
        return null;
    }

    /** The description with today's counts, as DescribeTable gives it. */
    public TableDescription description() {
        return Indexes.counted(record.description(), indexes).toBuilder()
                .warmThroughput(Throughput.shownWarm(record.description()))
                .itemCount(statistics.items())
                .tableSizeBytes(statistics.bytes())
                .build();
    }

    /** The key of an item that is to be put. */
    public ItemKey keyOfItem(Item item) {
        AttributeValue hash = schema.ofItem(schema.hash(), item);
        KeyAttribute rangeAttribute = schema.range();
        return located(hash, rangeAttribute == null ? null : schema.ofItem(rangeAttribute, item));
    }

    /** The key named by a Key parameter: the key attributes and nothing else. */
    public ItemKey keyOf(Item key) {
        schema.checkOnlyKey(key);
        AttributeValue hash = schema.ofKey(schema.hash(), key);
        KeyAttribute rangeAttribute = schema.range();
        return located(hash, rangeAttribute == null ? null : schema.ofKey(rangeAttribute, key));
    }

    /** The key of these values, which are of the schema's types. */
    public ItemKey keyOf(AttributeValue hash, @Nullable AttributeValue range) {
        schema.checkLength(schema.hash(), hash);
        KeyAttribute rangeAttribute = schema.range();
        if (rangeAttribute != null && range != null) {
            schema.checkLength(rangeAttribute, range);
        }
        return located(hash, range);
    }

    /** The same key as the item lies now, whatever partition it lay in before. */
    public ItemKey placed(ItemKey key) {
        Bytes row = key.location().row();
        PartitionId partition = TablePartition.find(record.partitions(), ItemRows.SPACE.hash32(row));
        return partition.equals(key.location().partition())
                ? key
                : new ItemKey(key.schema(), key.hash(), key.range(), new Key(partition, row));
    }

    private ItemKey located(AttributeValue hash, @Nullable AttributeValue range) {
        byte[] token = token(List.of(hash));
        Bytes row = ItemRows.row(keys.own(), token, range == null ? null : KeySchema.bytes(range));
        return new ItemKey(schema, hash, range, new Key(partitionOf(token), row));
    }

    @Override
    public byte[] token(List<AttributeValue> hashes) {
        return ItemRows.token(keys.own(), KeySchema.bytes(hashes.getFirst()));
    }

    @Override
    public RowRange rows(byte[] token, List<AttributeValue> equal, KeyCondition.@Nullable Part next) {
        if (!equal.isEmpty()) {
            byte[] key = KeySchema.bytes(equal.getFirst());
            return ItemRows.sortRange(keys.own(), token, key, true, key, true);
        }
        if (next == null) {
            return space().collection(token);
        }
        byte[] low = KeySchema.bytes(next.low());
        return switch (next.operator()) {
            case "=" -> ItemRows.sortRange(keys.own(), token, low, true, low, true);
            case "<" -> ItemRows.sortRange(keys.own(), token, null, false, low, false);
            case "<=" -> ItemRows.sortRange(keys.own(), token, null, false, low, true);
            case ">" -> ItemRows.sortRange(keys.own(), token, low, false, null, false);
            case ">=" -> ItemRows.sortRange(keys.own(), token, low, true, null, false);
            case "begins_with" -> ItemRows.sortPrefix(keys.own(), token, low);
            default -> ItemRows.sortRange(keys.own(), token, low, true, KeySchema.bytes(next.upper()), true);
        };
    }

    @Override
    public Bytes startRow(Item startKey) {
        return keyOf(startKey).location().row();
    }
}
