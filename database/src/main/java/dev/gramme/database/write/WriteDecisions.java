package dev.gramme.database.write;

import dev.gramme.database.store.Decision;
import dev.gramme.database.store.StoredItem;
import dev.gramme.item.Item;
import org.jspecify.annotations.Nullable;

/** Decisions that writes share. */
final class WriteDecisions {
    private WriteDecisions() {}

    /**
     * The item is to be this one; where it already is, nothing is written. Sizes tell most differences without opening.
     */
    static Decision become(@Nullable StoredItem before, Item item) {
        boolean same = before != null
                && before.sizeBytes() == item.sizeBytes()
                && before.item().equals(item);
        return same ? Decision.unchanged() : Decision.change(item);
    }
}
