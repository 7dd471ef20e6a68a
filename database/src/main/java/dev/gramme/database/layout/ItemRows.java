package dev.gramme.database.layout;

import dev.gramme.database.crypto.KeyCiphers;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.RowRange;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table's items: keyspace (1 byte), partition-key token (16 bytes), then the sort key in its
 * order-preserving sealed form (two bytes for each).
 */
public final class ItemRows {
    public static final RowSpace SPACE = new RowSpace(Keyspace.ITEM.id());

    private static final byte[] NO_BYTES = new byte[0];

    private ItemRows() {}

    /** The token of a partition key given in its byte form. */
    public static byte[] token(KeyCiphers ciphers, byte[] hashKey) {
        return ciphers.tokens().token(hashKey);
    }

    /** The row of an item; {@code rangeKey} is null in tables without a sort key. */
    public static Bytes row(KeyCiphers ciphers, byte[] token, byte @Nullable [] rangeKey) {
        return SPACE.row(token, rangeKey == null ? NO_BYTES : ciphers.sortKeys().encode(rangeKey));
    }

    /**
     * The items of one partition key whose sort key lies between two bounds.
     *
     * @param from lower bound in byte form, null for none
     * @param to upper bound in byte form, null for none
     */
    public static RowRange sortRange(
            KeyCiphers ciphers,
            byte[] token,
            byte @Nullable [] from,
            boolean fromInclusive,
            byte @Nullable [] to,
            boolean toInclusive) {
        RowRange all = SPACE.collection(token);
        Bytes low = all.from();
        Bytes high = all.to();
        if (from != null) {
            Bytes row = row(ciphers, token, from);
            low = fromInclusive ? row : RowRange.after(row);
        }
        if (to != null) {
            Bytes row = row(ciphers, token, to);
            high = toInclusive ? RowRange.after(row) : row;
        }
        return new RowRange(low, high);
    }

    /** The items of one partition key whose sort key starts with a prefix. */
    public static RowRange sortPrefix(KeyCiphers ciphers, byte[] token, byte[] prefix) {
        return RowRange.startingWith(row(ciphers, token, prefix));
    }
}
