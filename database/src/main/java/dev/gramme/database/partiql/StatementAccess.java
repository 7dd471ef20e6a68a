package dev.gramme.database.partiql;

import dev.gramme.database.access.ItemAccess;
import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.expression.Condition;
import dev.gramme.database.expression.ConditionPaths;
import dev.gramme.database.expression.KeyCondition;
import dev.gramme.database.table.ItemSource;
import dev.gramme.database.table.KeySchema;
import dev.gramme.database.table.Tables;
import dev.gramme.item.AttributeValue;
import dev.gramme.item.Item;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What statements need permission for. Source: "IAM security policies with PartiQL for DynamoDB". */
final class StatementAccess {
    private StatementAccess() {}

    /**
     * The permission for one statement.
     *
     * @param enclosing the transaction it is in; null for none
     * @param onFailure ReturnValuesOnConditionCheckFailure
     */
    static Access of(
            Tables tables, Call call, BoundStatement bound, @Nullable String enclosing, @Nullable String onFailure) {
        Statement statement = bound.statement();
        ItemAccess access = ItemAccess.of(tables, call, statement.table())
                .enclosing(enclosing)
                .keys(source -> keys(bound, source))
                .names(() -> names(bound));
        return switch (statement) {
            case Statement.Select select -> select(access, bound, select).as("dynamodb:PartiQLSelect");
            // reads an item, as a SELECT does
            case Statement.Exists exists ->
                select(access, bound, exists.select()).as("dynamodb:PartiQLSelect");
            case Statement.Insert insert -> access.returnValues(null, onFailure).as("dynamodb:PartiQLInsert");
            case Statement.Update update ->
                access.returnValues(returned(update), onFailure).as("dynamodb:PartiQLUpdate");
            case Statement.Delete delete ->
                access.returnValues(returned(delete), onFailure).as("dynamodb:PartiQLDelete");
        };
    }

    private static ItemAccess select(ItemAccess access, BoundStatement bound, Statement.Select select) {
        String all = select.index() == null ? "ALL_ATTRIBUTES" : "ALL_PROJECTED_ATTRIBUTES";
        return access.index(select.index())
                .select(select.columns() == null ? all : "SPECIFIC_ATTRIBUTES")
                .fullScan(source ->
                        KeyRanges.of(source, bound.conjuncts(select.where())).ranges() == null);
    }

    private static String returned(Statement.Write write) {
        return switch (write.returning()) {
            case NOTHING -> "NONE";
            case ALL_OLD -> "ALL_OLD";
            case ALL_NEW -> "ALL_NEW";
            case MODIFIED_OLD -> "UPDATED_OLD";
            case MODIFIED_NEW -> "UPDATED_NEW";
        };
    }

    /** Found just as the statement itself finds them. */
    private static List<Item> keys(BoundStatement bound, ItemSource source) {
        List<Condition> conjuncts = bound.conjuncts(where(bound.statement()));
        KeySchema schema = source.schema();
        return switch (bound.statement()) {
            case Statement.Insert insert -> List.of(item(bound, insert));
            case Statement.Update ignored ->
                List.of(PointKey.require(schema, conjuncts).key());
            case Statement.Delete ignored ->
                List.of(PointKey.require(schema, conjuncts).key());
            case Statement.Exists ignored -> {
                PointKey key = PointKey.find(schema, conjuncts);
                yield key == null ? List.of() : List.of(key.key());
            }
            case Statement.Select ignored -> {
                List<KeyCondition> ranges = KeyRanges.of(source, conjuncts).ranges();
                yield ranges == null
                        ? List.of()
                        : ranges.stream()
                                .map(range -> range.equalities(schema.names()))
                                .toList();
            }
        };
    }

    private static Item item(BoundStatement bound, Statement.Insert insert) {
        Map<String, AttributeValue> item = new LinkedHashMap<>();
        insert.item()
                .forEach((name, value) -> item.put(name, bound.expressions().value(value)));
        return Item.of(item);
    }

    private static @Nullable Condition where(Statement statement) {
        return switch (statement) {
            case Statement.Select select -> select.where();
            case Statement.Exists exists -> exists.select().where();
            case Statement.Update update -> update.where();
            case Statement.Delete delete -> delete.where();
            case Statement.Insert ignored -> null;
        };
    }

    private static Set<String> names(BoundStatement bound) {
        Set<String> names = new LinkedHashSet<>();
        for (Condition condition : bound.conjuncts(where(bound.statement()))) {
            names.addAll(ConditionPaths.attributes(condition));
        }
        switch (bound.statement()) {
            case Statement.Select select -> addColumns(select, names);
            case Statement.Exists exists -> addColumns(exists.select(), names);
            case Statement.Update update ->
                names.addAll(bound.expressions().update(update.actions()).mentioned());
            case Statement.Insert insert -> names.addAll(insert.item().keySet());
            case Statement.Delete ignored -> {}
        }
        return names;
    }

    private static void addColumns(Statement.Select select, Set<String> names) {
        if (select.columns() != null) {
            select.columns().forEach(path -> names.add(path.attribute()));
        }
        select.orders().forEach(order -> names.add(order.attribute()));
    }
}
