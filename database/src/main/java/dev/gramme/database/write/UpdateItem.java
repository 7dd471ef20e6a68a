package dev.gramme.database.write;

import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.Operation;
import dev.gramme.database.expression.Expressions;
import dev.gramme.database.expression.Legacy;
import dev.gramme.database.expression.LegacyUpdate;
import dev.gramme.database.expression.ParameterMix;
import dev.gramme.database.expression.UpdatePlan;
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
import dev.gramme.model.dynamodb.UpdateItemInput;
import dev.gramme.model.dynamodb.UpdateItemOutput;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** UpdateItem: changes attributes of an item, and makes the item where there is none. */
public final class UpdateItem implements Operation<UpdateItemInput, UpdateItemOutput> {
    private final Tables tables;
    private final ItemStore items;
    private final CollectionLimit collections;

    public UpdateItem(Tables tables, ItemStore items, CollectionLimit collections) {
        this.tables = tables;
        this.items = items;
        this.collections = collections;
    }

    @Override
    public OperationShape<UpdateItemInput, UpdateItemOutput> shape() {
        return Operations.UPDATE_ITEM;
    }

    /** What a request asks for, checked as far as it can be without the table. */
    private record Plan(@Nullable UpdatePlan update, WriteCondition condition) {}

    @Override
    public UpdateItemOutput run(Call call, UpdateItemInput request) {
        String tableName = Objects.requireNonNull(request.tableName());
        Item keyAttributes = Objects.requireNonNull(request.key());
        TableNames.resolve(call, tableName);
        Plan plan = plan(request);
        Table table = tables.open(call, tableName);
        ItemKey key = table.keyOf(keyAttributes);
        UpdatePlan update = plan.update();
        if (update != null) {
            checkKeyUntouched(table, update);
            update.checkOperands();
        }

        Outcome outcome = items.apply(
                new ItemStore.Write(table, key, before -> decide(table, plan, before, keyAttributes)),
                Origin.CLIENT,
                call.deadlineNanos());

        WriteCondition.requireDone(outcome, request.returnValuesOnConditionCheckFailure());
        return UpdateItemOutput.builder()
                .attributes(returned(request.returnValues(), update, outcome))
                .consumedCapacity(
                        WriteAnswer.consumed(request.returnConsumedCapacity(), table, outcome, outcome.afterBytes()))
                .itemCollectionMetrics(collections.metrics(request.returnItemCollectionMetrics(), table, key))
                .build();
    }

    private static Plan plan(UpdateItemInput request) {
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
        return new Plan(update, condition);
    }

    private static UpdatePlan legacyUpdate(UpdateItemInput request) {
        Map<String, LegacyUpdate> updates = new LinkedHashMap<>();
        Objects.requireNonNull(request.attributeUpdates())
                .forEach((name, update) -> updates.put(name, new LegacyUpdate(update.action(), update.value())));
        return Legacy.update(updates);
    }

    private static void checkKeyUntouched(Table table, UpdatePlan update) {
        for (String attribute : update.attributes()) {
            if (table.schema().isKey(attribute)) {
                throw DynamoException.validation("One or more parameter values were invalid: Cannot update attribute "
                        + attribute + ". This attribute is part of the key");
            }
        }
    }

    private static Decision decide(Table table, Plan plan, @Nullable StoredItem before, Item key) {
        if (!plan.condition().holds(before)) {
            return Decision.refused();
        }
        UpdatePlan update = plan.update();
        if (update == null) {
            return before == null ? Decision.change(key) : Decision.unchanged();
        }
        Item after = update.apply(before == null ? null : before.item(), key);
        ItemLimits.checkUpdatedSize(after);
        IndexKeys.checkUpdate(table, after);
        return WriteDecisions.become(before, after);
    }

    private static @Nullable Item returned(
            @Nullable String returnValues, @Nullable UpdatePlan update, Outcome outcome) {
        StoredItem before = outcome.before();
        Item after = outcome.after();
        return switch (returnValues == null ? "NONE" : returnValues) {
            case "ALL_OLD" -> before == null ? null : before.item();
            case "ALL_NEW" -> after;
            case "UPDATED_OLD" -> update == null || before == null ? null : orNull(update.touched(before.item()));
            case "UPDATED_NEW" -> update == null || after == null ? null : orNull(update.touched(after));
            default -> null;
        };
    }

    private static @Nullable Item orNull(Item item) {
        return item.isEmpty() ? null : item;
    }
}
