package dev.gramme.database.layout;

import dev.gramme.database.crypto.TableKeys;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.RowRange;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table's items: keyspace (1 byte), partition-key token (16 bytes, evenly spread, so also the hash that
 * partitions and scan segments cut by), then the sort key in its order-preserving sealed form (two bytes for each).
 */
public final class ItemRows {
    private static final byte[] NO_BYTES = new byte[0];

    private ItemRows() {}

    /** The token of a partition key given in its byte form. */
    public static byte[] token(TableKeys keys, byte[] hashKey) {
        return keys.tokens().token(hashKey);
    }

    /** The row of an item; {@code rangeKey} is null in tables without a sort key. */
    public static Bytes row(TableKeys keys, byte[] token, byte @Nullable [] rangeKey) {
        byte[] sort = rangeKey == null ? NO_BYTES : keys.sortKeys().encode(rangeKey);
        return join(token, sort);
    }

    private static Bytes join(byte[] token, byte[] sort) {
        byte[] row = new byte[1 + token.length + sort.length];
        row[0] = Keyspace.ITEM.id();
        System.arraycopy(token, 0, row, 1, token.length);
        System.arraycopy(sort, 0, row, 1 + token.length, sort.length);
        return Bytes.of(row);
    }

    /** The upper 32 bits of an item's hash as a number from 0 to 2^32 - 1: what scan segments cut by. */
    public static long hash32(Bytes row) {
        byte[] array = row.array();
        return (array[1] & 0xFFL) << 24 | (array[2] & 0xFF) << 16 | (array[3] & 0xFF) << 8 | (array[4] & 0xFF);
    }

    /**
     * All items whose hash lies from {@code fromHash32} (inclusive) to {@code toHash32} (exclusive; 2^32 for the end).
     */
    public static RowRange hashRange(long fromHash32, long toHash32) {
        return new RowRange(atHash(fromHash32), atHash(toHash32));
    }

    private static Bytes atHash(long hash32) {
        if (hash32 > 0xFFFFFFFFL) {
            return Bytes.of(new byte[] {(byte) (Keyspace.ITEM.id() + 1)});
        }
        return Bytes.of(new byte[] {
            Keyspace.ITEM.id(), (byte) (hash32 >>> 24), (byte) (hash32 >>> 16), (byte) (hash32 >>> 8), (byte) hash32
        });
    }

    /** All items with one partition key. */
    public static RowRange collection(byte[] token) {
        return RowRange.startingWith(join(token, NO_BYTES));
    }

    /**
     * The items of one partition key whose sort key lies between two bounds.
     *
     * @param from lower bound in byte form, null for none
     * @param to upper bound in byte form, null for none
     */
    public static RowRange sortRange(
            TableKeys keys,
            byte[] token,
            byte @Nullable [] from,
            boolean fromInclusive,
            byte @Nullable [] to,
            boolean toInclusive) {
        RowRange all = collection(token);
        Bytes low = all.from();
        Bytes high = all.to();
        if (from != null) {
            Bytes row = row(keys, token, from);
            low = fromInclusive ? row : RowRange.after(row);
        }
        if (to != null) {
            Bytes row = row(keys, token, to);
            high = toInclusive ? RowRange.after(row) : row;
        }
        return new RowRange(low, high);
    }

    /** The items of one partition key whose sort key starts with a prefix. */
    public static RowRange sortPrefix(TableKeys keys, byte[] token, byte[] prefix) {
        return RowRange.startingWith(row(keys, token, prefix));
    }
}
