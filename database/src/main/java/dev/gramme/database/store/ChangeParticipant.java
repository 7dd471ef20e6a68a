package dev.gramme.database.store;

import dev.gramme.kv.KvTransaction;

/** Takes part in every change of an item, inside its transaction. */
public interface ChangeParticipant {
    /** Adds its own writes; may be called many times for one change, once per attempt. */
    void join(ItemChange change, KvTransaction transaction);

    /** Is told once of a change that has happened. */
    default void committed(ItemChange change) {}
}
