package dev.gramme.database.store;

import dev.gramme.database.crypto.TableKeys;
import dev.gramme.database.layout.SealedItem;
import dev.gramme.item.Item;
import dev.gramme.kv.Bytes;
import org.jspecify.annotations.Nullable;

/** An item as read from the engine: opened only when somebody looks inside. Used by one thread. */
public final class StoredItem {
    private final TableKeys keys;
    private final Bytes row;
    private final Bytes stored;
    private @Nullable Item opened;

    StoredItem(TableKeys keys, Bytes row, Bytes stored) {
        this.keys = keys;
        this.row = row;
        this.stored = stored;
    }

    /** Size in bytes, as DynamoDB measures it; known without opening. */
    public int sizeBytes() {
        return SealedItem.sizeBytes(stored);
    }

    /** Whether somebody has looked inside already. */
    boolean isOpened() {
        return opened != null;
    }

    /** The item as it lies in the engine: sealed for its row. */
    public Bytes stored() {
        return stored;
    }

    public Item item() {
        Item item = opened;
        if (item == null) {
            item = SealedItem.open(keys, row, stored);
            opened = item;
        }
        return item;
    }
}
