package dev.gramme.database.write;

import dev.gramme.database.access.ItemAccess;
import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.database.expression.UpdatePlan;
import dev.gramme.database.index.CollectionLimit;
import dev.gramme.database.store.ItemStore;
import dev.gramme.database.store.Origin;
import dev.gramme.database.store.Outcome;
import dev.gramme.database.store.StoredItem;
import dev.gramme.database.table.Table;
import dev.gramme.database.table.TableNames;
import dev.gramme.database.table.Tables;
import dev.gramme.item.Item;
import dev.gramme.model.OperationShape;
import dev.gramme.model.dynamodb.Operations;
import dev.gramme.model.dynamodb.UpdateItemInput;
import dev.gramme.model.dynamodb.UpdateItemOutput;
import java.util.List;
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

    @Override
    public boolean isDoneAnywhere() {
        return true;
    }

    @Override
    public List<Access> accesses(Call call, UpdateItemInput request) {
        return List.of(WriteAccess.of(
                        ItemAccess.of(tables, call, Objects.requireNonNull(request.tableName()))
                                .returnConsumedCapacity(request.returnConsumedCapacity()),
                        request)
                .as(shape().action()));
    }

    @Override
    public UpdateItemOutput run(Call call, UpdateItemInput request) {
        String tableName = Objects.requireNonNull(request.tableName());
        TableNames.resolve(call, tableName);
        PlannedUpdate planned = PlannedUpdate.of(request);
        Table table = tables.open(call, tableName);
        ItemStore.Write write = planned.on(table);

        Outcome outcome = items.apply(write, Origin.CLIENT, call.deadlineNanos());

        WriteCondition.requireDone(outcome, request.returnValuesOnConditionCheckFailure());
        return UpdateItemOutput.builder()
                .attributes(returned(request.returnValues(), planned.update(), outcome))
                .consumedCapacity(
                        WriteAnswer.consumed(request.returnConsumedCapacity(), table, outcome, outcome.afterBytes()))
                .itemCollectionMetrics(collections.metrics(request.returnItemCollectionMetrics(), table, write.key()))
                .build();
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
