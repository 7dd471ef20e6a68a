package dev.gramme.server.sigv4;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what costs more to make than to use. Two generations, so that what is in use outlives a flood of others: when
 * the young one is full, it becomes the old one.
 */
final class Generations<T> {
    private static final int GENERATION = 2_048;

    private volatile Map<String, T> young = new ConcurrentHashMap<>();
    private volatile Map<String, T> old = Map.of();

    /** Null where it is not kept. */
    @Nullable
    T find(String name) {
        T found = young.get(name);
        if (found != null) {
            return found;
        }
        found = old.get(name);
        if (found != null) {
            keep(name, found);
        }
        return found;
    }

    void keep(String name, T value) {
        if (young.size() >= GENERATION) {
            turn();
        }
        young.put(name, value);
    }

    private synchronized void turn() {
        if (young.size() >= GENERATION) {
            old = young;
            young = new ConcurrentHashMap<>();
        }
    }

    int size() {
        return young.size() + old.size();
    }
}
