package dev.gramme.item;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Sizes and JSON of values written down from the documentation, to compare the real ones with. */
public final class NaiveItems {
    private NaiveItems() {}

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Names and values. */
    public static int size(Map<String, AttributeValue> attributes) {
        return attributes.entrySet().stream()
                .mapToInt(entry -> utf8(entry.getKey()) + size(entry.getValue()))
                .sum();
    }

    public static int size(AttributeValue value) {
        return switch (value) {
            case AttributeValue.S(var text) -> utf8(text);
            case AttributeValue.N(var number) -> size(number.toBigDecimal());
            case AttributeValue.B(var bytes) -> bytes.length;
            case AttributeValue.Bool flag -> 1;
            case AttributeValue.Null nothing -> 1;
            case AttributeValue.SS(var texts) ->
                texts.stream().mapToInt(NaiveItems::utf8).sum();
            case AttributeValue.NS(var numbers) ->
                numbers.stream().mapToInt(number -> size(number.toBigDecimal())).sum();
            case AttributeValue.BS(var binaries) ->
                binaries.stream().mapToInt(bytes -> bytes.length).sum();
            case AttributeValue.L(var values) ->
                3 + values.size() + values.stream().mapToInt(NaiveItems::size).sum();
            case AttributeValue.M(var values) -> 3 + values.size() + size(values);
            case AttributeValue.Faulty faulty -> throw new AssertionError(faulty);
        };
    }

    /**
     * One byte, one more for every two digits on either side of the point, one more below zero; zeros at the outside do
     * not count.
     */
    static int size(BigDecimal number) {
        if (number.signum() == 0) {
            return 1;
        }
        BigDecimal stripped = number.stripTrailingZeros();
        int digits = stripped.precision();
        int fraction = Math.clamp(stripped.scale(), 0, digits);
        int whole = digits - fraction;
        return 1 + (whole + 1) / 2 + (fraction + 1) / 2 + (number.signum() < 0 ? 1 : 0);
    }

    /** The JSON tree of attributes, as {@link dev.gramme.json.NaiveJson} would read it. */
    public static Map<String, Object> tree(Map<String, AttributeValue> attributes) {
        Map<String, Object> tree = new LinkedHashMap<>();
        attributes.forEach((name, value) -> tree.put(name, tree(value)));
        return tree;
    }

    public static Object tree(AttributeValue value) {
        Object content = switch (value) {
            case AttributeValue.S(var text) -> text;
            case AttributeValue.N(var number) -> plain(number);
            case AttributeValue.B(var bytes) -> base64(bytes);
            case AttributeValue.Bool(var flag) -> flag;
            case AttributeValue.Null nothing -> true;
            case AttributeValue.SS(var texts) -> texts;
            case AttributeValue.NS(var numbers) ->
                numbers.stream().map(NaiveItems::plain).toList();
            case AttributeValue.BS(var binaries) ->
                binaries.stream().map(NaiveItems::base64).toList();
            case AttributeValue.L(var values) ->
                values.stream().map(NaiveItems::tree).toList();
            case AttributeValue.M(var values) -> tree(values);
            case AttributeValue.Faulty faulty -> throw new AssertionError(faulty);
        };
        return Map.of(value.type(), content);
    }

    private static String plain(DynamoNumber number) {
        return number.toBigDecimal().stripTrailingZeros().toPlainString();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** Writes a JSON tree with what is allowed but not usual: white space, and every character escaped at random. */
    public static String json(Object tree, Random random) {
        return switch (tree) {
            case null -> "null";
            case String text -> string(text, random);
            case Map<?, ?> map -> {
                List<String> fields = new ArrayList<>();
                map.forEach((name, value) -> fields.add(
                        string((String) name, random) + space(random) + ":" + space(random) + json(value, random)));
                yield "{" + space(random) + String.join(space(random) + "," + space(random), fields) + "}";
            }
            case List<?> list -> {
                List<String> elements =
                        list.stream().map(element -> json(element, random)).toList();
                yield "[" + String.join("," + space(random), elements) + space(random) + "]";
            }
            default -> tree.toString();
        };
    }

    private static String space(Random random) {
        return List.of("", "", "", " ", "\t", "\r\n").get(random.nextInt(6));
    }

    private static String string(String text, Random random) {
        boolean escapeAll = random.nextInt(4) == 0;
        StringBuilder json = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (escapeAll || c < 0x20 || c == '"' || c == '\\') {
                json.append("\\u%04x".formatted((int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
