package dev.gramme.item;

import dev.gramme.json.ByteSink;
import dev.gramme.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The compact encoding of values; {@link Item} tells what it looks like. */
final class ItemBytes {
    static final byte STRING = 1;
    static final byte NUMBER = 2;
    static final byte BINARY = 3;
    static final byte TRUE = 4;
    static final byte FALSE = 5;
    static final byte NULL = 6;
    static final byte LIST = 7;
    static final byte MAP = 8;
    static final byte STRING_SET = 9;
    static final byte NUMBER_SET = 10;
    static final byte BINARY_SET = 11;

    /** Bytes of the length in front of the body of a list, map or set. */
    static final int LENGTH_BYTES = 4;

    private ItemBytes() {}

    static int varintBytes(int value) {
        return value < 1 << 7 ? 1 : value < 1 << 14 ? 2 : value < 1 << 21 ? 3 : value < 1 << 28 ? 4 : 5;
    }

    static void putVarint(ByteSink sink, int value) {
        int rest = value;
        while (rest >>> 7 != 0) {
            sink.add((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        sink.add(rest);
    }

    static void putVarint(byte[] target, int at, int value) {
        int rest = value;
        int next = at;
        while (rest >>> 7 != 0) {
            target[next++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        target[next] = (byte) rest;
    }

    static void putSized(ByteSink sink, byte[] bytes) {
        putVarint(sink, bytes.length);
        sink.add(bytes, 0, bytes.length);
    }

    static void putInt(byte[] target, int at, int value) {
        target[at] = (byte) (value >>> 24);
        target[at + 1] = (byte) (value >>> 16);
        target[at + 2] = (byte) (value >>> 8);
        target[at + 3] = (byte) value;
    }

    static int intAt(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 24
                | (bytes[at + 1] & 0xFF) << 16
                | (bytes[at + 2] & 0xFF) << 8
                | (bytes[at + 3] & 0xFF);
    }

    /** Starts a body whose length is not known yet; returns where it starts, for {@link #endBody}. */
    static int beginBody(ByteSink sink) {
        sink.reserve(LENGTH_BYTES + 1);
        sink.advance(LENGTH_BYTES + 1);
        return sink.length() - LENGTH_BYTES - 1;
    }

    /** Fills in the length and the count of a body begun at {@code start}, whose elements now stand in the sink. */
    static void endBody(ByteSink sink, int start, int count) {
        int countAt = start + LENGTH_BYTES;
        int extra = varintBytes(count) - 1;
        if (extra > 0) {
            sink.insert(countAt + 1, extra);
        }
        putVarint(sink.array(), countAt, count);
        putInt(sink.array(), start, sink.length() - countAt);
    }

    static void put(ByteSink sink, AttributeValue value) {
        switch (value) {
            case AttributeValue.S(var text) -> {
                sink.add(STRING);
                putSized(sink, text.getBytes(StandardCharsets.UTF_8));
            }
            case AttributeValue.N(var number) -> {
                sink.add(NUMBER);
                putSized(sink, number.text().getBytes(StandardCharsets.US_ASCII));
            }
            case AttributeValue.B(var bytes) -> {
                sink.add(BINARY);
                putSized(sink, bytes);
            }
            case AttributeValue.Bool(var flag) -> sink.add(flag ? TRUE : FALSE);
            case AttributeValue.Null() -> sink.add(NULL);
            case AttributeValue.L(var values) -> {
                sink.add(LIST);
                int start = beginBody(sink);
                for (AttributeValue element : values) {
                    put(sink, element);
                }
                endBody(sink, start, values.size());
            }
            case AttributeValue.M(var values) -> {
                sink.add(MAP);
                int start = beginBody(sink);
                for (var entry : values.entrySet()) {
                    putSized(sink, entry.getKey().getBytes(StandardCharsets.UTF_8));
                    put(sink, entry.getValue());
                }
                endBody(sink, start, values.size());
            }
            case AttributeValue.SS(var values) -> {
                sink.add(STRING_SET);
                int start = beginBody(sink);
                for (String member : values) {
                    putSized(sink, member.getBytes(StandardCharsets.UTF_8));
                }
                endBody(sink, start, values.size());
            }
            case AttributeValue.NS(var values) -> {
                sink.add(NUMBER_SET);
                int start = beginBody(sink);
                for (DynamoNumber member : values) {
                    putSized(sink, member.text().getBytes(StandardCharsets.US_ASCII));
                }
                endBody(sink, start, values.size());
            }
            case AttributeValue.BS(var values) -> {
                sink.add(BINARY_SET);
                int start = beginBody(sink);
                for (byte[] member : values) {
                    putSized(sink, member);
                }
                endBody(sink, start, values.size());
            }
            case AttributeValue.Faulty(var message) -> throw new ItemFaultException(message);
        }
    }

    /** Decodes the value the cursor stands on and steps over it. */
    static AttributeValue take(ItemCursor cursor) {
        return take(cursor, JsonReader.MAX_DEPTH);
    }

    /** Decodes as well; values nested more than so many levels are damaged. */
    static AttributeValue take(ItemCursor cursor, int levels) {
        if (levels < 0) {
            throw damaged();
        }
        byte tag = cursor.takeByte();
        return switch (tag) {
            case STRING -> new AttributeValue.S(cursor.takeText());
            case NUMBER -> new AttributeValue.N(takeNumber(cursor));
            case BINARY -> new AttributeValue.B(cursor.takeSized());
            case TRUE -> new AttributeValue.Bool(true);
            case FALSE -> new AttributeValue.Bool(false);
            case NULL -> new AttributeValue.Null();
            case LIST -> {
                List<AttributeValue> values = new ArrayList<>();
                for (int left = cursor.enterBody(); left > 0; left--) {
                    values.add(take(cursor, levels - 1));
                }
                yield new AttributeValue.L(values);
            }
            case MAP -> {
                Map<String, AttributeValue> values = new LinkedHashMap<>();
                for (int left = cursor.enterBody(); left > 0; left--) {
                    String name = cursor.takeText();
                    values.put(name, take(cursor, levels - 1));
                }
                yield new AttributeValue.M(values);
            }
            case STRING_SET -> {
                List<String> values = new ArrayList<>();
                for (int left = cursor.enterBody(); left > 0; left--) {
                    values.add(cursor.takeText());
                }
                yield new AttributeValue.SS(values);
            }
            case NUMBER_SET -> {
                List<DynamoNumber> values = new ArrayList<>();
                for (int left = cursor.enterBody(); left > 0; left--) {
                    values.add(takeNumber(cursor));
                }
                yield new AttributeValue.NS(values);
            }
            case BINARY_SET -> {
                List<byte[]> values = new ArrayList<>();
                for (int left = cursor.enterBody(); left > 0; left--) {
                    values.add(cursor.takeSized());
                }
                yield new AttributeValue.BS(values);
            }
            default -> throw damaged();
        };
    }

    private static DynamoNumber takeNumber(ItemCursor cursor) {
        int length = cursor.takeVarint();
        int from = cursor.position();
        cursor.skip(length);
        return DynamoNumber.parse(cursor.bytes(), from, length);
    }

    /** Steps over the value the cursor stands on. */
    static void skip(ItemCursor cursor) {
        switch (cursor.takeByte()) {
            case STRING, NUMBER, BINARY -> cursor.skip(cursor.takeVarint());
            case TRUE, FALSE, NULL -> {}
            case LIST, MAP, STRING_SET, NUMBER_SET, BINARY_SET -> cursor.skip(cursor.takeInt());
            default -> throw damaged();
        }
    }

    /** DynamoDB's size of the value the cursor stands on; steps over it. */
    static int takeSize(ItemCursor cursor) {
        byte tag = cursor.takeByte();
        switch (tag) {
            case STRING, BINARY -> {
                int length = cursor.takeVarint();
                cursor.skip(length);
                return length;
            }
            case NUMBER -> {
                return takeNumberSize(cursor);
            }
            case TRUE, FALSE, NULL -> {
                return 1;
            }
            case LIST, MAP -> {
                int size = ItemSize.CONTAINER_BYTES;
                for (int left = cursor.enterBody(); left > 0; left--) {
                    if (tag == MAP) {
                        int name = cursor.takeVarint();
                        cursor.skip(name);
                        size += name;
                    }
                    size += ItemSize.ELEMENT_BYTES + takeSize(cursor);
                }
                return size;
            }
            case STRING_SET, BINARY_SET -> {
                int size = 0;
                for (int left = cursor.enterBody(); left > 0; left--) {
                    int length = cursor.takeVarint();
                    cursor.skip(length);
                    size += length;
                }
                return size;
            }
            case NUMBER_SET -> {
                int size = 0;
                for (int left = cursor.enterBody(); left > 0; left--) {
                    size += takeNumberSize(cursor);
                }
                return size;
            }
            default -> throw damaged();
        }
    }

    private static int takeNumberSize(ItemCursor cursor) {
        int length = cursor.takeVarint();
        int from = cursor.position();
        cursor.skip(length);
        return ItemSize.numberBytes(cursor.bytes(), from, from + length);
    }

    static IllegalArgumentException damaged() {
        return new IllegalArgumentException("These bytes are no item");
    }
}
