package dev.gramme.database.layout;

import dev.gramme.kv.Bytes;
import dev.gramme.kv.RowRange;
import java.util.Arrays;

/**
 * Rows that begin alike and go on with a token: the items of a table, or the entries of one index. Tokens are evenly
 * spread, so their first 32 bits are the hash that partitions and scan segments cut by.
 */
public final class RowSpace {
    /** One more than the largest hash. */
    public static final long HASHES = 1L << 32;

    private final byte[] prefix;

    RowSpace(byte... prefix) {
        this.prefix = prefix;
    }

    /** The entries of an index. */
    public static RowSpace ofIndex(int indexId) {
        return new RowSpace(Keyspace.INDEX_ENTRY.id(), (byte) (indexId >>> 8), (byte) indexId);
    }

    /** All rows. */
    public RowRange all() {
        return RowRange.startingWith(Bytes.of(prefix));
    }

    /** The hash in a row, from 0 to 2^32 - 1. */
    public long hash32(Bytes row) {
        return hash32(row.array(), prefix.length);
    }

    /** The hash a token begins with. */
    public static long hash32(byte[] token) {
        return hash32(token, 0);
    }

    /** The hash that begins at a place of a row. */
    static long hash32(byte[] array, int at) {
        return (array[at] & 0xFFL) << 24
                | (array[at + 1] & 0xFF) << 16
                | (array[at + 2] & 0xFF) << 8
                | (array[at + 3] & 0xFF);
    }

    /**
     * The hash of the first row there can be from a bound of a range on: what the bound lacks of one counts as zero.
     */
    public long hash32From(Bytes bound) {
        return hash32(Arrays.copyOf(bound.array(), Math.max(bound.length(), prefix.length + 4)), prefix.length);
    }

    /** All rows whose hash lies from {@code from} (inclusive) to {@code to} (exclusive; 2^32 for the end). */
    public RowRange hashRange(long from, long to) {
        return new RowRange(atHash(from), to >= HASHES ? all().to() : atHash(to));
    }

    private Bytes atHash(long hash) {
        byte[] row = Arrays.copyOf(prefix, prefix.length + 4);
        row[prefix.length] = (byte) (hash >>> 24);
        row[prefix.length + 1] = (byte) (hash >>> 16);
        row[prefix.length + 2] = (byte) (hash >>> 8);
        row[prefix.length + 3] = (byte) hash;
        return Bytes.of(row);
    }

    /** The row of a token and what is behind it. */
    Bytes row(byte[] token, byte[]... behind) {
        int length = prefix.length + token.length;
        for (byte[] part : behind) {
            length += part.length;
        }
        byte[] row = Arrays.copyOf(prefix, length);
        System.arraycopy(token, 0, row, prefix.length, token.length);
        int at = prefix.length + token.length;
        for (byte[] part : behind) {
            System.arraycopy(part, 0, row, at, part.length);
            at += part.length;
        }
        return Bytes.of(row);
    }

    /** All rows with one token. */
    public RowRange collection(byte[] token) {
        return RowRange.startingWith(row(token));
    }

    /** A row without what all rows here begin with. */
    byte[] tail(Bytes row) {
        return Arrays.copyOfRange(row.array(), prefix.length, row.length());
    }
}
