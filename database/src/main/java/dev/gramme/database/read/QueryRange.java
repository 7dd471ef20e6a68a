package dev.gramme.database.read;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.expression.KeyCondition;
import dev.gramme.database.layout.ItemRows;
import dev.gramme.database.table.ItemKey;
import dev.gramme.database.table.KeyAttribute;
import dev.gramme.database.table.KeySchema;
import dev.gramme.database.table.Table;
import dev.gramme.item.AttributeValue;
import dev.gramme.item.Item;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.Direction;
import dev.gramme.kv.PartitionId;
import dev.gramme.kv.RowRange;
import org.jspecify.annotations.Nullable;

/**
 * Where the items a Query asks for lie.
 *
 * @param oneKey whether the whole key is given with {@code =}, so that there is one item at most
 */
record QueryRange(PartitionId partition, RowRange rows, boolean oneKey) {
    static QueryRange of(Table table, KeyCondition condition, @Nullable Item startKey, Direction direction) {
        KeySchema schema = table.schema();
        KeyAttribute rangeAttribute = schema.range();
        KeyCondition.ForSchema keys =
                condition.forSchema(schema.hash().name(), rangeAttribute == null ? null : rangeAttribute.name());
        checkType(schema.hash(), keys.hash());
        schema.checkHashValue(keys.hash());
        KeyCondition.Part part = keys.range();
        if (part != null && rangeAttribute != null) {
            checkType(rangeAttribute, part.low());
            AttributeValue high = part.high();
            if (high != null) {
                checkType(rangeAttribute, high);
                schema.checkRangeValue(rangeAttribute, high);
            }
            schema.checkRangeValue(rangeAttribute, part.low());
        }
        byte[] token = ItemRows.token(table.keys(), KeySchema.bytes(keys.hash()));
        RowRange all = part == null ? ItemRows.collection(token) : rows(table, token, part);
        RowRange rows = startKey == null ? all : behind(all, table, startKey, keys.hash(), direction);
        Bytes collectionStart = ItemRows.collection(token).from();
        boolean oneKey = part != null && part.operator().equals("=");
        return new QueryRange(table.partitionOf(ItemRows.hash32(collectionStart)), rows, oneKey);
    }

    private static void checkType(KeyAttribute attribute, AttributeValue value) {
        if (!attribute.type().equals(value.type())) {
            throw DynamoException.validation(
                    "One or more parameter values were invalid: Condition parameter type does not"
                            + " match schema type");
        }
    }

    private static RowRange rows(Table table, byte[] token, KeyCondition.Part part) {
        byte[] low = KeySchema.bytes(part.low());
        AttributeValue upper = part.high();
        return switch (part.operator()) {
            case "=" -> ItemRows.sortRange(table.keys(), token, low, true, low, true);
            case "<" -> ItemRows.sortRange(table.keys(), token, null, false, low, false);
            case "<=" -> ItemRows.sortRange(table.keys(), token, null, false, low, true);
            case ">" -> ItemRows.sortRange(table.keys(), token, low, false, null, false);
            case ">=" -> ItemRows.sortRange(table.keys(), token, low, true, null, false);
            case "begins_with" -> ItemRows.sortPrefix(table.keys(), token, low);
            default -> {
                byte[] high = upper == null ? low : KeySchema.bytes(upper);
                yield ItemRows.sortRange(table.keys(), token, low, true, high, true);
            }
        };
    }

    private static RowRange behind(RowRange all, Table table, Item startKey, AttributeValue hash, Direction direction) {
        ItemKey start = StartKeys.of(table, startKey);
        Bytes row = start.location().row();
        boolean inside = start.hash().equals(hash) && all.contains(row);
        if (!inside) {
            throw DynamoException.validation(
                    "The provided starting key is outside query boundaries based on provided conditions");
        }
        return behind(all, row, direction);
    }

    /** What lies behind a row, in the direction of the Query. */
    RowRange behind(Bytes row, Direction direction) {
        return behind(rows, row, direction);
    }

    private static RowRange behind(RowRange all, Bytes row, Direction direction) {
        return direction == Direction.FORWARD
                ? new RowRange(RowRange.after(row), all.to())
                : new RowRange(all.from(), row);
    }
}
