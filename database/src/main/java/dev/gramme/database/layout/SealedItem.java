package dev.gramme.database.layout;

import dev.gramme.database.crypto.SealBrokenException;
import dev.gramme.database.crypto.TableKeys;
import dev.gramme.item.Item;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.KvException;
import java.util.Arrays;

/**
 * An item's stored value: its size in DynamoDB's measure (4 bytes big endian, in clear, so that capacity can be counted
 * without opening), then the item's encoding sealed for its row and this size.
 */
public final class SealedItem {
    private static final int SIZE_BYTES = 4;

    private SealedItem() {}

    public static Bytes seal(TableKeys keys, Bytes row, Item item) {
        int size = item.sizeBytes();
        byte[] sealed = keys.values().seal(item.encoded(), place(row, size), SIZE_BYTES);
        putSize(sealed, 0, size);
        return Bytes.of(sealed);
    }

    /** The item's size in bytes, as DynamoDB measures it, without opening. */
    public static int sizeBytes(Bytes stored) {
        byte[] array = stored.array();
        if (array.length < SIZE_BYTES) {
            throw new KvException.Corrupt("A stored item is shorter than its head", null);
        }
        return (array[0] & 0xFF) << 24 | (array[1] & 0xFF) << 16 | (array[2] & 0xFF) << 8 | (array[3] & 0xFF);
    }

    /**
     * Opens a stored item.
     *
     * @throws KvException.Corrupt where the bytes are not what was stored at this row
     */
    public static Item open(TableKeys keys, Bytes row, Bytes stored) {
        int size = sizeBytes(stored);
        try {
            return Item.ofEncoded(keys.values().open(stored.array(), SIZE_BYTES, place(row, size)), size);
        } catch (SealBrokenException e) {
            throw new KvException.Corrupt("A stored item cannot be opened: " + e.getMessage(), e);
        }
    }

    private static byte[] place(Bytes row, int size) {
        byte[] place = Arrays.copyOf(row.array(), row.length() + SIZE_BYTES);
        putSize(place, row.length(), size);
        return place;
    }

    private static void putSize(byte[] target, int at, int size) {
        target[at] = (byte) (size >>> 24);
        target[at + 1] = (byte) (size >>> 16);
        target[at + 2] = (byte) (size >>> 8);
        target[at + 3] = (byte) size;
    }
}
