package dev.gramme.database.read;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.table.ItemKey;
import dev.gramme.database.table.Table;
import dev.gramme.item.Item;

/** Where a page is to begin, as ExclusiveStartKey says. */
final class StartKeys {
    private StartKeys() {}

    static ItemKey of(Table table, Item startKey) {
        String fault = startKey.fault();
        if (fault != null) {
            throw DynamoException.validation(fault);
        }
        if (startKey.count() != table.schema().attributes().size()) {
            throw DynamoException.validation("The provided starting key is invalid");
        }
        try {
            return table.keyOf(startKey);
        } catch (DynamoException e) {
            throw DynamoException.validation("The provided starting key is invalid: " + e.text());
        }
    }
}
