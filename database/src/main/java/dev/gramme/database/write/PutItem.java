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
import dev.gramme.model.dynamodb.Operations;
import dev.gramme.model.dynamodb.PutItemInput;
import dev.gramme.model.dynamodb.PutItemOutput;
import java.util.List;
import java.util.Objects;

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
    public boolean isDoneAnywhere() {
        return true;
    }

    @Override
    public List<Access> accesses(Call call, PutItemInput request) {
        return List.of(WriteAccess.of(
                        ItemAccess.of(tables, call, Objects.requireNonNull(request.tableName()))
                                .returnConsumedCapacity(request.returnConsumedCapacity()),
                        request)
                .as(shape().action()));
    }

    @Override
    public PutItemOutput run(Call call, PutItemInput request) {
        String tableName = Objects.requireNonNull(request.tableName());
        TableNames.resolve(call, tableName);
        PlannedPut planned = PlannedPut.of(request);
        Table table = tables.open(call, tableName);
        ItemStore.Write write = planned.on(table);

        Outcome outcome = items.apply(write, Origin.CLIENT, call.deadlineNanos());

        WriteCondition.requireDone(outcome, request.returnValuesOnConditionCheckFailure());
        return PutItemOutput.builder()
                .attributes(ReturnValues.old(request.returnValues(), outcome))
                .consumedCapacity(WriteAnswer.consumed(
                        request.returnConsumedCapacity(),
                        table,
                        outcome,
                        planned.item().sizeBytes()))
                .itemCollectionMetrics(collections.metrics(request.returnItemCollectionMetrics(), table, write.key()))
                .build();
    }
}
