package dev.gramme.database.table;

import dev.gramme.database.env.Invariant;
import dev.gramme.model.dynamodb.AttributeDefinition;
import dev.gramme.model.dynamodb.KeySchemaElement;
import dev.gramme.model.dynamodb.TableDescription;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Works out a table's key schema from its description, which was checked when the table was made. */
final class KeySchemas {
    private KeySchemas() {}

    static KeySchema of(TableDescription description) {
        List<KeySchemaElement> elements = Objects.requireNonNull(description.keySchema());
        List<AttributeDefinition> definitions = Objects.requireNonNull(description.attributeDefinitions());
        KeyAttribute hash = null;
        KeyAttribute range = null;
        for (KeySchemaElement element : elements) {
            String name = Objects.requireNonNull(element.attributeName());
            KeyAttribute attribute = new KeyAttribute(name, typeOf(name, definitions));
            if ("HASH".equals(element.keyType())) {
                hash = attribute;
            } else {
                range = attribute;
            }
        }
        Invariant.check(hash != null, "A table has a partition key");
        return new KeySchema(Objects.requireNonNull(hash), range);
    }

    private static String typeOf(String name, List<AttributeDefinition> definitions) {
        for (AttributeDefinition definition : definitions) {
            @Nullable String type = definition.attributeType();
            if (name.equals(definition.attributeName()) && type != null) {
                return type;
            }
        }
        throw new IllegalStateException("A key attribute has no definition: " + name);
    }
}
