package dev.gramme.server.gateway;

import dev.gramme.model.OperationShape;
import dev.gramme.model.dynamodb.Operations;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of the header X-Amz-Target, and the operations they name. */
final class Targets {
    private static final Map<String, String> NAMES = names();

    private Targets() {}

    private static Map<String, String> names() {
        Map<String, String> names = new HashMap<>();
        for (List<OperationShape<?, ?>> service : List.of(Operations.ALL, dev.gramme.model.streams.Operations.ALL)) {
            service.forEach(operation -> names.put(operation.target(), operation.name()));
        }
        return Map.copyOf(names);
    }

    /** The operation's name; empty where there is no such target. */
    static String operationName(@Nullable String target) {
        return target == null ? "" : NAMES.getOrDefault(target, "");
    }
}
