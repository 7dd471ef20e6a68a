package dev.gramme.database.table;

import dev.gramme.database.api.DynamoException;
import dev.gramme.item.AttributeValue;
import dev.gramme.item.Item;

/** An item may lack the key of an index, but what it has of it must be fit to be one. */
public final class IndexKeys {
    /** Largest item together with its entry in one local index (source: "Local secondary indexes: item size"). */
    private static final int MAX_ITEM_AND_ENTRY_BYTES = 400 * 1024;

    private IndexKeys() {}

    /** Checks an item that is to be put. */
    public static void checkPut(Table table, Item item) {
        for (Index index : table.indexes()) {
            for (KeyAttribute attribute : index.schema().attributes()) {
                check(index, attribute, item, true);
            }
            index.schema().checkTogether(index.name(), item);
            checkSize(index, item, "Item size has exceeded the maximum allowed size");
        }
    }

    /** Checks what an update has made of an item. */
    public static void checkUpdate(Table table, Item item) {
        for (Index index : table.indexes()) {
            for (KeyAttribute attribute : index.schema().attributes()) {
                check(index, attribute, item, false);
            }
            index.schema().checkTogether(index.name(), item);
            checkSize(index, item, "Item size to update has exceeded the maximum allowed size");
        }
    }

    private static void check(Index index, KeyAttribute attribute, Item item, boolean put) {
        AttributeValue value = item.find(attribute.name());
        if (value == null) {
            return;
        }
        if (!value.type().equals(attribute.type()) && !put) {
            throw DynamoException.validation(
                    "The update expression attempted to update the secondary index key to unsupported type");
        }
        if (!value.type().equals(attribute.type())) {
            throw DynamoException.validation("One or more parameter values were invalid: Type mismatch for Index Key "
                    + attribute.name() + " Expected: " + attribute.type() + " Actual: " + value.type()
                    + " IndexName: " + index.name());
        }
        if (put) {
            checkNotEmpty(index, attribute, value);
        } else if (KeySchema.bytes(value).length == 0) {
            throw DynamoException.validation("One or more parameter values are not valid. The update expression"
                    + " attempted to update a secondary index key to a value that is not supported. The AttributeValue"
                    + " for a key attribute cannot contain an empty " + kind(attribute) + " value.");
        }
        if (!put && !index.schema().isFit(attribute, value)) {
            throw DynamoException.validation(
                    "The update expression attempted to update the secondary index key beyond allowed size limits");
        }
        index.schema().checkLength(attribute, value);
    }

    /** A value of an index key that an item is put with or that a Query asks for. */
    public static void checkNotEmpty(Index index, KeyAttribute attribute, AttributeValue value) {
        if (KeySchema.bytes(value).length == 0) {
            throw DynamoException.validation("One or more parameter values are not valid. A value specified for a"
                    + " secondary index key is not supported. The AttributeValue for a key attribute cannot contain an"
                    + " empty " + kind(attribute) + " value. IndexName: " + index.name() + ", IndexKey: "
                    + attribute.name());
        }
    }

    private static String kind(KeyAttribute attribute) {
        return attribute.type().equals("S") ? "string" : "binary";
    }

    private static void checkSize(Index index, Item item, String message) {
        if (!index.isGlobal()
                && index.holds(item)
                && item.sizeBytes() + index.project(item).sizeBytes() > MAX_ITEM_AND_ENTRY_BYTES) {
            throw DynamoException.validation(message);
        }
    }
}
