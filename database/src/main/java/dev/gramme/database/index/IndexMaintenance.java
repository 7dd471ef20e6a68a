package dev.gramme.database.index;

import dev.gramme.database.layout.SealedItem;
import dev.gramme.database.store.ChangeParticipant;
import dev.gramme.database.store.ItemChange;
import dev.gramme.database.table.Index;
import dev.gramme.database.table.Table;
import dev.gramme.item.Item;
import dev.gramme.kv.Key;
import dev.gramme.kv.KvTransaction;
import java.util.function.Consumer;

/** Keeps the entries of a table's indexes in step with its items. */
public final class IndexMaintenance implements ChangeParticipant {
    private final CollectionLimit collections;

    public IndexMaintenance(CollectionLimit collections) {
        this.collections = collections;
    }

    @Override
    public boolean looksBack(Table table) {
        return !table.indexes().isEmpty();
    }

    @Override
    public void join(ItemChange change, KvTransaction transaction, Consumer<Runnable> afterCommit) {
        if (change.table().indexes().isEmpty()) {
            return;
        }
        collections.check(change);
        for (Index index : change.table().indexes()) {
            if (index.isMaintained()) {
                join(index, change, transaction, afterCommit);
            }
        }
    }

    private static void join(
            Index index, ItemChange change, KvTransaction transaction, Consumer<Runnable> afterCommit) {
        Item before = change.beforeItem();
        EntryChange entry = EntryChange.of(index, before, change.after());
        boolean wasThere = before != null && entry.before() != null && isThere(index, before, change, transaction);
        if (entry.isNothing() && (wasThere || entry.after() == null)) {
            return;
        }
        if (before != null && wasThere && (entry.moved() || entry.after() == null)) {
            transaction.delete(index.entryKey(change.key(), before));
        }
        Item after = entry.after();
        if (after != null) {
            Key key = index.entryKey(change.key(), after);
            transaction.put(key, SealedItem.seal(index.keys(), key.row(), after));
        }
        int items = (after == null ? 0 : 1) - (wasThere ? 1 : 0);
        int bytes = entry.afterBytes() - (wasThere ? entry.beforeBytes() : 0);
        afterCommit.accept(() -> index.statistics().add(items, bytes));
    }

    /** An index that is just being filled may not have the entry yet. */
    private static boolean isThere(Index index, Item before, ItemChange change, KvTransaction transaction) {
        return index.isComplete() || transaction.getForUpdate(index.entryKey(change.key(), before)) != null;
    }
}
