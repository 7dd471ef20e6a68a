package dev.gramme.database.expression;

import dev.gramme.database.api.DynamoException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests speak in expressions or in the older parameters, not in both. */
public final class ParameterMix {
    private final List<String> legacy = new ArrayList<>(2);
    private final List<String> expressions = new ArrayList<>(2);

    public ParameterMix legacy(String name, @Nullable Object value) {
        if (value != null) {
            legacy.add(name);
        }
        return this;
    }

    public ParameterMix expression(String name, @Nullable Object value) {
        if (value != null) {
            expressions.add(name);
        }
        return this;
    }

    public void check() {
        if (!legacy.isEmpty() && !expressions.isEmpty()) {
            throw DynamoException.validation(
                    "Can not use both expression and non-expression parameters in the same request:"
                            + " Non-expression parameters: {" + String.join(", ", legacy) + "} Expression parameters: {"
                            + String.join(", ", expressions) + "}");
        }
    }
}
