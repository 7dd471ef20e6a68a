package dev.gramme.database.write;

import dev.gramme.database.api.DynamoException;
import dev.gramme.item.Item;

/** What every item that is to be stored must be like. */
final class ItemLimits {
    /** Largest item, in DynamoDB's measure. */
    static final int MAX_ITEM_BYTES = 400 * 1024;

    private ItemLimits() {}

    static void checkValues(Item item) {
        String fault = item.fault();
        if (fault != null) {
            throw DynamoException.validation(fault);
        }
    }

    static void checkPutSize(Item item) {
        if (item.sizeBytes() > MAX_ITEM_BYTES) {
            throw DynamoException.validation("Item size has exceeded the maximum allowed size");
        }
    }

    static void checkUpdatedSize(Item item) {
        if (item.sizeBytes() > MAX_ITEM_BYTES) {
            throw DynamoException.validation("Item size to update has exceeded the maximum allowed size");
        }
    }
}
