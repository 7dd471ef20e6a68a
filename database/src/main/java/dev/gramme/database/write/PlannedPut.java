package dev.gramme.database.write;

import dev.gramme.database.expression.Expressions;
import dev.gramme.database.expression.ParameterMix;
import dev.gramme.database.store.Decision;
import dev.gramme.database.store.ItemStore;
import dev.gramme.database.table.IndexKeys;
import dev.gramme.database.table.ItemKey;
import dev.gramme.database.table.KeyPaths;
import dev.gramme.database.table.Table;
import dev.gramme.item.Item;
import dev.gramme.model.dynamodb.PutItemInput;
import java.util.Objects;

/** A whole item in place of whatever was there. */
public record PlannedPut(Item item, WriteCondition condition) implements PlannedWrite {
    public static PlannedPut of(PutItemInput request) {
        Item item = Objects.requireNonNull(request.item());
        new ParameterMix()
                .legacy("Expected", request.expected())
                .legacy("ConditionalOperator", request.conditionalOperator())
                .expression("ConditionExpression", request.conditionExpression())
                .check();
        ReturnValues.requireOldOrNone(request.returnValues());
        ItemLimits.checkValues(item);
        Expressions expressions = WriteExpressions.of(
                request.expressionAttributeNames(), request.expressionAttributeValues(), request.conditionExpression());
        WriteCondition condition = WriteCondition.of(
                expressions, request.conditionExpression(), request.expected(), request.conditionalOperator());
        if (expressions != null) {
            expressions.checkAllUsed();
        }
        ItemLimits.checkPutSize(item);
        return new PlannedPut(item, condition);
    }

    @Override
    public ItemStore.Write on(Table table) {
        ItemKey key = table.keyOfItem(item);
        KeyPaths.check(table, condition.condition());
        IndexKeys.checkPut(table, item);
        return new ItemStore.Write(
                table, key, before -> condition.holds(before) ? Decision.change(item) : Decision.refused());
    }

    @Override
    public int payloadBytes() {
        return item.sizeBytes();
    }
}
