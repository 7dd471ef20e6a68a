package dev.gramme.database.table;

import dev.gramme.database.api.DynamoException;
import dev.gramme.model.dynamodb.AttributeDefinition;
import dev.gramme.model.dynamodb.KeySchemaElement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What a key schema and the definitions of its attributes must be like. */
final class KeyRules {
    /** Attributes of a global index's partition key, and of its sort key (source: "Multi-attribute keys pattern"). */
    private static final int MAX_KEY_PART_ATTRIBUTES = 4;

    private KeyRules() {}

    static DynamoException invalid(String what) {
        return DynamoException.validation("One or more parameter values were invalid: " + what);
    }

    static List<String> names(List<KeySchemaElement> keys) {
        List<String> names = new ArrayList<>();
        for (KeySchemaElement key : keys) {
            names.add(Objects.requireNonNull(key.attributeName()));
        }
        return names;
    }

    /** The defined names in order; each may be defined once. */
    static Set<String> defined(List<AttributeDefinition> definitions) {
        Set<String> defined = new LinkedHashSet<>();
        for (AttributeDefinition definition : definitions) {
            String attribute = Objects.requireNonNull(definition.attributeName());
            if (!defined.add(attribute)) {
                throw invalid("Duplicate AttributeName in AttributeDefinitions: " + attribute);
            }
        }
        return defined;
    }

    static void requireDefined(List<KeySchemaElement> keys, Set<String> defined) {
        List<String> missing =
                names(keys).stream().filter(key -> !defined.contains(key)).toList();
        if (!missing.isEmpty()) {
            throw invalid("Some index key attributes are not defined in AttributeDefinitions. Keys: ["
                    + String.join(", ", missing) + "], AttributeDefinitions: [" + String.join(", ", defined) + "]");
        }
    }

    /** The key of a table or a local index: one HASH, and at most one RANGE behind it. */
    static void checkSimple(List<KeySchemaElement> keys) {
        if (!"HASH".equals(keys.getFirst().keyType())) {
            throw invalid("Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
        }
        if (keys.size() > 2) {
            throw invalid("Invalid KeySchema: A table's key has one HASH and at most one RANGE element");
        }
        if (keys.size() == 2) {
            if (!"RANGE".equals(keys.get(1).keyType())) {
                throw invalid("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type");
            }
            requireDistinct(keys);
        }
    }

    private static void requireDistinct(List<KeySchemaElement> keys) {
        if (Set.copyOf(names(keys)).size() < keys.size()) {
            throw DynamoException.validation(
                    keys.size() == 2
                            ? "Both the Hash Key and the Range Key element in the KeySchema have the same name"
                            : "Two keys can not have the same name");
        }
    }

    /** The key of a global index: one to four HASH, then up to four RANGE. */
    static void checkGlobal(List<KeySchemaElement> keys) {
        if (!"HASH".equals(keys.getFirst().keyType())) {
            throw invalid("Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
        }
        int hashes = 0;
        int ranges = 0;
        for (KeySchemaElement key : keys) {
            if ("RANGE".equals(key.keyType())) {
                ranges++;
            } else if (ranges > 0) {
                throw invalid("Invalid KeySchema: HASH elements must come before RANGE elements");
            } else {
                hashes++;
            }
        }
        if (hashes > MAX_KEY_PART_ATTRIBUTES || ranges > MAX_KEY_PART_ATTRIBUTES) {
            throw invalid("Invalid KeySchema: A global secondary index has at most " + MAX_KEY_PART_ATTRIBUTES
                    + " HASH and " + MAX_KEY_PART_ATTRIBUTES + " RANGE elements");
        }
        requireDistinct(keys);
    }
}
