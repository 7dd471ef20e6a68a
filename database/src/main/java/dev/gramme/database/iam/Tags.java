package dev.gramme.database.iam;

import static java.util.Objects.requireNonNull;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.model.iam.Tag;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tags of identities, policies and providers. Keys are told apart without regard to case, and kept as given. */
final class Tags {
    private static final int MAX_TAGS = 50;

    private Tags() {}

    /** The tags of a request, checked. */
    static Map<String, String> of(@Nullable List<Tag> tags) {
        Map<String, String> all = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        if (tags != null) {
            for (Tag tag : tags) {
                String key = requireNonNull(tag.key());
                if (!seen.add(key.toLowerCase(Locale.ROOT))) {
                    throw IamErrors.invalidInput(
                            "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
                }
                if (key.regionMatches(true, 0, "aws:", 0, 4)) {
                    throw IamErrors.invalidInput("System tags (prefix aws:) cannot be added by users.");
                }
                all.put(key, requireNonNull(tag.value()));
            }
        }
        requireFew(all);
        return all;
    }

    private static void requireFew(Map<String, String> tags) {
        if (tags.size() > MAX_TAGS) {
            throw new DynamoException(
                    ErrorCode.IAM_LIMIT_EXCEEDED, "The number of tags has reached the maximum limit.");
        }
    }

    /** The tags of a request as conditions see them, unchecked. */
    static Map<String, String> asked(@Nullable List<Tag> tags) {
        Map<String, String> all = new LinkedHashMap<>();
        if (tags != null) {
            tags.forEach(tag -> all.put(requireNonNull(tag.key()), requireNonNull(tag.value())));
        }
        return all;
    }

    /** Adds tags to others; a key that differs in case alone is the same. */
    static Map<String, String> added(Map<String, String> tags, @Nullable List<Tag> more) {
        Map<String, String> given = of(more);
        Map<String, String> all = without(tags, given.keySet());
        all.putAll(given);
        requireFew(all);
        return all;
    }

    static Map<String, String> removed(Map<String, String> tags, @Nullable List<String> keys) {
        return without(tags, keys == null ? Set.of() : Set.copyOf(keys));
    }

    private static Map<String, String> without(Map<String, String> tags, Set<String> keys) {
        Map<String, String> kept = new TreeMap<>(tags);
        kept.keySet().removeIf(key -> keys.stream().anyMatch(key::equalsIgnoreCase));
        return kept;
    }

    /** As answers show them; null for none. */
    static @Nullable List<Tag> shown(Map<String, String> tags) {
        return tags.isEmpty() ? null : list(tags);
    }

    static List<Tag> list(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }
}
