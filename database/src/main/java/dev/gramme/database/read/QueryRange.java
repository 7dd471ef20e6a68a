package dev.gramme.database.read;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.expression.KeyCondition;
import dev.gramme.database.table.Index;
import dev.gramme.database.table.IndexKeys;
import dev.gramme.database.table.ItemSource;
import dev.gramme.database.table.KeyAttribute;
import dev.gramme.database.table.KeySchema;
import dev.gramme.database.table.Table;
import dev.gramme.item.AttributeValue;
import dev.gramme.item.Item;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.Direction;
import dev.gramme.kv.RowRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the items a Query asks for lie.
 *
 * @param oneKey whether the whole key of a table is given with {@code =}, so that there is one item at most
 */
record QueryRange(RowRange rows, boolean oneKey) {
    static QueryRange of(ItemSource source, KeyCondition condition, @Nullable Item startKey, Direction direction) {
        KeySchema schema = source.schema();
        KeyCondition.ForSchema keys = condition.forSchema(names(schema.hashes()), names(schema.ranges()));
        for (int at = 0; at < keys.hashes().size(); at++) {
            check(source, schema.hashes().get(at), keys.hashes().get(at));
        }
        for (int at = 0; at < keys.equal().size(); at++) {
            check(source, schema.ranges().get(at), keys.equal().get(at));
        }
        KeyCondition.Part next = keys.next();
        if (next != null) {
            KeyAttribute attribute = schema.ranges().get(keys.equal().size());
            check(source, attribute, next.low());
            check(source, attribute, next.upper());
        }
        byte[] token = source.token(keys.hashes());
        RowRange all = source.rows(token, keys.equal(), next);
        RowRange rows = startKey == null ? all : behind(all, source, startKey, keys.hashes(), direction);
        boolean oneKey =
                source instanceof Table && next != null && next.operator().equals("=");
        return new QueryRange(rows, oneKey);
    }

    private static List<String> names(List<KeyAttribute> attributes) {
        return attributes.stream().map(KeyAttribute::name).toList();
    }

    private static void check(ItemSource source, KeyAttribute attribute, AttributeValue value) {
        if (!attribute.type().equals(value.type())) {
            throw DynamoException.validation(
                    "One or more parameter values were invalid: Condition parameter type does not"
                            + " match schema type");
        }
        if (source instanceof Index index) {
            IndexKeys.checkNotEmpty(index, attribute, value);
        }
        source.schema().checkLength(attribute, value);
    }

    private static RowRange behind(
            RowRange all, ItemSource source, Item startKey, List<AttributeValue> hashes, Direction direction) {
        Bytes row = StartKeys.row(source, startKey);
        boolean inside = all.contains(row);
        List<KeyAttribute> attributes = source.schema().hashes();
        for (int at = 0; at < attributes.size(); at++) {
            inside &= hashes.get(at).equals(startKey.find(attributes.get(at).name()));
        }
        if (!inside) {
            throw DynamoException.validation(
                    "The provided starting key is outside query boundaries based on provided conditions");
        }
        return behind(all, row, direction);
    }

    /**
     * No start for a next page where nothing can lie behind this one: the range ends with its last item. A Query for
     * one whole key that ends on its limit names a start all the same (source: DynamoDB Local).
     */
    @Nullable
    Item nextStart(ItemSource source, Direction direction, @Nullable Item lastKey) {
        if (oneKey) {
            return lastKey;
        }
        boolean over = lastKey == null
                || (source instanceof Table && source.schema().ranges().isEmpty())
                || behind(source.startRow(lastKey), direction).isEmpty();
        return over ? null : lastKey;
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
