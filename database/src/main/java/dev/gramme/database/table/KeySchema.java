package dev.gramme.database.table;

import dev.gramme.database.api.DynamoException;
import dev.gramme.item.AttributeValue;
import dev.gramme.item.Item;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The key of a table or an index. A table has one partition key and at most one sort key; a global index may have up to
 * four attributes as either.
 */
public record KeySchema(List<KeyAttribute> hashes, List<KeyAttribute> ranges) {
    /** Longest partition key, bytes (source: "Constraints in Amazon DynamoDB"). */
    public static final int MAX_HASH_BYTES = 2048;
    /** Longest sort key, bytes. */
    public static final int MAX_RANGE_BYTES = 1024;

    /** The partition key of a table, the first one of an index. */
    public KeyAttribute hash() {
        return hashes.getFirst();
    }

    /** The sort key of a table, the first one of an index; null where there is none. */
    public @Nullable KeyAttribute range() {
        return ranges.isEmpty() ? null : ranges.getFirst();
    }

    public List<KeyAttribute> attributes() {
        List<KeyAttribute> all = new ArrayList<>(hashes);
        all.addAll(ranges);
        return all;
    }

    public boolean isKey(String attribute) {
        return attributes().stream().anyMatch(key -> key.name().equals(attribute));
    }

    public List<String> names() {
        return attributes().stream().map(KeyAttribute::name).toList();
    }

    /** The key attribute's value in an item that is to be put; every error is DynamoDB's for items. */
    AttributeValue ofItem(KeyAttribute attribute, Item item) {
        AttributeValue value = item.find(attribute.name());
        if (value == null) {
            throw DynamoException.validation(
                    "One or more parameter values were invalid: Missing the key " + attribute.name() + " in the item");
        }
        if (!value.type().equals(attribute.type())) {
            throw DynamoException.validation("One or more parameter values were invalid: Type mismatch for key "
                    + attribute.name() + " expected: " + attribute.type() + " actual: " + value.type());
        }
        checkLength(attribute, value);
        return value;
    }

    /** The key attribute's value in a Key parameter, which must hold the key and nothing else. */
    AttributeValue ofKey(KeyAttribute attribute, Item key) {
        AttributeValue value = key.find(attribute.name());
        if (value == null || !value.type().equals(attribute.type())) {
            throw mismatch();
        }
        checkLength(attribute, value);
        return value;
    }

    void checkOnlyKey(Item key) {
        if (key.count() != attributes().size()) {
            throw DynamoException.validation("The number of conditions on the keys is invalid");
        }
    }

    /** Whether a value may stand in a key as far as its length goes. */
    boolean isFit(KeyAttribute attribute, AttributeValue value) {
        int length = length(value);
        return length > 0 && length <= (hashes.contains(attribute) ? MAX_HASH_BYTES : MAX_RANGE_BYTES);
    }

    /**
     * Whether what an item has of each part of the key fits together: the limits are for all attributes of a part. Each
     * alone {@link #isFit}.
     */
    boolean fitsTogether(Item item) {
        return (hashes.size() < 2 || bytes(hashes, item) <= MAX_HASH_BYTES)
                && (ranges.size() < 2 || bytes(ranges, item) <= MAX_RANGE_BYTES);
    }

    /** Checks the same (source: DynamoDB Local). */
    void checkTogether(String index, Item item) {
        checkTogether(index, "HASH", hashes, MAX_HASH_BYTES, item);
        checkTogether(index, "RANGE", ranges, MAX_RANGE_BYTES, item);
    }

    private static void checkTogether(String index, String part, List<KeyAttribute> attributes, int most, Item item) {
        int length = bytes(attributes, item);
        if (length > most) {
            List<String> present = attributes.stream()
                    .map(KeyAttribute::name)
                    .filter(item::has)
                    .toList();
            throw DynamoException.validation("Aggregate size for " + part + " key attributes "
                    + String.join(", ", present) + " of index " + index + " has exceeded limit " + most
                    + " bytes, with actual size " + length + " bytes");
        }
    }

    private static int bytes(List<KeyAttribute> attributes, Item item) {
        int length = 0;
        for (KeyAttribute attribute : attributes) {
            AttributeValue value = item.find(attribute.name());
            length += value == null ? 0 : length(value);
        }
        return length;
    }

    static DynamoException mismatch() {
        return DynamoException.validation("The provided key element does not match the schema");
    }

    /** Checks a key's value in a key condition; not even a prefix may be empty. */
    public void checkLength(KeyAttribute attribute, AttributeValue value) {
        int length = length(value);
        boolean isHash = hashes.contains(attribute);
        if (length == 0) {
            throw DynamoException.validation("One or more parameter values are not valid. The AttributeValue for a key"
                    + " attribute cannot contain an empty " + ("S".equals(attribute.type()) ? "string" : "binary")
                    + " value. Key: " + attribute.name());
        }
        if (isHash && length > MAX_HASH_BYTES) {
            throw DynamoException.validation(
                    "One or more parameter values were invalid: Size of hashkey has exceeded the"
                            + " maximum size limit of" + MAX_HASH_BYTES + " bytes");
        }
        if (!isHash && length > MAX_RANGE_BYTES) {
            throw DynamoException.validation(
                    "One or more parameter values were invalid: Aggregated size of all range keys"
                            + " has exceeded the size limit of " + MAX_RANGE_BYTES + " bytes");
        }
    }

    /** How many bytes {@link #bytes(AttributeValue)} has; of numbers known without making them. */
    private static int length(AttributeValue value) {
        return switch (value) {
            case AttributeValue.S(var text) -> text.getBytes(StandardCharsets.UTF_8).length;
            case AttributeValue.N(var number) -> number.sortKeyLength();
            case AttributeValue.B(var bytes) -> bytes.length;
            default -> throw mismatch();
        };
    }

    /** A key value as bytes that sort as DynamoDB sorts the values: UTF-8, order-preserving number, or the bytes. */
    public static byte[] bytes(AttributeValue value) {
        return switch (value) {
            case AttributeValue.S(var text) -> text.getBytes(StandardCharsets.UTF_8);
            case AttributeValue.N(var number) -> number.sortKeyBytes();
            case AttributeValue.B(var bytes) -> bytes;
            default -> throw mismatch();
        };
    }
}
