package dev.gramme.database.store;

import dev.gramme.kv.KvTransaction;

/** Joins writes that are done together, before any of them. */
@FunctionalInterface
public interface Companion {
    Companion NONE = transaction -> true;

    /** Adds its own reads and writes; false to have nothing done at all. May run many times, once per attempt. */
    boolean begin(KvTransaction transaction);
}
