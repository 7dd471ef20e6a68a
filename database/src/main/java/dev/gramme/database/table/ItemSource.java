package dev.gramme.database.table;

import dev.gramme.database.crypto.TableKeys;
import dev.gramme.database.expression.KeyCondition;
import dev.gramme.database.layout.RowSpace;
import dev.gramme.item.AttributeValue;
import dev.gramme.item.Item;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.PartitionId;
import dev.gramme.kv.RowRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be queried and scanned: a table or an index of it. */
public sealed interface ItemSource permits Table, Index {
    /** The table itself, or the one indexed. */
    Table table();

    /** The key it is ordered by. */
    KeySchema schema();

    /** The attributes that tell where in it a page ended. */
    List<String> startKeyNames();

    /** In hash order. */
    List<TablePartition> partitions();

    RowSpace space();

    /** The token all rows of one partition key share. */
    byte[] token(List<AttributeValue> hashes);

    /**
     * The rows of a token whose first sort keys have the given values, and the next one meets a condition.
     *
     * @param next null for no condition
     */
    RowRange rows(byte[] token, List<AttributeValue> equal, KeyCondition.@Nullable Part next);

    /** The row a start key names; the key holds all of {@link #startKeyNames} and nothing else. */
    Bytes startRow(Item startKey);

    /** What of it is being moved to another partition; null for nothing. */
    @Nullable
    Split split();

    /** The same as it is now; itself where it is gone. */
    ItemSource current();

    default TableKeys keys() {
        return table().keys();
    }

    default PartitionId partitionOf(byte[] token) {
        return TablePartition.find(partitions(), RowSpace.hash32(token));
    }
}
