package dev.gramme.database.write;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.store.Decision;
import dev.gramme.database.store.ItemStore;
import dev.gramme.database.table.IndexKeys;
import dev.gramme.database.table.ItemKey;
import dev.gramme.database.table.Table;
import dev.gramme.item.Item;

/** A whole item where there is none: what PartiQL's INSERT asks for. */
public record PlannedInsert(Item item) implements PlannedWrite {
    @Override
    public ItemStore.Write on(Table table) {
        ItemLimits.checkPutSize(item);
        ItemKey key = table.keyOfItem(item);
        IndexKeys.checkPut(table, item);
        return new ItemStore.Write(table, key, before -> {
            if (before != null) {
                throw new DynamoException(ErrorCode.DUPLICATE_ITEM, "Duplicate primary key exists in table");
            }
            return Decision.change(item);
        });
    }

    @Override
    public int payloadBytes() {
        return item.sizeBytes();
    }
}
