package dev.gramme.database.authorize;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import org.jspecify.annotations.Nullable;

/** Knows which accesses need a key as well. Asked with every request, so the answer should be at hand. Thread-safe. */
@FunctionalInterface
public interface KeyUses {
    /** No access needs any key. */
    KeyUses NONE = (call, access) -> null;

    /**
     * The use of a key that an access needs.
     *
     * @return null where it needs none
     */
    @Nullable
    Access find(Call call, Access access);
}
