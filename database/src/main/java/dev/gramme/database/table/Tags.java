package dev.gramme.database.table;

import dev.gramme.database.api.DynamoException;
import dev.gramme.model.dynamodb.Tag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tags of a table (source: "Tagging restrictions in DynamoDB"). */
final class Tags {
    static final int MAX_TAGS = 50;

    private Tags() {}

    /** Tags as a request gives them, each key once. */
    static Map<String, String> of(@Nullable List<Tag> tags) {
        Map<String, String> byKey = new LinkedHashMap<>();
        for (Tag tag : tags == null ? List.<Tag>of() : tags) {
            String key = Objects.requireNonNull(tag.key());
            if (key.startsWith("aws:")) {
                throw DynamoException.validation("User-defined tag keys can't start with aws:, which is reserved.");
            }
            if (byKey.put(key, Objects.requireNonNull(tag.value())) != null) {
                throw DynamoException.validation(
                        "One or more parameter values were invalid: Duplicate tag key: " + key);
            }
        }
        checkCount(byKey);
        return byKey;
    }

    static void checkCount(Map<String, String> tags) {
        if (tags.size() > MAX_TAGS) {
            throw DynamoException.validation("One or more parameter values were invalid: Too many tags: the limit is "
                    + MAX_TAGS + " for each resource");
        }
    }

    static List<Tag> list(Map<String, String> tags) {
        List<Tag> list = new ArrayList<>();
        tags.forEach((key, value) -> list.add(new Tag(key, value)));
        return list;
    }
}
