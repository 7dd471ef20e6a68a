package dev.gramme.database.table;

import dev.gramme.database.crypto.TableKeys;
import dev.gramme.database.layout.ItemRows;
import dev.gramme.item.AttributeValue;
import dev.gramme.item.Item;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.Key;
import dev.gramme.kv.PartitionId;
import dev.gramme.model.dynamodb.TableDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table ready for use: its record and what is worked out from it once. Immutable but for its statistics. */
public final class Table {
    private final TableRecord record;
    private final KeySchema schema;
    private final TableKeys keys;
    private final TableStatistics statistics;

    Table(TableRecord record, KeySchema schema, TableKeys keys, TableStatistics statistics) {
        this.record = record;
        this.schema = schema;
        this.keys = keys;
        this.statistics = statistics;
    }

    public TableName id() {
        return record.id();
    }

    public String name() {
        return record.name();
    }

    public KeySchema schema() {
        return schema;
    }

    public TableKeys keys() {
        return keys;
    }

    public TableStatistics statistics() {
        return statistics;
    }

    public TableRecord record() {
        return record;
    }

    public List<TablePartition> partitions() {
        return record.partitions();
    }

    /** The description with today's counts, as DescribeTable gives it. */
    public TableDescription description() {
        return record.description().toBuilder()
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

    private ItemKey located(AttributeValue hash, @Nullable AttributeValue range) {
        byte[] token = ItemRows.token(keys, KeySchema.bytes(hash));
        Bytes row = ItemRows.row(keys, token, range == null ? null : KeySchema.bytes(range));
        return new ItemKey(schema, hash, range, new Key(partitionOf(ItemRows.hash32(row)), row));
    }

    /** The partition a hash lies in. */
    public PartitionId partitionOf(long hash32) {
        return partitions().get(partitionIndex(hash32)).id();
    }

    int partitionIndex(long hash32) {
        List<TablePartition> partitions = partitions();
        int low = 0;
        int high = partitions.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (partitions.get(middle).fromHash32() <= hash32) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
