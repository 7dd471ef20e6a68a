package dev.gramme.database.stream;

import dev.gramme.database.layout.ChangeRows;
import dev.gramme.database.layout.ChangeValue;
import dev.gramme.database.store.ChangeParticipant;
import dev.gramme.database.store.ItemChange;
import dev.gramme.database.store.Origin;
import dev.gramme.database.table.Table;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.Key;
import dev.gramme.kv.KvTransaction;
import dev.gramme.model.dynamodb.StreamSpecification;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps each change of a table with a stream or a destination, with the images that their readers are to see. */
public final class ChangeCapture implements ChangeParticipant {
    @Override
    public boolean looksBack(Table table) {
        return table.record().description().streamSpecification() != null
                || table.record().settings().delivers();
    }

    @Override
    public void join(ItemChange change, KvTransaction transaction, Consumer<Runnable> afterCommit) {
        StreamSpecification stream = change.table().record().description().streamSpecification();
        boolean delivers = change.table().record().settings().delivers();
        if (stream == null && !delivers) {
            return;
        }
        String view = stream == null || delivers ? View.NEW_AND_OLD_IMAGES : stream.streamViewType();
        Key location = change.key().location();
        transaction.putStamped(
                location.partition(),
                ChangeRows.prefix(),
                ChangeRows.suffix(location.row()),
                value(change, view).encode());
    }

    /** One image is always kept, even where readers see none: the keys are taken from it. */
    private static ChangeValue value(ItemChange change, @Nullable String view) {
        Bytes before = change.before() == null ? null : change.before().stored();
        Bytes after = change.afterStored();
        int kind = before == null ? ChangeValue.INSERT : after == null ? ChangeValue.REMOVE : ChangeValue.MODIFY;
        boolean byService = change.origin() == Origin.EXPIRY;
        if (kind == ChangeValue.MODIFY && !View.NEW_AND_OLD_IMAGES.equals(view)) {
            boolean old = View.OLD_IMAGE.equals(view);
            return new ChangeValue(kind, byService, old ? before : null, old ? null : after);
        }
        return new ChangeValue(kind, byService, before, after);
    }
}
