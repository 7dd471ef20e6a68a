package dev.gramme.database.partiql;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.expression.Condition;
import dev.gramme.database.table.KeyAttribute;
import dev.gramme.database.table.KeySchema;
import dev.gramme.item.AttributeValue;
import dev.gramme.item.Item;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A WHERE clause that names one item.
 *
 * @param key the whole primary key
 * @param rest what else the item must be like
 */
record PointKey(Item key, List<Condition> rest) {
    /** Null where the clause does not give the whole key by equality. */
    static @Nullable PointKey find(KeySchema schema, List<Condition> conjuncts) {
        Map<String, AttributeValue> key = new LinkedHashMap<>();
        List<Condition> rest = new ArrayList<>();
        for (Condition conjunct : conjuncts) {
            if (!take(schema, conjunct, key)) {
                rest.add(conjunct);
            }
        }
        return key.size() < schema.attributes().size() ? null : new PointKey(Item.of(key), rest);
    }

    private static boolean take(KeySchema schema, Condition conjunct, Map<String, AttributeValue> key) {
        for (KeyAttribute attribute : schema.attributes()) {
            AttributeValue value = Conjuncts.equal(conjunct, attribute.name());
            if (value != null) {
                KeyTypes.check(attribute, value);
                AttributeValue known = key.putIfAbsent(attribute.name(), value);
                return known == null || known.equals(value);
            }
        }
        return false;
    }

    /** The key of the item to be written; must be there. */
    static PointKey require(KeySchema schema, List<Condition> conjuncts) {
        PointKey key = find(schema, conjuncts);
        if (key == null) {
            throw DynamoException.validation(
                    "Where clause does not contain a mandatory equality on all key attributes");
        }
        for (KeyAttribute attribute : schema.attributes()) {
            for (Condition condition : key.rest()) {
                if (Conjuncts.equal(condition, attribute.name()) != null) {
                    throw DynamoException.validation("Multiple conditions on same key " + attribute.name()
                            + ". Only single item Update/Insert/Delete are supported");
                }
            }
        }
        return key;
    }
}
