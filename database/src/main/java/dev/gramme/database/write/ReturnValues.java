package dev.gramme.database.write;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.expression.UpdatePlan;
import dev.gramme.database.store.Outcome;
import dev.gramme.database.store.StoredItem;
import dev.gramme.item.Item;
import org.jspecify.annotations.Nullable;

/** Which ReturnValues an operation takes, and what they return. */
public final class ReturnValues {
    private ReturnValues() {}

    /** The item before, where ALL_OLD asks for it and there was one. */
    public static @Nullable Item old(@Nullable String returnValues, Outcome outcome) {
        StoredItem before = outcome.before();
        return before != null && "ALL_OLD".equals(returnValues) ? before.item() : null;
    }

    /** What an update returns of the item before or after it. */
    public static @Nullable Item updated(@Nullable String returnValues, @Nullable UpdatePlan update, Outcome outcome) {
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

    static void requireOldOrNone(@Nullable String returnValues) {
        if (returnValues != null && !returnValues.equals("NONE") && !returnValues.equals("ALL_OLD")) {
            throw DynamoException.validation("Return values set to invalid value");
        }
    }
}
