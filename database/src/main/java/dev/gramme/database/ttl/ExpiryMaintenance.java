package dev.gramme.database.ttl;

import dev.gramme.database.store.ChangeParticipant;
import dev.gramme.database.store.ItemChange;
import dev.gramme.database.table.Table;
import dev.gramme.database.table.TableSettings.TimeToLive;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.KvTransaction;
import java.util.Objects;
import java.util.function.Consumer;

/** Keeps account of what expires when. A write that leaves an item's time as it was adds nothing. */
public final class ExpiryMaintenance implements ChangeParticipant {
    @Override
    public boolean looksBack(Table table) {
        return Expiry.of(table) != null;
    }

    @Override
    public void join(ItemChange change, KvTransaction transaction, Consumer<Runnable> afterCommit) {
        TimeToLive timeToLive = Expiry.of(change.table());
        if (timeToLive == null) {
            return;
        }
        Long before = Expiry.second(change.beforeItem(), timeToLive.attribute());
        Long after = Expiry.second(change.after(), timeToLive.attribute());
        if (Objects.equals(before, after)) {
            return;
        }
        if (before != null) {
            transaction.delete(Expiry.row(change.table(), change.key(), before));
        }
        if (after != null) {
            transaction.put(Expiry.row(change.table(), change.key(), after), Bytes.EMPTY);
        }
    }
}
