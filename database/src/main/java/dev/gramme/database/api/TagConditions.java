package dev.gramme.database.api;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tags as condition keys. Names of tags are not sensitive to case in conditions.
 *
 * @param prefix in lower case, such as {@code aws:resourcetag/}
 * @param tags asked for only where a policy wants to know
 */
public record TagConditions(String prefix, Supplier<Map<String, String>> tags) implements Conditions {
    private static final String TAG_KEYS = "aws:tagkeys";

    /** The tags of what the request is about. */
    public static Conditions ofResource(Supplier<Map<String, String>> tags) {
        return new TagConditions("aws:resourcetag/", tags);
    }

    /** The tags a request gives, and their names. */
    public static Conditions ofRequest(Map<String, String> tags) {
        return new TagConditions("aws:requesttag/", () -> tags).or(names(List.copyOf(tags.keySet())));
    }

    /** The names of tags in a request. */
    public static Conditions names(List<String> names) {
        return key -> key.equals(TAG_KEYS) && !names.isEmpty() ? names : null;
    }

    @Override
    public @Nullable List<String> find(String key) {
        if (!key.startsWith(prefix)) {
            return null;
        }
        for (Map.Entry<String, String> tag : tags.get().entrySet()) {
            if (key.equals(prefix + tag.getKey().toLowerCase(Locale.ROOT))) {
                return List.of(tag.getValue());
            }
        }
        return null;
    }
}
