package dev.gramme.item;

import dev.gramme.json.ByteSink;
import dev.gramme.json.FieldName;
import dev.gramme.json.JsonReader;
import dev.gramme.json.JsonWriter;
import java.util.Collection;
import java.util.Objects;

/** Items and values in DynamoDB's JSON, straight from bytes to bytes. */
public final class ItemJson {
    private static final FieldName B = new FieldName("B");
    private static final FieldName BOOL = new FieldName("BOOL");
    private static final FieldName NULL = new FieldName("NULL");
    private static final FieldName L = new FieldName("L");
    private static final FieldName M = new FieldName("M");
    private static final FieldName SS = new FieldName("SS");
    private static final FieldName NS = new FieldName("NS");
    private static final FieldName BS = new FieldName("BS");

    /** A page has 1 MB of items, a batch 16 MB; both seldom. */
    private static final int MOST_EXPECTED_BYTES = 2 << 20;

    private ItemJson() {}

    /**
     * Reads an object of attributes. A value that is none does not stop the reading, since other faults of a request
     * are reported first: see {@link Item#fault}.
     */
    public static Item readItem(JsonReader reader) {
        ByteSink sink = new ByteSink(512);
        ItemReader items = new ItemReader(reader, sink);
        int count = items.readAttributes(0);
        String fault = items.fault();
        byte[] encoded = Item.withCount(count, sink);
        return fault == null
                ? Item.ofEncoded(encoded)
                : Item.faulty(encoded, new Item.Fault(fault, Objects.requireNonNull(items.faultyAttribute())));
    }

    /** Reads one value; one that is none comes back as {@link AttributeValue.Faulty}. */
    public static AttributeValue readValue(JsonReader reader) {
        ByteSink sink = new ByteSink(64);
        ItemReader items = new ItemReader(reader, sink);
        items.readValue(0);
        String fault = items.fault();
        return fault == null
                ? ItemBytes.take(new ItemCursor(sink.toBytes(), 0))
                : new AttributeValue.Faulty(Objects.requireNonNull(fault));
    }

    /** Makes room for many items that are going to be written. */
    public static void expect(Collection<Item> items, JsonWriter writer) {
        long bytes = 2;
        for (Item item : items) {
            // names of types, quotes and braces take about half as much again
            bytes += item.encoded().length * 3L / 2 + 16;
        }
        writer.expect((int) Math.min(bytes, MOST_EXPECTED_BYTES));
    }

    public static void writeItem(Item item, JsonWriter writer) {
        ItemCursor cursor = new ItemCursor(item.encoded(), 0);
        writeAttributes(cursor, cursor.takeVarint(), writer);
    }

    public static void writeValue(AttributeValue value, JsonWriter writer) {
        ByteSink sink = new ByteSink(64);
        ItemBytes.put(sink, value);
        writeValue(new ItemCursor(sink.toBytes(), 0), writer);
    }

    private static void writeAttributes(ItemCursor cursor, int count, JsonWriter writer) {
        writer.beginObject();
        for (int left = count; left > 0; left--) {
            int length = cursor.takeVarint();
            int from = cursor.position();
            cursor.skip(length);
            writer.fieldUtf8(cursor.bytes(), from, length);
            writeValue(cursor, writer);
        }
        writer.endObject();
    }

    private static void writeValue(ItemCursor cursor, JsonWriter writer) {
        byte tag = cursor.takeByte();
        if (tag == ItemBytes.STRING || tag == ItemBytes.NUMBER) {
            int length = cursor.takeVarint();
            int from = cursor.position();
            cursor.skip(length);
            writer.wrappedStringUtf8(tag == ItemBytes.STRING ? 'S' : 'N', cursor.bytes(), from, length);
            return;
        }
        writer.beginObject();
        switch (tag) {
            case ItemBytes.BINARY -> {
                writer.field(B);
                writeBinary(cursor, writer);
            }
            case ItemBytes.TRUE, ItemBytes.FALSE -> {
                writer.field(BOOL);
                writer.bool(tag == ItemBytes.TRUE);
            }
            case ItemBytes.NULL -> {
                writer.field(NULL);
                writer.bool(true);
            }
            case ItemBytes.MAP -> {
                writer.field(M);
                writeAttributes(cursor, cursor.enterBody(), writer);
            }
            case ItemBytes.LIST -> {
                writer.field(L);
                writer.beginArray();
                for (int left = cursor.enterBody(); left > 0; left--) {
                    writeValue(cursor, writer);
                }
                writer.endArray();
            }
            case ItemBytes.STRING_SET, ItemBytes.NUMBER_SET, ItemBytes.BINARY_SET -> writeSet(tag, cursor, writer);
            default -> throw ItemBytes.damaged();
        }
        writer.endObject();
    }

    private static void writeSet(byte tag, ItemCursor cursor, JsonWriter writer) {
        writer.field(tag == ItemBytes.STRING_SET ? SS : tag == ItemBytes.NUMBER_SET ? NS : BS);
        writer.beginArray();
        for (int left = cursor.enterBody(); left > 0; left--) {
            if (tag == ItemBytes.BINARY_SET) {
                writeBinary(cursor, writer);
            } else {
                writeText(cursor, writer);
            }
        }
        writer.endArray();
    }

    private static void writeText(ItemCursor cursor, JsonWriter writer) {
        int length = cursor.takeVarint();
        int from = cursor.position();
        cursor.skip(length);
        writer.stringUtf8(cursor.bytes(), from, length);
    }

    private static void writeBinary(ItemCursor cursor, JsonWriter writer) {
        int length = cursor.takeVarint();
        int from = cursor.position();
        cursor.skip(length);
        writer.base64(cursor.bytes(), from, length);
    }
}
