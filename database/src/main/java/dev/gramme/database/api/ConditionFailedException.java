package dev.gramme.database.api;

import dev.gramme.item.Item;
import org.jspecify.annotations.Nullable;

/** A condition was false. Carries the item that made it so where the request asked for it. */
public final class ConditionFailedException extends DynamoException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Item item;

    public ConditionFailedException(@Nullable Item item) {
        super(ErrorCode.CONDITIONAL_CHECK_FAILED, "The conditional request failed");
        this.item = item;
    }

    /** The item as it was, null where it did not exist or was not asked for. */
    public @Nullable Item item() {
        return item;
    }
}
