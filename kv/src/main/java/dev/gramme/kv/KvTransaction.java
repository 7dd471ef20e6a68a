package dev.gramme.kv;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Serializable over the keys read with {@link #getForUpdate} or written. Plain {@link #get} and {@link #scan} see the
 * committed state and this transaction's own point writes are not visible to them; there is no phantom protection. Used
 * by one thread at a time. Closing without a commit undoes everything.
 */
public interface KvTransaction extends KvReads, AutoCloseable {
    /** The newest committed value, or this transaction's own write; the key joins the conflict set until the end. */
    @Nullable
    Bytes getForUpdate(Key key);

    /**
     * {@link #getForUpdate} of many keys, taken in the order given, at the cost of one read where the engine can.
     *
     * @return in the order of the keys, null where there is none
     */
    default List<@Nullable Bytes> getAllForUpdate(List<Key> keys) {
        List<@Nullable Bytes> values = new ArrayList<>(keys.size());
        for (Key key : keys) {
            values.add(getForUpdate(key));
        }
        return values;
    }

    void put(Key key, Bytes value);

    void delete(Key key);

    /**
     * Deletes all rows of the range that are committed when this transaction commits; not part of the conflict set.
     * Where the transaction writes to other partitions as well, the rows may be seen a little longer than what it
     * deletes one by one.
     */
    void deleteRange(PartitionId partition, RowRange range);

    /**
     * Puts a row whose key is known only at commit: prefix, then the commit's stamp of this partition as eight bytes
     * big endian, then suffix.
     */
    void putStamped(PartitionId partition, Bytes prefix, Bytes suffix, Bytes value);

    /**
     * Makes all writes durable and visible at once. Without any, it tells that all that was read for update was there
     * at one time.
     *
     * @throws KvException.Conflict nothing happened; the whole transaction may be tried again
     * @throws KvException.Uncertain it may or may not have happened
     * @throws KvException.Unavailable nothing happened; the engine cannot write now
     */
    Commit commit();

    /**
     * Ends the doubt of {@link KvException.Uncertain} that {@link #commit} has thrown: whether it has happened. Where
     * the answer is no it never will, though it may have been on its way.
     *
     * @throws KvException.Unavailable where it cannot be told now
     * @throws KvException.Uncertain where it can never be told
     */
    default boolean settle() {
        throw new KvException.Uncertain("Nothing tells what became of a commit", null);
    }

    @Override
    void close();
}
