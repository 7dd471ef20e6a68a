package dev.gramme.database;

import dev.gramme.database.api.Operation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The operations there are, by their actions. Those of services that most processes are never asked for are made when
 * the first of them is: to make them all is a good part of what the first database of a process costs.
 */
final class Registered {
    private final Map<String, Operation<?, ?>> made;
    private final Map<String, Supplier<List<Operation<?, ?>>>> later;
    private final Map<String, Map<String, Operation<?, ?>>> madeLater = new ConcurrentHashMap<>();

    /** @param later what makes the operations of a service, by what stands before the colon of their actions */
    Registered(List<Operation<?, ?>> operations, Map<String, Supplier<List<Operation<?, ?>>>> later) {
        this.made = byAction(operations);
        this.later = Map.copyOf(later);
    }

    private static Map<String, Operation<?, ?>> byAction(List<Operation<?, ?>> operations) {
        Map<String, Operation<?, ?>> byAction = new HashMap<>();
        for (Operation<?, ?> operation : operations) {
            byAction.put(operation.shape().action(), operation);
        }
        return Map.copyOf(byAction);
    }

    /** The operation of an action, as in {@code dynamodb:PutItem}; null where there is none. */
    @Nullable
    Operation<?, ?> find(String action) {
        Operation<?, ?> operation = made.get(action);
        if (operation != null || later.isEmpty()) {
            return operation;
        }
        int colon = action.indexOf(':');
        return colon < 0 ? null : ofService(action.substring(0, colon)).get(action);
    }

    private Map<String, Operation<?, ?>> ofService(String service) {
        Supplier<List<Operation<?, ?>>> maker = later.get(service);
        return maker == null ? Map.of() : madeLater.computeIfAbsent(service, none -> byAction(maker.get()));
    }

    /** All of them. */
    Map<String, Operation<?, ?>> all() {
        Map<String, Operation<?, ?>> all = new HashMap<>(made);
        later.keySet().forEach(service -> all.putAll(ofService(service)));
        return Map.copyOf(all);
    }
}
