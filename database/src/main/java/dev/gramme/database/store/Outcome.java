package dev.gramme.database.store;

import dev.gramme.item.Item;
import org.jspecify.annotations.Nullable;

/**
 * How a write ended.
 *
 * @param before the item the decision was made on, null where there was none
 * @param decision what was decided, and done
 */
public record Outcome(@Nullable StoredItem before, Decision decision) {
    public boolean refused() {
        return decision instanceof Decision.Refused;
    }

    /** The item now, null where there is none. */
    public @Nullable Item after() {
        return switch (decision) {
            case Decision.Change(var after) -> after;
            case Decision.Unchanged() -> before == null ? null : before.item();
            case Decision.Refused() -> before == null ? null : before.item();
        };
    }

    /** The item before, null where there was none. */
    public @Nullable Item beforeItem() {
        return before == null ? null : before.item();
    }

    public boolean changed() {
        return decision instanceof Decision.Change;
    }

    public int beforeBytes() {
        return before == null ? 0 : before.sizeBytes();
    }

    /** The item's size now; for a refused or idle write, what is still there. */
    public int afterBytes() {
        if (decision instanceof Decision.Change(var after)) {
            return after == null ? 0 : after.sizeBytes();
        }
        return beforeBytes();
    }
}
