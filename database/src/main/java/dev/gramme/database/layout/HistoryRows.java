package dev.gramme.database.layout;

import dev.gramme.kv.Bytes;
import dev.gramme.kv.RowRange;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rows of earlier versions of items, in their partition: keyspace (1 byte), the item's token (16 bytes), its sealed
 * sort key with each 00 made 00 FF and 00 01 behind it, then the stamp (8 bytes) of the commit that replaced the
 * version. So the versions of an item lie together, the oldest first, and items lie in the same order as their own rows
 * do. The value is the version as it was stored, or nothing where there was no item.
 */
public final class HistoryRows {
    public static final RowSpace SPACE = new RowSpace(Keyspace.HISTORY.id());

    private static final int TOKEN_BYTES = 16;
    private static final int STAMP_BYTES = Long.BYTES;
    private static final byte ESCAPE = 0;
    private static final byte ESCAPED = (byte) 0xFF;
    private static final byte END = 1;

    private HistoryRows() {}

    /** What stands before the stamp, for an item's row. */
    public static Bytes prefix(Bytes itemRow) {
        byte[] tail = ItemRows.SPACE.tail(itemRow);
        int zeros = 0;
        for (int at = TOKEN_BYTES; at < tail.length; at++) {
            zeros += tail[at] == ESCAPE ? 1 : 0;
        }
        byte[] prefix = new byte[1 + tail.length + zeros + 2];
        prefix[0] = Keyspace.HISTORY.id();
        System.arraycopy(tail, 0, prefix, 1, TOKEN_BYTES);
        int length = 1 + TOKEN_BYTES;
        for (int at = TOKEN_BYTES; at < tail.length; at++) {
            prefix[length++] = tail[at];
            if (tail[at] == ESCAPE) {
                prefix[length++] = ESCAPED;
            }
        }
        prefix[length++] = ESCAPE;
        prefix[length] = END;
        return Bytes.of(prefix);
    }

    /** The stamp of the commit that replaced a version. */
    public static long stamp(Bytes row) {
        return ByteBuffer.wrap(row.array()).getLong(row.length() - STAMP_BYTES);
    }

    /** The row of the item that a version is of. */
    public static Bytes itemRow(Bytes row) {
        byte[] array = row.array();
        byte[] item = new byte[array.length];
        int length = 0;
        item[length++] = Keyspace.ITEM.id();
        int end = array.length - STAMP_BYTES - 2;
        for (int at = 1; at < end; at++) {
            item[length++] = array[at];
            if (at > TOKEN_BYTES && array[at] == ESCAPE) {
                at++;
            }
        }
        return Bytes.of(Arrays.copyOf(item, length));
    }

    /** All versions of items whose hash lies from one to, but not with, another; behind an item where one is given. */
    public static RowRange between(long fromHash32, long toHash32, @Nullable Bytes afterItemRow) {
        RowRange all = SPACE.hashRange(fromHash32, toHash32);
        return afterItemRow == null
                ? all
                : new RowRange(
                        Objects.requireNonNull(
                                RowRange.startingWith(prefix(afterItemRow)).to()),
                        all.to());
    }
}
