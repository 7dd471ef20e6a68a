package dev.gramme.database.iam;

import dev.gramme.database.api.Conditions;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Condition keys and their values.
 *
 * @param values by keys in lower case
 */
record Facts(Map<String, List<String>> values) implements Conditions {
    static final Facts NONE = new Facts(Map.of());

    @Override
    public @Nullable List<String> find(String key) {
        return values.get(key);
    }

    Facts with(String key, @Nullable String value) {
        return value == null ? this : withAll(key, List.of(value));
    }

    Facts withAll(String key, Collection<String> all) {
        if (all.isEmpty()) {
            return this;
        }
        Map<String, List<String>> changed = new HashMap<>(values);
        changed.put(key, List.copyOf(all));
        return new Facts(changed);
    }

    /** Tags as {@code aws:...tag/key}, and as {@code iam:resourcetag/key} too; {@code of} is request or resource. */
    Facts withTags(String of, Map<String, String> tags) {
        if (tags.isEmpty()) {
            return this;
        }
        Map<String, List<String>> changed = new HashMap<>(values);
        tags.forEach((key, value) -> {
            String name = of + "tag/" + key.toLowerCase(Locale.ROOT);
            changed.put("aws:" + name, List.of(value));
            changed.put("iam:" + name, List.of(value));
        });
        return new Facts(changed);
    }
}
