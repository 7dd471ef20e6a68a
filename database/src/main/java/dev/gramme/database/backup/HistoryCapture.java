package dev.gramme.database.backup;

import dev.gramme.database.layout.HistoryRows;
import dev.gramme.database.store.ChangeParticipant;
import dev.gramme.database.store.ItemChange;
import dev.gramme.database.table.Table;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.Key;
import dev.gramme.kv.KvTransaction;
import java.util.function.Consumer;

/** Keeps the version that each change replaces, where a backup or point-in-time recovery may need it. */
public final class HistoryCapture implements ChangeParticipant {
    @Override
    public boolean looksBack(Table table) {
        return table.record().settings().keepsHistory();
    }

    @Override
    public void join(ItemChange change, KvTransaction transaction, Consumer<Runnable> afterCommit) {
        if (looksBack(change.table())) {
            Key location = change.key().location();
            transaction.putStamped(
                    location.partition(),
                    HistoryRows.prefix(location.row()),
                    Bytes.EMPTY,
                    change.before() == null ? Bytes.EMPTY : change.before().stored());
        }
    }
}
