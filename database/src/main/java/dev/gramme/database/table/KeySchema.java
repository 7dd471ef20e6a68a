package dev.gramme.database.table;

import dev.gramme.database.api.DynamoException;
import dev.gramme.item.AttributeValue;
import dev.gramme.item.Item;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table's primary key: a partition key and, in some tables, a sort key. */
public record KeySchema(KeyAttribute hash, @Nullable KeyAttribute range) {
    /** Longest partition key, bytes (source: "Constraints in Amazon DynamoDB"). */
    public static final int MAX_HASH_BYTES = 2048;
    /** Longest sort key, bytes. */
    public static final int MAX_RANGE_BYTES = 1024;

    public List<KeyAttribute> attributes() {
        return range == null ? List.of(hash) : List.of(hash, range);
    }

    public boolean isKey(String attribute) {
        return hash.name().equals(attribute) || (range != null && range.name().equals(attribute));
    }

    public List<String> names() {
        List<String> names = new ArrayList<>(2);
        for (KeyAttribute attribute : attributes()) {
            names.add(attribute.name());
        }
        return names;
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

    static DynamoException mismatch() {
        return DynamoException.validation("The provided key element does not match the schema");
    }

    /** Checks the partition key's value in a key condition. */
    public void checkHashValue(AttributeValue value) {
        checkLength(hash, value);
    }

    /** Checks a sort key's value in a key condition; not even a prefix may be empty. */
    public void checkRangeValue(KeyAttribute attribute, AttributeValue value) {
        checkLength(attribute, value);
    }

    private void checkLength(KeyAttribute attribute, AttributeValue value) {
        int length = bytes(value).length;
        boolean isHash = attribute.equals(hash);
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
