package dev.gramme.item;

import dev.gramme.json.ByteSink;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An item, or any other map of attributes: one immutable run of bytes, the very bytes that are stored. Attributes are
 * decoded one by one when they are asked for.
 *
 * <p>Encoding: number of attributes (varint: seven bits a byte, low ones first, top bit set but for the last), then for
 * each its name (varint length, UTF-8) and its value. A value is a tag byte and then: strings (1), numbers (2, in plain
 * ASCII decimals) and binaries (3): varint length and bytes; true (4), false (5), null (6): nothing; lists (7), maps
 * (8), sets of strings (9), numbers (10), binaries (11): length of the body (4 bytes, big endian), and as body the
 * number of elements (varint) and the elements: values in lists; name and value in maps; varint length and bytes in
 * sets.
 *
 * <p>{@code {"id": {"S": "a"}, "n": {"L": [{"N": "7"}]}}} is {@code 02 | 02 69 64 | 01 01 61 | 01 6e | 07 00 00 00 04
 * 01 02 01 37}.
 */
public final class Item {
    public static final Item EMPTY = new Item(new byte[] {0}, null);
    /** Most levels a value may be nested. */
    public static final int MAX_NESTING = 32;

    private final byte[] encoded;
    private final @Nullable Fault fault;
    private int sizeBytes = -1;

    /**
     * What is wrong with a value.
     *
     * @param attribute name of the attribute it lies in
     */
    record Fault(String text, String attribute) {}

    private Item(byte[] encoded, @Nullable Fault fault) {
        this.encoded = encoded;
        this.fault = fault;
    }

    /** Takes bytes this class made. They are not copied and not checked. */
    static Item ofEncoded(byte[] encoded) {
        return new Item(encoded, null);
    }

    /** Takes bytes this class made and the size it told of them. They are not copied, and neither is checked. */
    public static Item ofEncoded(byte[] encoded, int sizeBytes) {
        Item item = new Item(encoded, null);
        item.sizeBytes = sizeBytes;
        return item;
    }

    static Item faulty(byte[] encoded, Fault fault) {
        return new Item(encoded, fault);
    }

    /**
     * Takes bytes of unknown worth, and only where they are just the bytes that {@link #of} makes of what they hold.
     *
     * @throws IllegalArgumentException where they are no item
     */
    public static Item decodeChecked(byte[] encoded) {
        try {
            Map<String, AttributeValue> attributes = new LinkedHashMap<>();
            ItemCursor cursor = new ItemCursor(encoded, 0);
            for (int left = cursor.takeVarint(); left > 0; left--) {
                String name = cursor.takeText();
                attributes.put(name, ItemBytes.take(cursor, MAX_NESTING));
            }
            if (!Arrays.equals(of(attributes).encoded, encoded)) {
                throw ItemBytes.damaged();
            }
        } catch (ItemFaultException e) {
            throw new IllegalArgumentException("These bytes are no item", e);
        }
        return new Item(encoded, null);
    }

    public static Item of(Map<String, AttributeValue> attributes) {
        ByteSink sink = new ByteSink(128);
        ItemBytes.putVarint(sink, attributes.size());
        for (var entry : attributes.entrySet()) {
            ItemBytes.putSized(sink, entry.getKey().getBytes(StandardCharsets.UTF_8));
            ItemBytes.put(sink, entry.getValue());
        }
        return new Item(sink.toBytes(), null);
    }

    /** The encoding itself, not a copy; never write to it. */
    public byte[] encoded() {
        return encoded;
    }

    /** What is wrong with the first value that was sent as one but is none, in DynamoDB's words; null if nothing is. */
    public @Nullable String fault() {
        return fault == null ? null : fault.text();
    }

    /** The attribute that {@link #fault} lies in; null if there is none. */
    public @Nullable String faultyAttribute() {
        return fault == null ? null : fault.attribute();
    }

    /** How many attributes there are. */
    public int count() {
        return new ItemCursor(encoded, 0).takeVarint();
    }

    public boolean isEmpty() {
        return encoded[0] == 0;
    }

    public boolean has(String name) {
        return seek(name) != null;
    }

    /** The value of an attribute, or null where the item has none of this name. */
    public @Nullable AttributeValue find(String name) {
        ItemCursor cursor = seek(name);
        return cursor == null ? null : ItemBytes.take(cursor);
    }

    private @Nullable ItemCursor seek(String name) {
        ItemCursor cursor = new ItemCursor(encoded, 0);
        for (int left = cursor.takeVarint(); left > 0; left--) {
            if (cursor.takeIfName(name)) {
                return cursor;
            }
            ItemBytes.skip(cursor);
        }
        return null;
    }

    /** Size in bytes as DynamoDB measures it: names and values. */
    public int sizeBytes() {
        int size = sizeBytes;
        if (size < 0) {
            size = 0;
            ItemCursor cursor = new ItemCursor(encoded, 0);
            for (int left = cursor.takeVarint(); left > 0; left--) {
                int name = cursor.takeVarint();
                cursor.skip(name);
                size += name + ItemBytes.takeSize(cursor);
            }
            sizeBytes = size;
        }
        return size;
    }

    public List<String> names() {
        List<String> names = new ArrayList<>();
        ItemCursor cursor = new ItemCursor(encoded, 0);
        for (int left = cursor.takeVarint(); left > 0; left--) {
            names.add(cursor.takeText());
            ItemBytes.skip(cursor);
        }
        return names;
    }

    public Map<String, AttributeValue> toMap() {
        Map<String, AttributeValue> map = new LinkedHashMap<>();
        ItemCursor cursor = new ItemCursor(encoded, 0);
        for (int left = cursor.takeVarint(); left > 0; left--) {
            String name = cursor.takeText();
            map.put(name, ItemBytes.take(cursor));
        }
        return map;
    }

    /** This item with some attributes set and others removed; what is not named is copied byte by byte. */
    public Item with(Map<String, AttributeValue> set, Collection<String> removed) {
        Set<String> gone = new HashSet<>(removed);
        gone.addAll(set.keySet());
        ByteSink sink = new ByteSink(encoded.length + 64);
        int kept = copyAttributes(sink, gone, false);
        for (var entry : set.entrySet()) {
            ItemBytes.putSized(sink, entry.getKey().getBytes(StandardCharsets.UTF_8));
            ItemBytes.put(sink, entry.getValue());
        }
        return ofAttributes(kept + set.size(), sink);
    }

    /** Only the attributes named, byte by byte. */
    public Item keep(Collection<String> names) {
        ByteSink sink = new ByteSink(encoded.length);
        int kept = copyAttributes(sink, names, true);
        return ofAttributes(kept, sink);
    }

    private int copyAttributes(ByteSink sink, Collection<String> names, boolean wanted) {
        int copied = 0;
        ItemCursor cursor = new ItemCursor(encoded, 0);
        for (int left = cursor.takeVarint(); left > 0; left--) {
            int from = cursor.position();
            String name = cursor.takeText();
            ItemBytes.skip(cursor);
            if (names.contains(name) == wanted) {
                sink.add(encoded, from, cursor.position() - from);
                copied++;
            }
        }
        return copied;
    }

    static Item ofAttributes(int count, ByteSink attributes) {
        return new Item(withCount(count, attributes), null);
    }

    static byte[] withCount(int count, ByteSink attributes) {
        int head = ItemBytes.varintBytes(count);
        byte[] encoded = new byte[head + attributes.length()];
        ItemBytes.putVarint(encoded, 0, count);
        System.arraycopy(attributes.array(), 0, encoded, head, attributes.length());
        return encoded;
    }

    /** Equal attributes, in whatever order; sets too are equal in whatever order. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Item item
                && (Arrays.equals(encoded, item.encoded) || (count() == item.count() && hasAllOf(item)));
    }

    /** Values are decoded only where their bytes differ, and none after the first that is not equal. */
    private boolean hasAllOf(Item other) {
        ItemCursor cursor = new ItemCursor(encoded, 0);
        for (int left = cursor.takeVarint(); left > 0; left--) {
            String name = cursor.takeText();
            int from = cursor.position();
            ItemBytes.skip(cursor);
            ItemCursor theirs = other.seek(name);
            if (theirs == null) {
                return false;
            }
            int theirFrom = theirs.position();
            ItemBytes.skip(theirs);
            boolean sameBytes =
                    Arrays.equals(encoded, from, cursor.position(), other.encoded, theirFrom, theirs.position());
            if (!sameBytes && !Objects.equals(find(name), other.find(name))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        return toMap().hashCode();
    }

    @Override
    public String toString() {
        return toMap().toString();
    }
}
