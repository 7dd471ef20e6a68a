package dev.gramme.database.store;

import org.jspecify.annotations.Nullable;

/** What a write wants, as a pure function of the item before: it may be asked many times, once per attempt. */
@FunctionalInterface
public interface ItemWrite {
    Decision decide(@Nullable StoredItem before);
}
