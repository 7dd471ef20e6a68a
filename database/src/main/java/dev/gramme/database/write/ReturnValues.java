package dev.gramme.database.write;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.store.Outcome;
import dev.gramme.database.store.StoredItem;
import dev.gramme.item.Item;
import org.jspecify.annotations.Nullable;

/** Which ReturnValues an operation takes. */
final class ReturnValues {
    private ReturnValues() {}

    /** The item before, where ALL_OLD asks for it and there was one. */
    static @Nullable Item old(@Nullable String returnValues, Outcome outcome) {
        StoredItem before = outcome.before();
        return before != null && "ALL_OLD".equals(returnValues) ? before.item() : null;
    }

    static void requireOldOrNone(@Nullable String returnValues) {
        if (returnValues != null && !returnValues.equals("NONE") && !returnValues.equals("ALL_OLD")) {
            throw DynamoException.validation("Return values set to invalid value");
        }
    }
}
