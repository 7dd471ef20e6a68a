package dev.gramme.database.layout;

import dev.gramme.database.crypto.SortKeyCipher;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.RowRange;

/**
 * The rows that tell when items expire, in the partition of their items: keyspace (1 byte), the second since 1970 (5
 * bytes, sealed so that order is kept: 10 bytes), then the row of the item without its keyspace. So what is due lies
 * together, whatever else is stored.
 */
public final class ExpiryRows {
    /** The last second there can be a row for; about the year 36,800. */
    public static final long LAST_SECOND = (1L << 40) - 1;

    private static final int SECOND_BYTES = 5;
    /** Where the item's row begins. */
    static final int ITEM_AT = 1 + 2 * SECOND_BYTES;

    private ExpiryRows() {}

    /** The row of an item that expires at a second, from 0 to {@link #LAST_SECOND}. */
    public static Bytes row(SortKeyCipher cipher, long second, Bytes itemRow) {
        byte[] head = at(cipher, second);
        byte[] item = ItemRows.SPACE.tail(itemRow);
        byte[] row = new byte[head.length + item.length];
        System.arraycopy(head, 0, row, 0, head.length);
        System.arraycopy(item, 0, row, head.length, item.length);
        return Bytes.of(row);
    }

    /** The row of the item that a row tells the end of. */
    public static Bytes itemRow(Bytes row) {
        byte[] array = row.array();
        byte[] item = new byte[1 + array.length - ITEM_AT];
        item[0] = Keyspace.ITEM.id();
        System.arraycopy(array, ITEM_AT, item, 1, array.length - ITEM_AT);
        return Bytes.of(item);
    }

    /** What expires from one second (inclusive) to another (exclusive). */
    public static RowRange between(SortKeyCipher cipher, long from, long to) {
        return new RowRange(Bytes.of(at(cipher, from)), Bytes.of(at(cipher, to)));
    }

    private static byte[] at(SortKeyCipher cipher, long second) {
        byte[] plain = new byte[SECOND_BYTES];
        for (int at = 0; at < SECOND_BYTES; at++) {
            plain[at] = (byte) (second >>> (8 * (SECOND_BYTES - 1 - at)));
        }
        byte[] sealed = cipher.encode(plain);
        byte[] row = new byte[1 + sealed.length];
        row[0] = Keyspace.EXPIRY.id();
        System.arraycopy(sealed, 0, row, 1, sealed.length);
        return row;
    }
}
