package dev.gramme.server.gateway;

import dev.gramme.model.OperationShape;
import dev.gramme.model.dynamodb.Operations;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of the header X-Amz-Target, and the operations they name. */
final class Targets {
    private static final Map<String, String> ACTIONS = actions();

    private Targets() {}

    private static Map<String, String> actions() {
        Map<String, String> actions = new HashMap<>();
        for (List<OperationShape<?, ?>> service :
                List.of(Operations.ALL, dev.gramme.model.streams.Operations.ALL, dev.gramme.model.kms.Operations.ALL)) {
            service.forEach(operation -> actions.put(operation.target(), operation.action()));
        }
        // Clients send the name of its package with it.
        dev.gramme.model.cloudtrail.Operations.ALL.forEach(operation ->
                actions.put("com.amazonaws.cloudtrail.v20131101." + operation.target(), operation.action()));
        return Map.copyOf(actions);
    }

    /** The operation's action; empty where there is no such target. */
    static String action(@Nullable String target) {
        return target == null ? "" : ACTIONS.getOrDefault(target, "");
    }
}
