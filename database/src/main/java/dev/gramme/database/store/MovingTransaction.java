package dev.gramme.database.store;

import dev.gramme.database.table.Split;
import dev.gramme.database.table.Table;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.ForwardingTransaction;
import dev.gramme.kv.Key;
import dev.gramme.kv.KvTransaction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows that are being moved to both partitions, and keeps away from them in the moment they change hands. What
 * is deleted by range is not looked at: only logs are, which are not moved.
 */
final class MovingTransaction extends ForwardingTransaction {
    private final List<Split> splits;

    private MovingTransaction(KvTransaction inner, List<Split> splits) {
        super(inner);
        this.splits = splits;
    }

    /** The transaction itself where nothing of the table is being moved. */
    static KvTransaction of(KvTransaction transaction, Table table) {
        Split split = table.record().moves().split();
        return split == null ? transaction : new MovingTransaction(transaction, List.of(split));
    }

    /** The transaction itself where nothing of these tables is being moved. */
    static KvTransaction of(KvTransaction transaction, Collection<Table> tables) {
        List<Split> splits = new ArrayList<>();
        for (Table table : tables) {
            Split split = table.record().moves().split();
            if (split != null) {
                splits.add(split);
            }
        }
        return splits.isEmpty() ? transaction : new MovingTransaction(transaction, splits);
    }

    /** The split that moves a row; null for none. */
    private @Nullable Split moving(Key key) {
        for (Split split : splits) {
            if (split.moves(key.partition(), key.row())) {
                if (split.isHeld()) {
                    throw new HeldException();
                }
                return split;
            }
        }
        return null;
    }

    @Override
    public @Nullable Bytes get(Key key) {
        moving(key);
        return super.get(key);
    }

    @Override
    public @Nullable Bytes getForUpdate(Key key) {
        moving(key);
        return super.getForUpdate(key);
    }

    @Override
    public List<@Nullable Bytes> getAllForUpdate(List<Key> keys) {
        keys.forEach(this::moving);
        return super.getAllForUpdate(keys);
    }

    @Override
    public void put(Key key, Bytes value) {
        Split split = moving(key);
        super.put(key, value);
        if (split != null) {
            super.put(new Key(split.child(), key.row()), value);
        }
    }

    @Override
    public void delete(Key key) {
        Split split = moving(key);
        super.delete(key);
        if (split != null) {
            super.delete(new Key(split.child(), key.row()));
        }
    }
}
