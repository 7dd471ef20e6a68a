package dev.gramme.kv;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A transaction over another one, for those that change some of what it does. Whoever changes what a read of one key
 * for update does has to change {@link #getAllForUpdate} as well.
 */
public abstract class ForwardingTransaction implements KvTransaction {
    private final KvTransaction transaction;

    protected ForwardingTransaction(KvTransaction transaction) {
        this.transaction = transaction;
    }

    @Override
    public @Nullable Bytes get(Key key) {
        return transaction.get(key);
    }

    @Override
    public KvCursor scan(PartitionId partition, RowRange range, Direction direction) {
        return transaction.scan(partition, range, direction);
    }

    @Override
    public @Nullable Bytes getForUpdate(Key key) {
        return transaction.getForUpdate(key);
    }

    @Override
    public List<@Nullable Bytes> getAllForUpdate(List<Key> keys) {
        return transaction.getAllForUpdate(keys);
    }

    @Override
    public void put(Key key, Bytes value) {
        transaction.put(key, value);
    }

    @Override
    public void delete(Key key) {
        transaction.delete(key);
    }

    @Override
    public void deleteRange(PartitionId partition, RowRange range) {
        transaction.deleteRange(partition, range);
    }

    @Override
    public void putStamped(PartitionId partition, Bytes prefix, Bytes suffix, Bytes value) {
        transaction.putStamped(partition, prefix, suffix, value);
    }

    @Override
    public Commit commit() {
        return transaction.commit();
    }

    @Override
    public boolean settle() {
        return transaction.settle();
    }

    @Override
    public void close() {
        transaction.close();
    }
}
