package dev.gramme.database.store;

import dev.gramme.kv.Key;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The items that transactions of this process are at. Only tells waiting writers why they wait; guards nothing. */
final class Ongoing {
    private final ConcurrentMap<Key, Integer> transactions = new ConcurrentHashMap<>();

    void begin(List<Key> keys) {
        keys.forEach(key -> transactions.merge(key, 1, Integer::sum));
    }

    void end(List<Key> keys) {
        keys.forEach(key -> transactions.computeIfPresent(key, (same, count) -> count == 1 ? null : count - 1));
    }

    boolean contains(Key key) {
        return transactions.containsKey(key);
    }
}
