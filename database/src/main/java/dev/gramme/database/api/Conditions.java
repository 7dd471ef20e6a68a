package dev.gramme.database.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a request, for conditions of policies: asked only for what some policy wants to know, since it may
 * cost something to find out.
 */
@FunctionalInterface
public interface Conditions {
    /** Nothing is known. */
    Conditions NONE = key -> null;

    /**
     * The values of a condition key.
     *
     * @param key in lower case, such as {@code dynamodb:leadingkeys} or {@code aws:requesttag/owner}
     * @return null where the request has no such key
     */
    @Nullable
    List<String> find(String key);

    /** Asks another where this one knows nothing. */
    default Conditions or(Conditions other) {
        return key -> {
            List<String> values = find(key);
            return values == null ? other.find(key) : values;
        };
    }
}
