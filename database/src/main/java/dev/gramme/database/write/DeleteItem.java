package dev.gramme.database.write;

import dev.gramme.database.access.ItemAccess;
import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.database.index.CollectionLimit;
import dev.gramme.database.store.ItemStore;
import dev.gramme.database.store.Origin;
import dev.gramme.database.store.Outcome;
import dev.gramme.database.table.Table;
import dev.gramme.database.table.TableNames;
import dev.gramme.database.table.Tables;
import dev.gramme.model.OperationShape;
import dev.gramme.model.dynamodb.DeleteItemInput;
import dev.gramme.model.dynamodb.DeleteItemOutput;
import dev.gramme.model.dynamodb.Operations;
import java.util.List;
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
    public boolean isDoneAnywhere() {
        return true;
    }

    @Override
    public List<Access> accesses(Call call, DeleteItemInput request) {
        return List.of(WriteAccess.of(
                        ItemAccess.of(tables, call, Objects.requireNonNull(request.tableName()))
                                .returnConsumedCapacity(request.returnConsumedCapacity()),
                        request)
                .as(shape().action()));
    }

    @Override
    public DeleteItemOutput run(Call call, DeleteItemInput request) {
        String tableName = Objects.requireNonNull(request.tableName());
        TableNames.resolve(call, tableName);
        PlannedDelete planned = PlannedDelete.of(request);
        Table table = tables.open(call, tableName);
        ItemStore.Write write = planned.on(table);

        Outcome outcome = items.apply(write, Origin.CLIENT, call.deadlineNanos());

        WriteCondition.requireDone(outcome, request.returnValuesOnConditionCheckFailure());
        return DeleteItemOutput.builder()
                .attributes(ReturnValues.old(request.returnValues(), outcome))
                .consumedCapacity(WriteAnswer.consumed(request.returnConsumedCapacity(), table, outcome, 0))
                .itemCollectionMetrics(collections.metrics(request.returnItemCollectionMetrics(), table, write.key()))
                .build();
    }
}
