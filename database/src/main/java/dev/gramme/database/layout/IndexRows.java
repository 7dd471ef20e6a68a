package dev.gramme.database.layout;

import dev.gramme.database.crypto.KeyCiphers;
import dev.gramme.json.ByteSink;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.RowRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of an index's entries: keyspace (1 byte), number of the index in its table (2 bytes), token of its partition
 * key (16 bytes), its sort keys sealed, and then the row of the item without its keyspace, which tells entries of equal
 * keys apart. Before sealing, each sort key is made to end: 00 becomes 00 FF, and 00 01 follows, so that sort keys of
 * different length keep their order whatever comes behind them.
 */
public final class IndexRows {
    private static final int ESCAPED = 0xFF;
    private static final int END = 1;

    private IndexRows() {}

    /** The token of an index's partition key, given as the byte forms of its one to four attributes. */
    public static byte[] token(KeyCiphers ciphers, List<byte[]> hashKeys) {
        if (hashKeys.size() == 1) {
            return ciphers.tokens().token(hashKeys.getFirst());
        }
        ByteSink sink = new ByteSink(64);
        for (byte[] key : hashKeys) {
            putEnded(sink, key);
        }
        return ciphers.tokens().token(sink.toBytes());
    }

    /** The row of the entry of an item. */
    public static Bytes row(RowSpace space, KeyCiphers ciphers, byte[] token, List<byte[]> sortKeys, Bytes itemRow) {
        return space.row(token, sealed(ciphers, sortKeys, null), ItemRows.SPACE.tail(itemRow));
    }

    /** The entries whose first sort keys equal the given ones and whose next one, where given, starts with a prefix. */
    public static RowRange startingWith(
            RowSpace space, KeyCiphers ciphers, byte[] token, List<byte[]> equal, byte @Nullable [] prefix) {
        return RowRange.startingWith(space.row(token, sealed(ciphers, equal, prefix)));
    }

    private static byte[] sealed(KeyCiphers ciphers, List<byte[]> ended, byte @Nullable [] open) {
        ByteSink sink = new ByteSink(64);
        for (byte[] key : ended) {
            putEnded(sink, key);
        }
        if (open != null) {
            putEscaped(sink, open);
        }
        return ciphers.sortKeys().encode(sink.toBytes());
    }

    private static void putEnded(ByteSink sink, byte[] key) {
        putEscaped(sink, key);
        sink.add(0);
        sink.add(END);
    }

    private static void putEscaped(ByteSink sink, byte[] key) {
        for (byte one : key) {
            sink.add(one);
            if (one == 0) {
                sink.add(ESCAPED);
            }
        }
    }
}
