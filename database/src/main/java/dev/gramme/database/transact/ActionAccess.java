package dev.gramme.database.transact;

import dev.gramme.database.access.ItemAccess;
import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.table.Tables;
import dev.gramme.database.write.WriteAccess;
import dev.gramme.model.dynamodb.ConditionCheck;
import dev.gramme.model.dynamodb.Delete;
import dev.gramme.model.dynamodb.Operations;
import dev.gramme.model.dynamodb.Put;
import dev.gramme.model.dynamodb.TransactWriteItem;
import dev.gramme.model.dynamodb.TransactWriteItemsInput;
import dev.gramme.model.dynamodb.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the actions of TransactWriteItems need permission for: what they would need alone. */
final class ActionAccess {
    private final Tables tables;
    private final Call call;
    private final TransactWriteItemsInput request;

    private ActionAccess(Tables tables, Call call, TransactWriteItemsInput request) {
        this.tables = tables;
        this.call = call;
        this.request = request;
    }

    static List<Access> of(Tables tables, Call call, TransactWriteItemsInput request) {
        ActionAccess access = new ActionAccess(tables, call, request);
        List<Access> accesses = new ArrayList<>();
        for (TransactWriteItem item : Objects.requireNonNull(request.transactItems())) {
            access.add(item, accesses);
        }
        return accesses;
    }

    /** An item that holds none or several actions is refused later. */
    private void add(TransactWriteItem item, List<Access> accesses) {
        Put put = item.put();
        if (put != null) {
            accesses.add(
                    WriteAccess.of(on(put.tableName()), Actions.lowered(put)).as(Operations.PUT_ITEM.action()));
        }
        Update update = item.update();
        if (update != null) {
            accesses.add(WriteAccess.of(on(update.tableName()), Actions.lowered(update))
                    .as(Operations.UPDATE_ITEM.action()));
        }
        Delete delete = item.delete();
        if (delete != null) {
            accesses.add(WriteAccess.of(on(delete.tableName()), Actions.lowered(delete))
                    .as(Operations.DELETE_ITEM.action()));
        }
        ConditionCheck check = item.conditionCheck();
        if (check != null) {
            accesses.add(WriteAccess.of(on(check.tableName()), check).as("dynamodb:ConditionCheckItem"));
        }
    }

    private ItemAccess on(@Nullable String table) {
        return ItemAccess.of(tables, call, Objects.requireNonNull(table))
                .enclosing("TransactWriteItems")
                .returnConsumedCapacity(request.returnConsumedCapacity());
    }
}
