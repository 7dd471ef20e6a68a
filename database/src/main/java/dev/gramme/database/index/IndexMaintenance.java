package dev.gramme.database.index;

import dev.gramme.database.layout.SealedItem;
import dev.gramme.database.store.ChangeParticipant;
import dev.gramme.database.store.ItemChange;
import dev.gramme.database.table.Index;
import dev.gramme.item.Item;
import dev.gramme.kv.Key;
import dev.gramme.kv.KvTransaction;
import org.jspecify.annotations.Nullable;

/** Keeps the entries of a table's indexes in step with its items. */
public final class IndexMaintenance implements ChangeParticipant {
    private final CollectionLimit collections;

    public IndexMaintenance(CollectionLimit collections) {
        this.collections = collections;
    }

    @Override
    public void join(ItemChange change, KvTransaction transaction) {
        if (change.table().indexes().isEmpty()) {
            return;
        }
        collections.check(change);
        Item before = change.beforeItem();
        for (Index index : change.table().indexes()) {
            if (index.isMaintained()) {
                join(index, before, change, transaction);
            }
        }
    }

    private static void join(Index index, @Nullable Item before, ItemChange change, KvTransaction transaction) {
        EntryChange entry = EntryChange.of(index, before, change.after());
        if (entry.isNothing()) {
            return;
        }
        if (before != null && entry.before() != null) {
            leave(index, index.entryKey(change.key(), before), entry, change, transaction);
        }
        Item after = entry.after();
        if (after != null) {
            Key key = index.entryKey(change.key(), after);
            transaction.put(key, SealedItem.seal(index.keys(), key.row(), after));
        }
    }

    /** Takes the entry of the item before away where it is not replaced; it may not be there yet. */
    private static void leave(Index index, Key place, EntryChange entry, ItemChange change, KvTransaction transaction) {
        if (!index.isComplete() && transaction.getForUpdate(place) == null) {
            change.unfilled().add(index.id());
        } else if (entry.moved() || entry.after() == null) {
            transaction.delete(place);
        }
    }

    @Override
    public void committed(ItemChange change) {
        for (Index index : change.table().indexes()) {
            if (index.isMaintained()) {
                EntryChange entry = EntryChange.of(index, change.beforeItem(), change.after());
                if (entry.isNothing()) {
                    continue;
                }
                boolean was = entry.before() != null && !change.unfilled().contains(index.id());
                int items = (entry.after() == null ? 0 : 1) - (was ? 1 : 0);
                index.statistics().add(items, entry.afterBytes() - (was ? entry.beforeBytes() : 0));
            }
        }
    }
}
