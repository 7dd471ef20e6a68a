package dev.gramme.database.read;

import dev.gramme.database.access.ItemAccess;
import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.Operation;
import dev.gramme.database.capacity.Consumed;
import dev.gramme.database.expression.Condition;
import dev.gramme.database.expression.Expressions;
import dev.gramme.database.expression.KeyCondition;
import dev.gramme.database.expression.Legacy;
import dev.gramme.database.expression.ParameterMix;
import dev.gramme.database.expression.Projection;
import dev.gramme.database.store.ItemCursor;
import dev.gramme.database.store.ItemStore;
import dev.gramme.database.table.ItemSource;
import dev.gramme.database.table.KeyPaths;
import dev.gramme.database.table.Table;
import dev.gramme.database.table.TableNames;
import dev.gramme.database.table.Tables;
import dev.gramme.kv.Direction;
import dev.gramme.kv.ReadMode;
import dev.gramme.model.OperationShape;
import dev.gramme.model.dynamodb.Operations;
import dev.gramme.model.dynamodb.QueryInput;
import dev.gramme.model.dynamodb.QueryOutput;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Query: the items of one partition key, in the order of their sort keys. */
public final class Query implements Operation<QueryInput, QueryOutput> {
    private final Tables tables;
    private final ItemStore items;

    public Query(Tables tables, ItemStore items) {
        this.tables = tables;
        this.items = items;
    }

    @Override
    public OperationShape<QueryInput, QueryOutput> shape() {
        return Operations.QUERY;
    }

    /** What a request asks for, checked as far as it can be without the table. */
    private record Plan(
            KeyCondition keys,
            @Nullable Condition filter,
            @Nullable Projection projection) {}

    @Override
    public boolean isDoneAnywhere() {
        return true;
    }

    @Override
    public List<Access> accesses(Call call, QueryInput request) {
        return List.of(ItemAccess.of(tables, call, Objects.requireNonNull(request.tableName()))
                .index(request.indexName())
                .keys(source ->
                        List.of(plan(request).keys().equalities(source.schema().names())))
                .names(() -> names(request))
                .select(Selection.of(
                        request.select(),
                        request.indexName(),
                        request.projectionExpression(),
                        request.attributesToGet()))
                .returnConsumedCapacity(request.returnConsumedCapacity())
                .as(shape().action()));
    }

    private static Set<String> names(QueryInput request) {
        Plan plan = plan(request);
        Set<String> names = Selection.names(plan.filter(), plan.projection(), request.exclusiveStartKey());
        plan.keys().attributes().forEach(names::add);
        return names;
    }

    @Override
    public QueryOutput run(Call call, QueryInput request) {
        String tableName = Objects.requireNonNull(request.tableName());
        TableNames.resolve(call, tableName);
        Plan plan = plan(request);
        Table table = tables.open(call, tableName);
        KeyPaths.check(table, plan.filter());
        KeyPaths.check(table, plan.projection());
        boolean consistent = Boolean.TRUE.equals(request.consistentRead());
        ItemSource source = Sources.of(table, request.indexName(), consistent);
        boolean fetched = Sources.needsItems(source, request.select(), plan.projection());
        Direction direction = Boolean.FALSE.equals(request.scanIndexForward()) ? Direction.REVERSE : Direction.FORWARD;
        QueryRange range = QueryRange.of(source, plan.keys(), request.exclusiveStartKey(), direction);
        Sources.checkQueryFilter(source, plan.filter(), request.filterExpression() != null);
        boolean countOnly = "COUNT".equals(request.select());

        PageReader reader = new PageReader(
                source.startKeyNames(), request.limit(), plan.filter(), fetched ? null : plan.projection(), countOnly);
        ReadMode mode = consistent ? ReadMode.STRONG : ReadMode.EVENTUAL;
        try (ItemCursor cursor = items.scan(source, range.rows(), direction, mode)) {
            reader.fill(cursor);
        }

        Page page = Page.of(items, source, reader, fetched, plan.projection(), consistent);
        return new QueryOutput(
                page.items(),
                reader.matched(),
                reader.scanned(),
                range.nextStart(source, direction, reader.lastKey()),
                Consumed.of(request.returnConsumedCapacity(), page.used()));
    }

    private static Plan plan(QueryInput request) {
        new ParameterMix()
                .legacy("AttributesToGet", request.attributesToGet())
                .legacy("QueryFilter", request.queryFilter())
                .legacy("ConditionalOperator", request.conditionalOperator())
                .legacy("KeyConditions", request.keyConditions())
                .expression("ProjectionExpression", request.projectionExpression())
                .expression("FilterExpression", request.filterExpression())
                .expression("KeyConditionExpression", request.keyConditionExpression())
                .check();
        Selection.check(
                request.select(), request.indexName(), request.attributesToGet(), request.projectionExpression());
        String keyText = request.keyConditionExpression();
        Expressions expressions = expressions(request);
        KeyCondition keys;
        if (expressions != null && keyText != null) {
            keys = expressions.keyCondition(keyText);
        } else if (request.keyConditions() != null) {
            keys = Legacy.keyConditions(Selection.lowered(request.keyConditions()));
        } else {
            throw DynamoException.validation(
                    "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.");
        }
        Condition filter = Selection.filter(
                expressions, request.filterExpression(), request.queryFilter(), request.conditionalOperator());
        Projection projection =
                ReadProjection.of(expressions, request.projectionExpression(), request.attributesToGet());
        if (expressions != null) {
            expressions.checkAllUsed();
        }
        return new Plan(keys, filter, projection);
    }

    private static @Nullable Expressions expressions(QueryInput request) {
        boolean none = request.keyConditionExpression() == null
                && request.filterExpression() == null
                && request.projectionExpression() == null;
        if (none) {
            Expressions.requireNone(
                    request.expressionAttributeNames(),
                    request.expressionAttributeValues(),
                    "FilterExpression and KeyConditionExpression are null");
            return null;
        }
        return new Expressions(request.expressionAttributeNames(), request.expressionAttributeValues());
    }
}
