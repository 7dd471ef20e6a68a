package dev.gramme.database.store;

import dev.gramme.database.table.Table;
import dev.gramme.kv.KvTransaction;
import java.util.function.Consumer;

/** Takes part in every change of an item, inside its transaction. */
public interface ChangeParticipant {
    /** Whether it looks into the items of a table as they were before, so that they are opened in any case. */
    boolean looksBack(Table table);

    /**
     * Adds its own writes; may be called many times for one change, once per attempt.
     *
     * @param afterCommit takes what is to be done once if this attempt is the one that happens
     */
    void join(ItemChange change, KvTransaction transaction, Consumer<Runnable> afterCommit);
}
