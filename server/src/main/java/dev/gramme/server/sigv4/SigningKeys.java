package dev.gramme.server.sigv4;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keys that signatures are checked with, derived once a day for each access key: deriving costs more than checking. Two
 * generations, so that those in use outlive a flood of others: when the young one is full, it becomes the old one.
 */
final class SigningKeys {
    private static final int GENERATION = 2_048;

    private volatile Map<String, SigningKey> young = new ConcurrentHashMap<>();
    private volatile Map<String, SigningKey> old = Map.of();

    /**
     * The key of a credential; null where it is not kept.
     *
     * @param credential an access key's id and the scope, as sent
     */
    @Nullable
    SigningKey find(String credential) {
        SigningKey key = young.get(credential);
        if (key != null) {
            return key;
        }
        key = old.get(credential);
        if (key != null) {
            keep(credential, key);
        }
        return key;
    }

    void keep(String credential, SigningKey key) {
        if (young.size() >= GENERATION) {
            turn();
        }
        young.put(credential, key);
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
