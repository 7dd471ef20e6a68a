package dev.gramme.database.store;

import dev.gramme.database.table.ItemKey;
import dev.gramme.database.table.Table;
import dev.gramme.item.Item;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One change of one item.
 *
 * @param before the item before, null where there was none
 * @param after the item from now on, null where it is deleted
 * @param unfilled numbers of indexes that are being filled and had no entry of the item before yet, though they hold
 *     it; noted while the change is joined
 */
public record ItemChange(
        Table table,
        ItemKey key,
        @Nullable StoredItem before,
        @Nullable Item after,
        Origin origin,
        List<Integer> unfilled) {
    ItemChange(Table table, ItemKey key, @Nullable StoredItem before, @Nullable Item after, Origin origin) {
        this(table, key, before, after, origin, new ArrayList<>(0));
    }

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
