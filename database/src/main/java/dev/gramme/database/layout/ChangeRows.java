package dev.gramme.database.layout;

import dev.gramme.kv.Bytes;
import dev.gramme.kv.Key;
import dev.gramme.kv.PartitionId;
import dev.gramme.kv.RowRange;
import java.nio.ByteBuffer;

/**
 * The rows of changes, in the partition of their items: keyspace (1 byte), the commit's stamp (8 bytes), then the row
 * of the item without its keyspace, which tells changes of one commit apart. So the changes of a partition lie in the
 * order they were made in.
 */
public final class ChangeRows {
    private static final int STAMP_AT = 1;
    private static final int ITEM_AT = STAMP_AT + Long.BYTES;
    private static final Bytes PREFIX = Bytes.of(new byte[] {Keyspace.CHANGE.id()});
    private static final Bytes FENCE = Bytes.of(new byte[] {Keyspace.FENCE.id()});

    private ChangeRows() {}

    /** What stands before the stamp. */
    public static Bytes prefix() {
        return PREFIX;
    }

    /** What stands behind the stamp of a change of an item. */
    public static Bytes suffix(Bytes itemRow) {
        return Bytes.of(ItemRows.SPACE.tail(itemRow));
    }

    /** The stamp in a row. */
    public static long stamp(Bytes row) {
        return ByteBuffer.wrap(row.array()).getLong(STAMP_AT);
    }

    /** The row of the item that a row tells a change of. */
    public static Bytes itemRow(Bytes row) {
        byte[] array = row.array();
        byte[] item = new byte[1 + array.length - ITEM_AT];
        item[0] = Keyspace.ITEM.id();
        System.arraycopy(array, ITEM_AT, item, 1, array.length - ITEM_AT);
        return Bytes.of(item);
    }

    /** The changes whose stamps lie from {@code from} (inclusive) to {@code to} (exclusive). */
    public static RowRange between(long from, long to) {
        return new RowRange(at(from), at(to));
    }

    private static Bytes at(long stamp) {
        return Bytes.of(ByteBuffer.allocate(ITEM_AT)
                .put(Keyspace.CHANGE.id())
                .putLong(stamp)
                .array());
    }

    /** The row that is written for nothing but its commit's stamp. */
    public static Key fence(PartitionId partition) {
        return new Key(partition, FENCE);
    }
}
