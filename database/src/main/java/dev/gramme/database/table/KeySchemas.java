package dev.gramme.database.table;

import dev.gramme.model.dynamodb.AttributeDefinition;
import dev.gramme.model.dynamodb.KeySchemaElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Works out key schemas from a table's description, which was checked when it was made. */
final class KeySchemas {
    private KeySchemas() {}

    static KeySchema of(List<KeySchemaElement> elements, List<AttributeDefinition> definitions) {
        List<KeyAttribute> hashes = new ArrayList<>(1);
        List<KeyAttribute> ranges = new ArrayList<>(1);
        for (KeySchemaElement element : elements) {
            String name = Objects.requireNonNull(element.attributeName());
            KeyAttribute attribute = new KeyAttribute(name, typeOf(name, definitions));
            ("HASH".equals(element.keyType()) ? hashes : ranges).add(attribute);
        }
        return new KeySchema(List.copyOf(hashes), List.copyOf(ranges));
    }

    private static String typeOf(String name, List<AttributeDefinition> definitions) {
        for (AttributeDefinition definition : definitions) {
            String type = definition.attributeType();
            if (name.equals(definition.attributeName()) && type != null) {
                return type;
            }
        }
        throw new IllegalStateException("A key attribute has no definition: " + name);
    }
}
