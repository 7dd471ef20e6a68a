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
import dev.gramme.database.table.ItemKey;
import dev.gramme.database.table.Table;
import dev.gramme.database.table.TableNames;
import dev.gramme.database.table.Tables;
import dev.gramme.item.Item;
import dev.gramme.model.OperationShape;
import dev.gramme.model.dynamodb.DeleteItemInput;
import dev.gramme.model.dynamodb.DeleteItemOutput;
import dev.gramme.model.dynamodb.Operations;
import java.util.Objects;

/** DeleteItem: by key; deleting what is not there is no error. */
public final class DeleteItem implements Operation<DeleteItemInput, DeleteItemOutput> {
    private final Tables tables;
    private final ItemStore items;
    private final CollectionLimit collections;

    public DeleteItem(Tables tables, ItemStore items, CollectionLimit collections) {
        this.tables = tables;
        this.items = items;
        this.collections = collections;
    }

    @Override
    public OperationShape<DeleteItemInput, DeleteItemOutput> shape() {
        return Operations.DELETE_ITEM;
    }

    @Override
    public DeleteItemOutput run(Call call, DeleteItemInput request) {
        String tableName = Objects.requireNonNull(request.tableName());
        Item keyAttributes = Objects.requireNonNull(request.key());
        TableNames.resolve(call, tableName);
        WriteCondition condition = condition(request);
        Table table = tables.open(call, tableName);
        ItemKey key = table.keyOf(keyAttributes);

        Outcome outcome = items.apply(
                new ItemStore.Write(
                        table, key, before -> condition.holds(before) ? Decision.delete() : Decision.refused()),
                Origin.CLIENT,
                call.deadlineNanos());

        WriteCondition.requireDone(outcome, request.returnValuesOnConditionCheckFailure());
        return DeleteItemOutput.builder()
                .attributes(ReturnValues.old(request.returnValues(), outcome))
                .consumedCapacity(WriteAnswer.consumed(request.returnConsumedCapacity(), table, outcome, 0))
                .itemCollectionMetrics(collections.metrics(request.returnItemCollectionMetrics(), table, key))
                .build();
    }

    private static WriteCondition condition(DeleteItemInput request) {
        new ParameterMix()
                .legacy("Expected", request.expected())
                .legacy("ConditionalOperator", request.conditionalOperator())
                .expression("ConditionExpression", request.conditionExpression())
                .check();
        ReturnValues.requireOldOrNone(request.returnValues());
        ItemLimits.checkValues(Objects.requireNonNull(request.key()));
        Expressions expressions = WriteExpressions.of(
                request.expressionAttributeNames(), request.expressionAttributeValues(), request.conditionExpression());
        WriteCondition condition = WriteCondition.of(
                expressions, request.conditionExpression(), request.expected(), request.conditionalOperator());
        if (expressions != null) {
            expressions.checkAllUsed();
        }
        return condition;
    }
}
