package dev.gramme.item;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A value of one of DynamoDB's ten types. Immutable; arrays inside are never written to. */
public sealed interface AttributeValue {
    /** The type's name on the wire: S, N, B, BOOL, NULL, SS, NS, BS, L or M. */
    String type();

    /** Size in bytes as DynamoDB measures it, without the attribute's name. */
    int sizeBytes();

    /** What is wrong with a value that was read but is none; null for every real value. */
    default @Nullable String fault() {
        return null;
    }

    record S(String value) implements AttributeValue {
        @Override
        public String type() {
            return "S";
        }

        @Override
        public int sizeBytes() {
            return ItemSize.utf8Bytes(value);
        }
    }

    record N(DynamoNumber value) implements AttributeValue {
        @Override
        public String type() {
            return "N";
        }

        @Override
        public int sizeBytes() {
            return value.sizeBytes();
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // equality is by content, below
    record B(byte[] value) implements AttributeValue {
        @Override
        public String type() {
            return "B";
        }

        @Override
        public int sizeBytes() {
            return value.length;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof B(var bytes) && Arrays.equals(value, bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(value);
        }

        @Override
        public String toString() {
            return "B[" + HexFormat.of().formatHex(value) + "]";
        }
    }

    record Bool(boolean value) implements AttributeValue {
        @Override
        public String type() {
            return "BOOL";
        }

        @Override
        public int sizeBytes() {
            return 1;
        }
    }

    record Null() implements AttributeValue {
        @Override
        public String type() {
            return "NULL";
        }

        @Override
        public int sizeBytes() {
            return 1;
        }
    }

    record SS(List<String> values) implements AttributeValue {
        public SS {
            values = List.copyOf(values);
        }

        @Override
        public String type() {
            return "SS";
        }

        @Override
        public int sizeBytes() {
            int size = 0;
            for (String value : values) {
                size += ItemSize.utf8Bytes(value);
            }
            return size;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof SS(var others) && new HashSet<>(values).equals(new HashSet<>(others));
        }

        @Override
        public int hashCode() {
            return new HashSet<>(values).hashCode();
        }
    }

    record NS(List<DynamoNumber> values) implements AttributeValue {
        public NS {
            values = List.copyOf(values);
        }

        @Override
        public String type() {
            return "NS";
        }

        @Override
        public int sizeBytes() {
            int size = 0;
            for (DynamoNumber value : values) {
                size += value.sizeBytes();
            }
            return size;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof NS(var others) && new HashSet<>(values).equals(new HashSet<>(others));
        }

        @Override
        public int hashCode() {
            return new HashSet<>(values).hashCode();
        }
    }

    record BS(List<byte[]> values) implements AttributeValue {
        public BS {
            values = List.copyOf(values);
        }

        @Override
        public String type() {
            return "BS";
        }

        @Override
        public int sizeBytes() {
            int size = 0;
            for (byte[] value : values) {
                size += value.length;
            }
            return size;
        }

        private Set<AttributeValue> members() {
            Set<AttributeValue> members = new HashSet<>();
            for (byte[] value : values) {
                members.add(new B(value));
            }
            return members;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof BS set && members().equals(set.members());
        }

        @Override
        public int hashCode() {
            return members().hashCode();
        }

        @Override
        public String toString() {
            return "BS" + members();
        }
    }

    record L(List<AttributeValue> values) implements AttributeValue {
        public L {
            values = List.copyOf(values);
        }

        @Override
        public String type() {
            return "L";
        }

        @Override
        public int sizeBytes() {
            int size = ItemSize.CONTAINER_BYTES;
            for (AttributeValue value : values) {
                size += ItemSize.ELEMENT_BYTES + value.sizeBytes();
            }
            return size;
        }
    }

    /** A map; it keeps the order its entries came in. */
    record M(Map<String, AttributeValue> values) implements AttributeValue {
        @Override
        public String type() {
            return "M";
        }

        @Override
        public int sizeBytes() {
            int size = ItemSize.CONTAINER_BYTES;
            for (var entry : values.entrySet()) {
                size += ItemSize.utf8Bytes(entry.getKey())
                        + ItemSize.ELEMENT_BYTES
                        + entry.getValue().sizeBytes();
            }
            return size;
        }
    }

    /**
     * Was sent as a value but is none. Requests carry it until they are checked; nothing that was checked holds one.
     *
     * @param message DynamoDB's words for what is wrong
     */
    record Faulty(String message) implements AttributeValue {
        @Override
        public String type() {
            return "NULL";
        }

        @Override
        public int sizeBytes() {
            return 0;
        }

        @Override
        public String fault() {
            return message;
        }
    }

    static S string(String value) {
        return new S(value);
    }

    static N number(String value) {
        return new N(DynamoNumber.parse(value));
    }

    static N number(long value) {
        return new N(DynamoNumber.of(value));
    }

    /** Whether values of this type have an order: S, N and B. */
    static boolean isOrdered(AttributeValue value) {
        return value instanceof S || value instanceof N || value instanceof B;
    }

    /**
     * Compares two values of the same ordered type: strings by their UTF-8 bytes, numbers by value, binaries as
     * unsigned bytes.
     *
     * @throws IllegalArgumentException for values of other or different types
     */
    static int compare(AttributeValue left, AttributeValue right) {
        if (left instanceof N(var a) && right instanceof N(var b)) {
            return a.compareTo(b);
        }
        if (left instanceof S(var a) && right instanceof S(var b)) {
            return Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
        }
        if (left instanceof B(var a) && right instanceof B(var b)) {
            return Arrays.compareUnsigned(a, b);
        }
        throw new IllegalArgumentException("No order between " + left.type() + " and " + right.type());
    }
}
