package dev.gramme.database.partiql;

import dev.gramme.database.api.Call;
import dev.gramme.database.store.ItemStore;
import dev.gramme.database.store.Origin;
import dev.gramme.database.store.Outcome;
import dev.gramme.database.table.Table;
import dev.gramme.database.write.PlannedUpdate;
import dev.gramme.database.write.PlannedWrite;
import dev.gramme.database.write.WriteCondition;
import dev.gramme.item.Item;
import org.jspecify.annotations.Nullable;

/** A statement that writes one item, on its table. */
record SingleWrite(Table table, PlannedWrite planned, ItemStore.Write write, Returning returning) {
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
        return switch (returning) {
            case NOTHING -> null;
            case ALL_OLD -> outcome.beforeItem();
            case ALL_NEW -> outcome.after();
            case MODIFIED_OLD -> modified(outcome.beforeItem());
            case MODIFIED_NEW -> modified(outcome.after());
        };
    }

    /** Whole attributes, even where only a part of them was written to (source: DynamoDB Local). */
    private @Nullable Item modified(@Nullable Item item) {
        if (item == null || !(planned instanceof PlannedUpdate update) || update.update() == null) {
            return null;
        }
        Item modified = item.keep(update.update().writtenIn(item));
        return modified.isEmpty() ? null : modified;
    }
}
