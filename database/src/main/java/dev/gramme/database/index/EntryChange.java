package dev.gramme.database.index;

import dev.gramme.database.table.Index;
import dev.gramme.item.Item;
import org.jspecify.annotations.Nullable;

/**
 * What a change of an item means to one index.
 *
 * @param before the entry before, null where there was none
 * @param after the entry from now on, null where there is none
 * @param moved whether both are there, at different places
 */
record EntryChange(@Nullable Item before, @Nullable Item after, boolean moved) {
    static EntryChange of(Index index, @Nullable Item before, @Nullable Item after) {
        Item old = before != null && index.holds(before) ? before : null;
        Item now = after != null && index.holds(after) ? after : null;
        boolean moved = old != null && now != null && !index.sameKey(old, now);
        return new EntryChange(old == null ? null : index.project(old), now == null ? null : index.project(now), moved);
    }

    /** Whether the entry stays as it is, or is not there before and after. */
    boolean isNothing() {
        if (before == null || after == null) {
            return before == null && after == null;
        }
        return !moved && before.equals(after);
    }

    int beforeBytes() {
        return before == null ? 0 : before.sizeBytes();
    }

    int afterBytes() {
        return after == null ? 0 : after.sizeBytes();
    }
}
