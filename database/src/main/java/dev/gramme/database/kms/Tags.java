package dev.gramme.database.kms;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.model.kms.Tag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The rules for tags of keys (source: developer guide, "Tagging keys"). */
final class Tags {
    private static final int MOST = 50;

    private Tags() {}

    /** Some tags with others added, or put in the place of those of the same names. */
    static Map<String, String> added(Map<String, String> before, @Nullable List<Tag> added) {
        Map<String, String> tags = new LinkedHashMap<>(before);
        Map<String, String> seen = new LinkedHashMap<>();
        for (Tag tag : added == null ? List.<Tag>of() : added) {
            String name = Objects.requireNonNull(tag.tagKey());
            String value = Objects.requireNonNull(tag.tagValue());
            if (name.toLowerCase(Locale.ROOT).startsWith("aws:")) {
                throw wrong("Tag keys must not start with aws:");
            }
            if (seen.put(name, value) != null) {
                throw wrong("Duplicate tag keys");
            }
            tags.put(name, value);
        }
        if (tags.size() > MOST) {
            throw KmsFault.limit("A key has " + MOST + " tags at most");
        }
        return tags;
    }

    private static DynamoException wrong(String message) {
        return new DynamoException(ErrorCode.KMS_TAG, message);
    }
}
