package dev.gramme.database.store;

import dev.gramme.database.table.ItemKey;
import dev.gramme.database.table.Table;
import dev.gramme.item.Item;
import dev.gramme.kv.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * One change of one item.
 *
 * @param before the item before, null where there was none
 * @param after the item from now on, null where it is deleted
 * @param afterStored the same as it will lie in the engine: sealed for its row
 */
public record ItemChange(
        Table table,
        ItemKey key,
        @Nullable StoredItem before,
        @Nullable Item after,
        @Nullable Bytes afterStored,
        Origin origin) {
    public @Nullable Item beforeItem() {
        return before == null ? null : before.item();
    }

    /** How many bytes the table grows by; negative where it shrinks. */
    public long grownBytes() {
        return (after == null ? 0L : after.sizeBytes()) - (before == null ? 0L : before.sizeBytes());
    }

    /** 1 for a new item, -1 for a deleted one, 0 otherwise. */
    public int grownItems() {
        return (after == null ? 0 : 1) - (before == null ? 0 : 1);
    }
}
