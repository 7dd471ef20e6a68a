package dev.gramme.database.table;

import dev.gramme.item.AttributeValue;
import dev.gramme.item.Item;
import dev.gramme.kv.Key;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The primary key of an item.
 *
 * @param range null in tables without a sort key
 * @param location where the item lies
 */
public record ItemKey(
        KeySchema schema, AttributeValue hash, @Nullable AttributeValue range, Key location) {
    /** The key as attributes. */
    public Item attributes() {
        Map<String, AttributeValue> attributes = new LinkedHashMap<>();
        attributes.put(schema.hash().name(), hash);
        KeyAttribute rangeAttribute = schema.range();
        if (rangeAttribute != null && range != null) {
            attributes.put(rangeAttribute.name(), range);
        }
        return Item.of(attributes);
    }
}
