package dev.gramme.database.store;

import dev.gramme.database.crypto.TableKeys;
import dev.gramme.database.layout.SealedItem;
import dev.gramme.item.Item;
import dev.gramme.kv.KvCursor;

/** Walks items as they were when it was opened. Used by one thread. */
public final class ItemCursor implements AutoCloseable {
    private final TableKeys keys;
    private final KvCursor cursor;

    ItemCursor(TableKeys keys, KvCursor cursor) {
        this.keys = keys;
        this.cursor = cursor;
    }

    /** Steps to the next item; false when there is none. */
    public boolean next() {
        return cursor.next();
    }

    public Item item() {
        return SealedItem.open(keys, cursor.row(), cursor.value());
    }

    @Override
    public void close() {
        cursor.close();
    }
}
