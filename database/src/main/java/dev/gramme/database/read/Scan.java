package dev.gramme.database.read;

import dev.gramme.database.access.ItemAccess;
import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.Operation;
import dev.gramme.database.capacity.Consumed;
import dev.gramme.database.expression.Condition;
import dev.gramme.database.expression.Expressions;
import dev.gramme.database.expression.ParameterMix;
import dev.gramme.database.expression.Projection;
import dev.gramme.database.layout.RowSpace;
import dev.gramme.database.store.ItemStore;
import dev.gramme.database.table.ItemSource;
import dev.gramme.database.table.KeyPaths;
import dev.gramme.database.table.Table;
import dev.gramme.database.table.TableNames;
import dev.gramme.database.table.Tables;
import dev.gramme.item.Item;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.ReadMode;
import dev.gramme.model.OperationShape;
import dev.gramme.model.dynamodb.Operations;
import dev.gramme.model.dynamodb.ScanInput;
import dev.gramme.model.dynamodb.ScanOutput;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Scan: all items of a table, or of one of several segments, in the order of the partition keys' hashes. */
public final class Scan implements Operation<ScanInput, ScanOutput> {
    private final Tables tables;
    private final ItemStore items;

    public Scan(Tables tables, ItemStore items) {
        this.tables = tables;
        this.items = items;
    }

    @Override
    public OperationShape<ScanInput, ScanOutput> shape() {
        return Operations.SCAN;
    }

    /** What a request asks for, checked as far as it can be without the table. */
    private record Plan(
            @Nullable Condition filter, @Nullable Projection projection, int segment, int segments) {
        long fromHash() {
            return RowSpace.HASHES * segment / segments;
        }

        long toHash() {
            return RowSpace.HASHES * (segment + 1) / segments;
        }
    }

    @Override
    public boolean isDoneAnywhere() {
        return true;
    }

    @Override
    public List<Access> accesses(Call call, ScanInput request) {
        return List.of(ItemAccess.of(tables, call, Objects.requireNonNull(request.tableName()))
                .index(request.indexName())
                .names(() -> names(request))
                .select(Selection.of(
                        request.select(),
                        request.indexName(),
                        request.projectionExpression(),
                        request.attributesToGet()))
                .returnConsumedCapacity(request.returnConsumedCapacity())
                .as(shape().action()));
    }

    private static Set<String> names(ScanInput request) {
        Plan plan = plan(request);
        return Selection.names(plan.filter(), plan.projection(), request.exclusiveStartKey());
    }

    @Override
    public ScanOutput run(Call call, ScanInput request) {
        String tableName = Objects.requireNonNull(request.tableName());
        TableNames.resolve(call, tableName);
        Plan plan = plan(request);
        Table table = tables.open(call, tableName);
        KeyPaths.check(table, plan.filter());
        KeyPaths.check(table, plan.projection());
        boolean consistent = Boolean.TRUE.equals(request.consistentRead());
        ItemSource source = Sources.of(table, request.indexName(), consistent);
        boolean fetched = Sources.needsItems(source, request.select(), plan.projection());
        Sources.checkFilter(source, plan.filter());
        Bytes startRow = startRow(source, plan, request.exclusiveStartKey());
        boolean countOnly = "COUNT".equals(request.select());

        PageReader reader = new PageReader(
                source.startKeyNames(), request.limit(), plan.filter(), fetched ? null : plan.projection(), countOnly);
        ReadMode mode = consistent ? ReadMode.STRONG : ReadMode.EVENTUAL;
        HashWalk.fill(items, source, plan.fromHash(), plan.toHash(), startRow, mode, reader);

        Page page = Page.of(items, source, reader, fetched, plan.projection(), consistent);
        return new ScanOutput(
                page.items(),
                reader.matched(),
                reader.scanned(),
                reader.lastKey(),
                Consumed.of(request.returnConsumedCapacity(), page.used()));
    }

    private static @Nullable Bytes startRow(ItemSource source, Plan plan, @Nullable Item startKey) {
        if (startKey == null) {
            return null;
        }
        Bytes row = StartKeys.row(source, startKey);
        long hash = source.space().hash32(row);
        if (hash < plan.fromHash() || hash >= plan.toHash()) {
            throw DynamoException.validation(
                    "The provided starting key is invalid: Invalid ExclusiveStartKey. Please use"
                            + " ExclusiveStartKey with correct Segment. TotalSegments: " + plan.segments()
                            + " Segment: "
                            + plan.segment());
        }
        return row;
    }

    private static Plan plan(ScanInput request) {
        new ParameterMix()
                .legacy("AttributesToGet", request.attributesToGet())
                .legacy("ScanFilter", request.scanFilter())
                .legacy("ConditionalOperator", request.conditionalOperator())
                .expression("ProjectionExpression", request.projectionExpression())
                .expression("FilterExpression", request.filterExpression())
                .check();
        checkSegments(request.segment(), request.totalSegments());
        Selection.check(
                request.select(), request.indexName(), request.attributesToGet(), request.projectionExpression());
        Expressions expressions = expressions(request);
        Condition filter = Selection.filter(
                expressions, request.filterExpression(), request.scanFilter(), request.conditionalOperator());
        Projection projection =
                ReadProjection.of(expressions, request.projectionExpression(), request.attributesToGet());
        if (expressions != null) {
            expressions.checkAllUsed();
        }
        Integer segment = request.segment();
        Integer segments = request.totalSegments();
        return new Plan(filter, projection, segment == null ? 0 : segment, segments == null ? 1 : segments);
    }

    private static void checkSegments(@Nullable Integer segment, @Nullable Integer segments) {
        if (segment == null && segments != null) {
            throw DynamoException.validation(
                    "The Segment parameter is required but was not present in the request when parameter TotalSegments"
                            + " is present");
        }
        if (segment != null && segments == null) {
            throw DynamoException.validation(
                    "The TotalSegments parameter is required but was not present in the request when Segment parameter"
                            + " is present");
        }
        if (segment != null && segments != null && segment >= segments) {
            throw DynamoException.validation("The Segment parameter is zero-based and must be less than parameter"
                    + " TotalSegments: Segment: " + segment + " is not less than TotalSegments: " + segments);
        }
    }

    private static @Nullable Expressions expressions(ScanInput request) {
        if (request.filterExpression() == null && request.projectionExpression() == null) {
            Expressions.requireNone(
                    request.expressionAttributeNames(),
                    request.expressionAttributeValues(),
                    "FilterExpression is null");
            return null;
        }
        return new Expressions(request.expressionAttributeNames(), request.expressionAttributeValues());
    }
}
