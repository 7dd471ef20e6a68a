package dev.gramme.database.layout;

import dev.gramme.kv.Bytes;

/**
 * Rows that lie where the hash of an item, or of an index's entry, says: items, entries and times of expiry. They go
 * along when that part of a partition is moved; changes, earlier versions and fences stay where they were written.
 */
public final class PlacedRows {
    /** Of a row that stays. */
    public static final long NO_HASH = -1;

    private static final int OF_ITEM = 1;
    private static final int OF_ENTRY = 3;

    private PlacedRows() {}

    /** The hash a row is placed by, from 0 to 2^32 - 1, or {@link #NO_HASH}. */
    public static long hash32(Bytes row) {
        byte[] array = row.array();
        byte first = array[0];
        if (first == Keyspace.ITEM.id()) {
            return RowSpace.hash32(array, OF_ITEM);
        }
        if (first == Keyspace.INDEX_ENTRY.id()) {
            return RowSpace.hash32(array, OF_ENTRY);
        }
        return first == Keyspace.EXPIRY.id() ? RowSpace.hash32(array, ExpiryRows.ITEM_AT) : NO_HASH;
    }
}
