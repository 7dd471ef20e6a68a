package dev.gramme.database.write;

import dev.gramme.database.expression.Expressions;
import dev.gramme.database.expression.ParameterMix;
import dev.gramme.database.store.Decision;
import dev.gramme.database.store.ItemStore;
import dev.gramme.database.table.ItemKey;
import dev.gramme.database.table.KeyPaths;
import dev.gramme.database.table.Table;
import dev.gramme.item.Item;
import dev.gramme.model.dynamodb.DeleteItemInput;
import java.util.Objects;

/** An item is to go. */
public record PlannedDelete(Item key, WriteCondition condition) implements PlannedWrite {
    public static PlannedDelete of(DeleteItemInput request) {
        new ParameterMix()
                .legacy("Expected", request.expected())
                .legacy("ConditionalOperator", request.conditionalOperator())
                .expression("ConditionExpression", request.conditionExpression())
                .check();
        ReturnValues.requireOldOrNone(request.returnValues());
        Item key = Objects.requireNonNull(request.key());
        ItemLimits.checkValues(key);
        Expressions expressions = WriteExpressions.of(
                request.expressionAttributeNames(), request.expressionAttributeValues(), request.conditionExpression());
        WriteCondition condition = WriteCondition.of(
                expressions, request.conditionExpression(), request.expected(), request.conditionalOperator());
        if (expressions != null) {
            expressions.checkAllUsed();
        }
        return new PlannedDelete(key, condition);
    }

    @Override
    public ItemStore.Write on(Table table) {
        ItemKey located = table.keyOf(key);
        KeyPaths.check(table, condition.condition());
        return new ItemStore.Write(
                table, located, before -> condition.holds(before) ? Decision.delete() : Decision.refused());
    }

    @Override
    public int payloadBytes() {
        return key.sizeBytes();
    }
}
