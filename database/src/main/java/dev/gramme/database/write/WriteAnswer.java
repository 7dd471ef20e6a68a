package dev.gramme.database.write;

import dev.gramme.database.capacity.Consumed;
import dev.gramme.database.capacity.Consumption;
import dev.gramme.database.capacity.Units;
import dev.gramme.database.index.IndexUnits;
import dev.gramme.database.store.Outcome;
import dev.gramme.database.table.Table;
import dev.gramme.model.dynamodb.ConsumedCapacity;
import org.jspecify.annotations.Nullable;

/** What answers of writes share: what the write cost. */
public final class WriteAnswer {
    private WriteAnswer() {}

    /** Null where it was not asked for. */
    public static @Nullable ConsumedCapacity consumed(
            @Nullable String mode, Table table, Outcome outcome, int askedBytes) {
        if (!Consumed.isWanted(mode)) {
            return null;
        }
        Consumption used = new Consumption(table.name());
        add(used, table, outcome, askedBytes);
        return Consumed.of(mode, used);
    }

    /**
     * Adds what a write cost.
     *
     * @param askedBytes the size of the item as it was to be, 0 where it was to go
     */
    public static void add(Consumption used, Table table, Outcome outcome, int askedBytes) {
        used.addTable(Units.write(outcome.beforeBytes(), askedBytes));
        if (outcome.changed()) {
            IndexUnits.add(used, table, outcome.beforeItem(), outcome.after());
        }
    }
}
