package dev.gramme.database.read;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.table.ItemSource;
import dev.gramme.item.Item;
import dev.gramme.kv.Bytes;

/** Where a page is to begin, as ExclusiveStartKey says. */
final class StartKeys {
    private StartKeys() {}

    static Bytes row(ItemSource source, Item startKey) {
        String fault = startKey.fault();
        if (fault != null) {
            throw DynamoException.validation(fault);
        }
        if (startKey.count() != source.startKeyNames().size()) {
            throw DynamoException.validation("The provided starting key is invalid");
        }
        try {
            return source.startRow(startKey);
        } catch (DynamoException e) {
            throw DynamoException.validation("The provided starting key is invalid: " + e.text());
        }
    }
}
