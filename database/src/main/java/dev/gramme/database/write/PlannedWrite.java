package dev.gramme.database.write;

import dev.gramme.database.store.ItemStore;
import dev.gramme.database.table.Table;

/** A write as a request asks for it, checked as far as it can be without the table. */
public interface PlannedWrite {
    /** The write on a table; everything that can be refused without looking at the item is refused here. */
    ItemStore.Write on(Table table);

    /** Bytes of the item or key, which count towards the limit of a transaction. */
    int payloadBytes();
}
