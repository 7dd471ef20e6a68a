package dev.gramme.database.partiql;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.expression.Condition;
import dev.gramme.database.expression.KeyCondition;
import dev.gramme.database.expression.Projection;
import dev.gramme.database.read.Sources;
import dev.gramme.database.read.StatementReads;
import dev.gramme.database.table.ItemKey;
import dev.gramme.database.table.ItemSource;
import dev.gramme.database.table.KeyAttribute;
import dev.gramme.database.table.KeySchema;
import dev.gramme.database.table.Table;
import dev.gramme.item.AttributeValue;
import dev.gramme.kv.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lowers SELECT to reads by key, to Queries, or to a Scan where nothing is said of the partition key. */
final class SelectPlan {
    private SelectPlan() {}

    static StatementReads.Asked of(BoundStatement bound, Statement.Select select, Table table, boolean consistent) {
        ItemSource source = Sources.of(table, select.index(), consistent);
        List<Condition> conjuncts = bound.conjuncts(select.where());
        KeyRanges keys = KeyRanges.of(source, conjuncts);
        checkOrders(select, source.schema(), keys);
        Condition filter = Conjuncts.all(keys.rest());
        boolean fetched = needsItems(source, select) || StatementReads.lacks(source, filter);
        return new StatementReads.Asked(source, way(source, select, keys), filter, fetched, consistent);
    }

    private static boolean needsItems(ItemSource source, Statement.Select select) {
        return source instanceof Table
                ? false
                : Sources.needsItems(source, null, select.columns() == null ? null : new Projection(select.columns()));
    }

    private static void checkOrders(Statement.Select select, KeySchema schema, KeyRanges keys) {
        if (select.orders().isEmpty()) {
            return;
        }
        if (select.where() == null) {
            throw DynamoException.validation("Must have WHERE clause in the statement when using ORDER BY clause.");
        }
        for (Statement.Order order : select.orders()) {
            if (!schema.isKey(order.attribute())) {
                throw DynamoException.validation("Variable reference " + order.attribute()
                        + " in ORDER BY clause must be part of the primary key");
            }
        }
        if (keys.ranges() == null) {
            throw DynamoException.validation("Must have at least one non-optional hash key condition in WHERE clause"
                    + " when using ORDER BY clause.");
        }
    }

    private static StatementReads.Way way(ItemSource source, Statement.Select select, KeyRanges keys) {
        List<KeyCondition> ascending = keys.ranges();
        if (ascending == null) {
            return new StatementReads.Everything();
        }
        KeySchema schema = source.schema();
        boolean backwards = isDescending(select, schema.ranges());
        List<KeyCondition> ranges = ascending.size() == 1
                ? ascending
                : ordered(ascending, schema, isDescending(select, schema.hashes()), backwards);
        if (source instanceof Table table && keys.exact()) {
            return new StatementReads.Keys(
                    ranges.stream().map(range -> key(table, range)).toList());
        }
        return new StatementReads.Ranges(ranges, backwards ? Direction.REVERSE : Direction.FORWARD);
    }

    private static boolean isDescending(Statement.Select select, List<KeyAttribute> attributes) {
        for (Statement.Order order : select.orders()) {
            if (attributes.stream().anyMatch(attribute -> attribute.name().equals(order.attribute()))) {
                return order.descending();
            }
        }
        return false;
    }

    /** Partition key by partition key, and within each in the order of the sort keys. */
    private static List<KeyCondition> ordered(
            List<KeyCondition> ascending, KeySchema schema, boolean hashesDown, boolean rangesDown) {
        List<List<KeyCondition>> byHash = new ArrayList<>();
        List<AttributeValue> last = null;
        for (KeyCondition range : ascending) {
            List<AttributeValue> hashes =
                    schema.hashes().stream().map(hash -> value(range, hash)).toList();
            if (!hashes.equals(last)) {
                byHash.add(new ArrayList<>());
                last = hashes;
            }
            byHash.getLast().add(range);
        }
        List<KeyCondition> ordered = new ArrayList<>();
        for (List<KeyCondition> ofHash : hashesDown ? byHash.reversed() : byHash) {
            ordered.addAll(rangesDown ? ofHash.reversed() : ofHash);
        }
        return ordered;
    }

    private static AttributeValue value(KeyCondition range, KeyAttribute attribute) {
        return Objects.requireNonNull(range.find(attribute.name())).low();
    }

    private static ItemKey key(Table table, KeyCondition range) {
        KeyAttribute sort = table.schema().range();
        AttributeValue hash = value(range, table.schema().hash());
        return table.keyOf(hash, sort == null ? null : value(range, sort));
    }

    /** The key of the one item a SELECT names with nothing but its primary key; null where it does not. */
    static @Nullable ItemKey point(BoundStatement bound, Statement.Select select, Table table) {
        PointKey key = PointKey.find(table.schema(), bound.conjuncts(select.where()));
        return key == null || !key.rest().isEmpty() || select.index() != null ? null : table.keyOf(key.key());
    }
}
