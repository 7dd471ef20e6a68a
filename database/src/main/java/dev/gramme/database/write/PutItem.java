package dev.gramme.database.write;

import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.database.expression.Expressions;
import dev.gramme.database.expression.ParameterMix;
import dev.gramme.database.index.CollectionLimit;
import dev.gramme.database.store.Decision;
import dev.gramme.database.store.ItemStore;
import dev.gramme.database.store.Origin;
import dev.gramme.database.store.Outcome;
import dev.gramme.database.store.StoredItem;
import dev.gramme.database.table.IndexKeys;
import dev.gramme.database.table.ItemKey;
import dev.gramme.database.table.Table;
import dev.gramme.database.table.TableNames;
import dev.gramme.database.table.Tables;
import dev.gramme.item.Item;
import dev.gramme.model.OperationShape;
import dev.gramme.model.dynamodb.Operations;
import dev.gramme.model.dynamodb.PutItemInput;
import dev.gramme.model.dynamodb.PutItemOutput;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** PutItem: a whole item in place of whatever was there. */
public final class PutItem implements Operation<PutItemInput, PutItemOutput> {
    private final Tables tables;
    private final ItemStore items;
    private final CollectionLimit collections;

    public PutItem(Tables tables, ItemStore items, CollectionLimit collections) {
        this.tables = tables;
        this.items = items;
        this.collections = collections;
    }

    @Override
    public OperationShape<PutItemInput, PutItemOutput> shape() {
        return Operations.PUT_ITEM;
    }

    @Override
    public PutItemOutput run(Call call, PutItemInput request) {
        String tableName = Objects.requireNonNull(request.tableName());
        Item item = Objects.requireNonNull(request.item());
        TableNames.resolve(call, tableName);
        WriteCondition condition = condition(request);
        ItemLimits.checkPutSize(item);
        Table table = tables.open(call, tableName);
        ItemKey key = table.keyOfItem(item);
        IndexKeys.checkPut(table, item);

        Outcome outcome = items.apply(
                new ItemStore.Write(table, key, before -> decide(condition, before, item)),
                Origin.CLIENT,
                call.deadlineNanos());

        WriteCondition.requireDone(outcome, request.returnValuesOnConditionCheckFailure());
        return PutItemOutput.builder()
                .attributes(ReturnValues.old(request.returnValues(), outcome))
                .consumedCapacity(
                        WriteAnswer.consumed(request.returnConsumedCapacity(), table, outcome, item.sizeBytes()))
                .itemCollectionMetrics(collections.metrics(request.returnItemCollectionMetrics(), table, key))
                .build();
    }

    private static WriteCondition condition(PutItemInput request) {
        new ParameterMix()
                .legacy("Expected", request.expected())
                .legacy("ConditionalOperator", request.conditionalOperator())
                .expression("ConditionExpression", request.conditionExpression())
                .check();
        ReturnValues.requireOldOrNone(request.returnValues());
        ItemLimits.checkValues(Objects.requireNonNull(request.item()));
        Expressions expressions = WriteExpressions.of(
                request.expressionAttributeNames(), request.expressionAttributeValues(), request.conditionExpression());
        WriteCondition condition = WriteCondition.of(
                expressions, request.conditionExpression(), request.expected(), request.conditionalOperator());
        if (expressions != null) {
            expressions.checkAllUsed();
        }
        return condition;
    }

    private static Decision decide(WriteCondition condition, @Nullable StoredItem before, Item item) {
        if (!condition.holds(before)) {
            return Decision.refused();
        }
        return WriteDecisions.become(before, item);
    }
}
