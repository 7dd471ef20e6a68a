package dev.gramme.database.write;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.expression.Expressions;
import dev.gramme.database.expression.Legacy;
import dev.gramme.database.expression.LegacyUpdate;
import dev.gramme.database.expression.ParameterMix;
import dev.gramme.database.expression.UpdatePlan;
import dev.gramme.database.store.Decision;
import dev.gramme.database.store.ItemStore;
import dev.gramme.database.store.StoredItem;
import dev.gramme.database.table.IndexKeys;
import dev.gramme.database.table.ItemKey;
import dev.gramme.database.table.KeyPaths;
import dev.gramme.database.table.Table;
import dev.gramme.item.Item;
import dev.gramme.model.dynamodb.UpdateItemInput;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Attributes of an item are to change.
 *
 * @param update null where the item is only to be there
 */
public record PlannedUpdate(Item key, @Nullable UpdatePlan update, WriteCondition condition) implements PlannedWrite {
    public static PlannedUpdate of(UpdateItemInput request) {
        new ParameterMix()
                .legacy("AttributeUpdates", request.attributeUpdates())
                .legacy("Expected", request.expected())
                .legacy("ConditionalOperator", request.conditionalOperator())
                .expression("UpdateExpression", request.updateExpression())
                .expression("ConditionExpression", request.conditionExpression())
                .check();
        ItemLimits.checkValues(Objects.requireNonNull(request.key()));
        Expressions expressions = WriteExpressions.of(
                request.expressionAttributeNames(),
                request.expressionAttributeValues(),
                request.updateExpression(),
                request.conditionExpression());
        UpdatePlan update = null;
        String text = request.updateExpression();
        if (expressions != null && text != null) {
            update = expressions.update(text);
        } else if (request.attributeUpdates() != null) {
            update = legacyUpdate(request);
        }
        WriteCondition condition = WriteCondition.of(
                expressions, request.conditionExpression(), request.expected(), request.conditionalOperator());
        if (expressions != null) {
            expressions.checkAllUsed();
        }
        return new PlannedUpdate(Objects.requireNonNull(request.key()), update, condition);
    }

    private static UpdatePlan legacyUpdate(UpdateItemInput request) {
        Map<String, LegacyUpdate> updates = new LinkedHashMap<>();
        Objects.requireNonNull(request.attributeUpdates())
                .forEach((name, update) -> updates.put(name, new LegacyUpdate(update.action(), update.value())));
        return Legacy.update(updates);
    }

    @Override
    public ItemStore.Write on(Table table) {
        ItemKey located = table.keyOf(key);
        if (update != null) {
            checkKeyUntouched(table, update);
            KeyPaths.check(table, update);
            update.checkOperands();
        }
        KeyPaths.check(table, condition.condition());
        return new ItemStore.Write(table, located, before -> decide(table, before));
    }

    private static void checkKeyUntouched(Table table, UpdatePlan update) {
        for (String attribute : update.attributes()) {
            if (table.schema().isKey(attribute)) {
                throw DynamoException.validation("One or more parameter values were invalid: Cannot update attribute "
                        + attribute + ". This attribute is part of the key");
            }
        }
    }

    private Decision decide(Table table, @Nullable StoredItem before) {
        if (!condition.holds(before)) {
            return Decision.refused();
        }
        if (update == null) {
            return before == null ? Decision.change(key) : Decision.unchanged();
        }
        Item after = update.apply(before == null ? null : before.item(), key);
        ItemLimits.checkUpdatedSize(after);
        IndexKeys.checkUpdate(table, after);
        return Decision.change(after);
    }

    @Override
    public int payloadBytes() {
        return key.sizeBytes();
    }
}
