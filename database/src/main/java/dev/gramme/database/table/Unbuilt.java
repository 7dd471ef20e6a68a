package dev.gramme.database.table;

import dev.gramme.database.api.DynamoException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Refuses parameters whose feature Gramme does not have, rather than to take them and do nothing. */
public final class Unbuilt {
    private Unbuilt() {}

    public static void refuse(String parameter, @Nullable Object value) {
        refuseIf(parameter, value != null && !(value instanceof Collection<?> all && all.isEmpty()));
    }

    public static void refuseIf(String parameter, boolean used) {
        if (used) {
            throw DynamoException.validation("Gramme does not support this parameter: " + parameter);
        }
    }
}
