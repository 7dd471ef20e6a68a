package dev.gramme.database.write;

import dev.gramme.database.expression.Expressions;
import dev.gramme.item.Item;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The expressions of a write, where it has any. */
final class WriteExpressions {
    private WriteExpressions() {}

    /** For writes with a condition only; null where there is none. */
    static @Nullable Expressions of(
            @Nullable Map<String, String> names, @Nullable Item values, @Nullable String condition) {
        if (condition == null) {
            Expressions.requireNone(names, values, "ConditionExpression is null");
            return null;
        }
        return new Expressions(names, values);
    }

    /** For UpdateItem; null where it has neither update nor condition as an expression. */
    static @Nullable Expressions of(
            @Nullable Map<String, String> names,
            @Nullable Item values,
            @Nullable String update,
            @Nullable String condition) {
        if (update == null && condition == null) {
            Expressions.requireNone(names, values, "UpdateExpression and ConditionExpression are null");
            return null;
        }
        return new Expressions(names, values);
    }
}
