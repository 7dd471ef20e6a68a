package dev.gramme.database.trigger;

import dev.gramme.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a filter lets through: a JSON object with the names of an event's fields, and at its leaves lists of what their
 * values may be (source: Lambda's developer guide, "Filter rule syntax").
 */
final class EventPattern {
    /** Stands for a field that is not there. */
    private static final Object ABSENT = new Object();

    private final Predicate<Object> root;

    private EventPattern(Predicate<Object> root) {
        this.root = root;
    }

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException where it is none; the text says why
     */
    static EventPattern parse(String text) {
        Object tree;
        try {
            tree = JsonTree.parse(text.getBytes(StandardCharsets.UTF_8));
        } catch (JsonException e) {
            throw new IllegalArgumentException("it is not JSON", e);
        }
        if (!(tree instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("it is not an object");
        }
        return new EventPattern(object(map));
    }

    boolean matches(Object event) {
        return root.test(event);
    }

    private static Predicate<Object> object(Map<?, ?> pattern) {
        if (pattern.isEmpty()) {
            throw new IllegalArgumentException("an object in it is empty");
        }
        List<Predicate<Object>> all = new ArrayList<>();
        pattern.forEach((name, rule) -> all.add(name.equals("$or") ? either(rule) : field((String) name, rule)));
        return event -> all.stream().allMatch(one -> one.test(event));
    }

    private static Predicate<Object> either(@Nullable Object rules) {
        List<Predicate<Object>> any = new ArrayList<>();
        if (rules instanceof List<?> list) {
            for (Object rule : list) {
                if (!(rule instanceof Map<?, ?> map)) {
                    throw new IllegalArgumentException("$or takes objects only");
                }
                any.add(object(map));
            }
        }
        if (any.isEmpty()) {
            throw new IllegalArgumentException("$or takes a list of objects");
        }
        return event -> any.stream().anyMatch(one -> one.test(event));
    }

    private static Predicate<Object> field(String name, @Nullable Object rule) {
        Predicate<Object> value = switch (rule) {
            case Map<?, ?> map -> object(map);
            case List<?> list -> leaf(list);
            case null, default -> throw new IllegalArgumentException("\"" + name + "\" must be an object or a list");
        };
        return event -> inEach(event, name, value);
    }

    /** A field of an object, or of one of several in a list. */
    private static boolean inEach(Object event, String name, Predicate<Object> value) {
        if (event instanceof List<?> list) {
            return list.stream().anyMatch(element -> inEach(present(element), name, value));
        }
        return value.test(event instanceof Map<?, ?> map && map.containsKey(name) ? present(map.get(name)) : ABSENT);
    }

    /** Nulls among values are values: they are told apart from what is absent. */
    private static Object present(@Nullable Object value) {
        return value == null ? NullValue.NULL : value;
    }

    private enum NullValue {
        NULL
    }

    private static Predicate<Object> leaf(List<?> rules) {
        if (rules.isEmpty()) {
            throw new IllegalArgumentException("a list in it is empty");
        }
        List<Predicate<Object>> any = new ArrayList<>();
        rules.forEach(rule -> any.add(rule(rule)));
        return value -> any.stream().anyMatch(one -> one.test(value));
    }

    private static Predicate<Object> rule(@Nullable Object rule) {
        if (!(rule instanceof Map<?, ?> map)) {
            return ofScalar(scalar(rule)::equals);
        }
        if (map.size() != 1) {
            throw new IllegalArgumentException("a rule has one operator");
        }
        Map.Entry<?, ?> entry = map.entrySet().iterator().next();
        Object operand = entry.getValue();
        return switch ((String) entry.getKey()) {
            case "exists" -> exists(operand);
            case "prefix" -> {
                String prefix = text(operand);
                yield ofText(value -> value.startsWith(prefix));
            }
            case "suffix" -> {
                String suffix = text(operand);
                yield ofText(value -> value.endsWith(suffix));
            }
            case "equals-ignore-case" -> {
                String expected = text(operand).toLowerCase(Locale.ROOT);
                yield ofText(value -> value.toLowerCase(Locale.ROOT).equals(expected));
            }
            case "anything-but" -> {
                List<Object> others = operand instanceof List<?> list
                        ? list.stream().map(EventPattern::scalar).toList()
                        : List.of(scalar(operand));
                yield ofScalar(value -> !others.contains(value));
            }
            case "numeric" -> numeric(operand);
            default -> throw new IllegalArgumentException("there is no operator " + entry.getKey());
        };
    }

    /** Only leaves exist: an object that is there is none. */
    private static Predicate<Object> exists(@Nullable Object wanted) {
        if (!(wanted instanceof Boolean there)) {
            throw new IllegalArgumentException("exists takes true or false");
        }
        return value -> there == (value != ABSENT && !(value instanceof Map));
    }

    private static Predicate<Object> numeric(@Nullable Object operand) {
        if (!(operand instanceof List<?> parts) || parts.isEmpty() || parts.size() % 2 != 0 || parts.size() > 4) {
            throw new IllegalArgumentException("numeric takes operators and numbers");
        }
        List<Predicate<Double>> all = new ArrayList<>();
        for (int at = 0; at < parts.size(); at += 2) {
            if (!(parts.get(at + 1) instanceof Double bound)) {
                throw new IllegalArgumentException("numeric takes operators and numbers");
            }
            all.add(
                    switch (text(parts.get(at))) {
                        case "=" -> number -> number.compareTo(bound) == 0;
                        case "<" -> number -> number < bound;
                        case "<=" -> number -> number <= bound;
                        case ">" -> number -> number > bound;
                        case ">=" -> number -> number >= bound;
                        default -> throw new IllegalArgumentException("numeric knows =, <, <=, > and >= only");
                    });
        }
        return ofScalar(value -> value instanceof Double number && all.stream().allMatch(one -> one.test(number)));
    }

    private static Object scalar(@Nullable Object value) {
        if (value instanceof Map || value instanceof List) {
            throw new IllegalArgumentException("a list or an object stands where a value is expected");
        }
        return present(value);
    }

    private static String text(@Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("a text is expected");
    }

    private static Predicate<Object> ofText(Predicate<String> test) {
        return ofScalar(value -> value instanceof String text && test.test(text));
    }

    /** Of a value that is there, or of one of several in a list. */
    private static Predicate<Object> ofScalar(Predicate<Object> test) {
        return value -> switch (value) {
            case List<?> list -> list.stream().map(EventPattern::present).anyMatch(test);
            case Map<?, ?> _ -> false;
            default -> value != ABSENT && test.test(value);
        };
    }
}
