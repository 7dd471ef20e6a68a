package dev.gramme.database.partiql;

import dev.gramme.database.api.Call;
import dev.gramme.database.store.ItemStore;
import dev.gramme.database.store.Origin;
import dev.gramme.database.store.Outcome;
import dev.gramme.database.table.Table;
import dev.gramme.database.write.PlannedUpdate;
import dev.gramme.database.write.PlannedWrite;
import dev.gramme.database.write.ReturnValues;
import dev.gramme.database.write.WriteCondition;
import dev.gramme.item.Item;
import org.jspecify.annotations.Nullable;

/**
 * A statement that writes one item, on its table.
 *
 * @param returning as the parameter ReturnValues of the item operations
 */
record SingleWrite(Table table, PlannedWrite planned, ItemStore.Write write, String returning) {
    static SingleWrite of(BoundStatement bound, Statement.Write statement, Table table) {
        PlannedWrite planned = new StatementWrite(bound, statement).lowered(table);
        return new SingleWrite(table, planned, planned.on(table), statement.returning());
    }

    /** Does it, or throws. */
    Outcome run(ItemStore items, Call call, @Nullable String returnOnFailure) {
        Outcome outcome = items.apply(write, Origin.CLIENT, call.deadlineNanos());
        WriteCondition.requireDone(outcome, returnOnFailure);
        return outcome;
    }

    /** What RETURNING asks for, null where there is nothing. */
    @Nullable
    Item returned(Outcome outcome) {
        return ReturnValues.updated(
                returning, planned instanceof PlannedUpdate update ? update.update() : null, outcome);
    }
}
