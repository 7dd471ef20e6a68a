package dev.gramme.database.expression;

import dev.gramme.item.AttributeValue;
import dev.gramme.item.DynamoNumber;
import dev.gramme.item.Item;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Attribute values as plain Java: strings, normalised BigDecimals, ByteBuffers, booleans, {@link Null},
 * {@link Members}, lists and maps. The oracles compute with them, so that they share no code with what they judge.
 */
final class PlainValues {
    static final List<String> ATTRIBUTES = List.of("a", "b", "c", "d", "name", "x y");
    private static final List<String> STRINGS =
            List.of("", "a", "ab", "b", "abab", "\u00e9", "\ud83d\ude00", "M", "SS");
    private static final List<String> NUMBERS =
            List.of("0", "1", "-1", "2", "1.5", "10", "1e20", "0.00000000000000000001", "-2.5", "3");

    private final Random random;

    PlainValues(Random random) {
        this.random = random;
    }

    enum Null {
        NULL
    }

    /** A set, of members of one type. */
    record Members(String type, Set<Object> members) {}

    static Object number(BigDecimal value) {
        return value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    }

    static String type(Object value) {
        return switch (value) {
            case String ignored -> "S";
            case BigDecimal ignored -> "N";
            case ByteBuffer ignored -> "B";
            case Boolean ignored -> "BOOL";
            case Null ignored -> "NULL";
            case Members(var type, var members) -> type;
            case List<?> ignored -> "L";
            default -> "M";
        };
    }

    static AttributeValue attributeValue(Object value) {
        return switch (value) {
            case String text -> AttributeValue.string(text);
            case BigDecimal number -> AttributeValue.number(number.toString());
            case ByteBuffer bytes -> new AttributeValue.B(bytes.array());
            case Boolean flag -> new AttributeValue.Bool(flag);
            case Null ignored -> new AttributeValue.Null();
            case Members(var type, var members) -> set(type, members);
            case List<?> list ->
                new AttributeValue.L(
                        list.stream().map(PlainValues::attributeValue).toList());
            case Map<?, ?> map -> {
                Map<String, AttributeValue> entries = new LinkedHashMap<>();
                map.forEach((name, entry) -> entries.put((String) name, attributeValue(entry)));
                yield new AttributeValue.M(entries);
            }
            default -> throw new IllegalArgumentException("No plain value: " + value);
        };
    }

    private static AttributeValue set(String type, Set<Object> members) {
        return switch (type) {
            case "SS" ->
                new AttributeValue.SS(
                        members.stream().map(member -> (String) member).toList());
            case "NS" ->
                new AttributeValue.NS(members.stream()
                        .map(member -> DynamoNumber.parse(member.toString()))
                        .toList());
            default ->
                new AttributeValue.BS(members.stream()
                        .map(member -> ((ByteBuffer) member).array())
                        .toList());
        };
    }

    static Item item(Map<String, Object> attributes) {
        Map<String, AttributeValue> values = new LinkedHashMap<>();
        attributes.forEach((name, value) -> values.put(name, attributeValue(value)));
        return Item.of(values);
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    Map<String, Object> item() {
        return map(3);
    }

    private Map<String, Object> map(int depth) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (String name : ATTRIBUTES) {
            if (random.nextInt(3) > 0) {
                map.put(name, value(depth));
            }
        }
        return map;
    }

    /** Any value, nested at most this deep. */
    Object value(int depth) {
        int choice = random.nextInt(depth > 0 ? 10 : 6);
        return switch (choice) {
            case 6, 7 -> map(depth - 1);
            case 8, 9 -> list(depth - 1);
            case 5 -> members();
            case 4 -> random.nextBoolean() ? Null.NULL : (Object) random.nextBoolean();
            default -> ordered();
        };
    }

    List<Object> list(int depth) {
        List<Object> list = new ArrayList<>();
        for (int left = random.nextInt(5); left > 0; left--) {
            list.add(value(depth));
        }
        return list;
    }

    /** A value of a type that has an order. */
    Object ordered() {
        return switch (random.nextInt(5)) {
            case 0, 1 -> number();
            case 2 -> bytes();
            default -> string();
        };
    }

    String string() {
        return oneOf(STRINGS);
    }

    Object number() {
        return number(new BigDecimal(oneOf(NUMBERS)));
    }

    ByteBuffer bytes() {
        byte[] bytes = new byte[random.nextInt(3)];
        for (int at = 0; at < bytes.length; at++) {
            bytes[at] = (byte) (random.nextBoolean() ? 1 : 200);
        }
        return ByteBuffer.wrap(bytes);
    }

    Members members() {
        Set<Object> members = new LinkedHashSet<>();
        String type = oneOf(List.of("SS", "NS", "BS"));
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            members.add(
                    switch (type) {
                        case "SS" -> string();
                        case "NS" -> number();
                        default -> bytes();
                    });
        }
        return new Members(type, members);
    }
}
