package dev.gramme.database.partiql;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.table.KeyAttribute;
import dev.gramme.item.AttributeValue;

/** What values of key attributes must be like. */
final class KeyTypes {
    private KeyTypes() {}

    static void check(KeyAttribute attribute, AttributeValue value) {
        if (!attribute.type().equals(value.type())) {
            throw DynamoException.validation(
                    "Key attribute's data type should match its data type in table's schema: Key " + attribute.name());
        }
    }
}
