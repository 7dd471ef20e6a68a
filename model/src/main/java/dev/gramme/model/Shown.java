package dev.gramme.model;

import dev.gramme.item.AttributeValue;
import dev.gramme.item.Item;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values as the live service shows them in its messages: strings and numbers as they are, lists and maps as Java prints
 * them, structures as {@code KeySchemaElement(attributeName=pk, keyType=HASH)}, and attribute values not at all, but
 * for a number that differs from value to value. So no message and no log repeats what a user stores.
 */
public final class Shown {
    private static final String ATTRIBUTE_VALUE = "com.amazonaws.dynamodb.v20120810.AttributeValue@";

    private Shown() {}

    public static String of(@Nullable Object value) {
        return switch (value) {
            case Item item -> item(item);
            case AttributeValue attribute -> ATTRIBUTE_VALUE + Integer.toHexString(attribute.hashCode());
            case List<?> list -> {
                List<String> shown = new ArrayList<>(list.size());
                list.forEach(element -> shown.add(of(element)));
                yield shown.toString();
            }
            case Map<?, ?> map -> {
                Map<String, String> shown = new LinkedHashMap<>();
                map.forEach((key, element) -> shown.put(of(key), of(element)));
                yield shown.toString();
            }
            case null, default -> String.valueOf(value);
        };
    }

    private static String item(Item item) {
        Map<String, String> shown = new LinkedHashMap<>();
        for (String name : item.names()) {
            shown.put(name, ATTRIBUTE_VALUE + Integer.toHexString(name.hashCode()));
        }
        return shown.toString();
    }
}
