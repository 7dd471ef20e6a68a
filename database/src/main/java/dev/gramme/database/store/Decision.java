package dev.gramme.database.store;

import dev.gramme.item.Item;
import org.jspecify.annotations.Nullable;

/** What is to become of an item. */
public sealed interface Decision {
    /** The item becomes {@code after}, which may be what it is already; null: it is deleted. */
    record Change(@Nullable Item after) implements Decision {}

    /** Nothing is written. */
    record Unchanged() implements Decision {
        static final Unchanged INSTANCE = new Unchanged();
    }

    /** The condition was false: nothing is written, and the caller is told. */
    record Refused() implements Decision {
        static final Refused INSTANCE = new Refused();
    }

    static Decision change(Item after) {
        return new Change(after);
    }

    static Decision delete() {
        return new Change(null);
    }

    static Decision unchanged() {
        return Unchanged.INSTANCE;
    }

    static Decision refused() {
        return Refused.INSTANCE;
    }
}
