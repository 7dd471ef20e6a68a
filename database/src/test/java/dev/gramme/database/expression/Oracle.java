package dev.gramme.database.expression;

import dev.gramme.database.expression.PlainValues.Members;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What expressions mean, said once more and as plainly as possible, over {@link PlainValues} and trees with
 * placeholders (source: "Condition and filter expressions, operators, and functions" and "Using update expressions").
 */
final class Oracle {
    static final String NO_PATH = "The document path provided in the update expression is invalid for update";
    static final String NO_OPERAND = "The provided expression refers to an attribute that does not exist in the item";
    static final String WRONG_TYPE = "An operand in the update expression has an incorrect data type";
    static final String TOO_PRECISE = "Attempting to store more than 38 significant digits in a Number";

    private final Map<String, Object> item;
    private final Map<String, String> names;
    private final Map<String, Object> values;

    Oracle(Map<String, Object> item, RandomExpressions expressions) {
        this.item = item;
        this.names = expressions.names;
        this.values = expressions.values;
    }

    /** An update that must fail. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        final transient Set<String> messages;

        Refused(Collection<String> messages) {
            this.messages = Set.copyOf(messages);
        }
    }

    /** A path as names and numbers. */
    private List<Object> keys(Path path) {
        List<Object> keys = new ArrayList<>();
        for (Path.Step step : path.steps()) {
            keys.add(
                    switch (step) {
                        case Path.Field(var name) -> names.getOrDefault(name, name);
                        case Path.Index(var index) -> index;
                    });
        }
        return keys;
    }

    private Object find(List<Object> keys) {
        Object value = item;
        for (Object key : keys) {
            if (value instanceof Map<?, ?> map && key instanceof String) {
                value = map.get(key);
            } else if (value instanceof List<?> list && key instanceof Integer index && index < list.size()) {
                value = list.get(index);
            } else {
                return null;
            }
        }
        return value;
    }

    private Object value(Operand operand) {
        return switch (operand) {
            case Operand.At(var path) -> find(keys(path));
            case Operand.Placeholder(var name) -> values.get(name);
            case Operand.Call(var function, var arguments) -> size(value(arguments.getFirst()));
            case Operand.Constant constant -> throw new IllegalArgumentException("Not a tree with placeholders");
        };
    }

    private static Object size(Object value) {
        return switch (value) {
            case String text -> BigDecimal.valueOf(text.length()).stripTrailingZeros();
            case ByteBuffer bytes -> PlainValues.number(BigDecimal.valueOf(bytes.array().length));
            case Members(var type, var members) -> PlainValues.number(BigDecimal.valueOf(members.size()));
            case List<?> list -> PlainValues.number(BigDecimal.valueOf(list.size()));
            case Map<?, ?> map -> PlainValues.number(BigDecimal.valueOf(map.size()));
            case null, default -> null;
        };
    }

    boolean holds(Condition condition) {
        return switch (condition) {
            case Condition.And(var left, var right) -> holds(left) & holds(right);
            case Condition.Or(var left, var right) -> holds(left) | holds(right);
            case Condition.Not(var negated) -> !holds(negated);
            case Condition.Compare(var operator, var left, var right) -> compare(operator, value(left), value(right));
            case Condition.Between(var value, var low, var high) ->
                compare("<=", value(low), value(value)) && compare("<=", value(value), value(high));
            case Condition.In(var value, var choices) ->
                choices.stream().anyMatch(choice -> compare("=", value(value), value(choice)));
            case Condition.Holds(var call) -> holds(call);
        };
    }

    private static boolean compare(String operator, Object left, Object right) {
        boolean equal = left != null && left.equals(right);
        boolean less = precedes(left, right);
        return switch (operator) {
            case "=" -> equal;
            case "<>" -> !equal;
            case "<" -> less;
            case ">" -> precedes(right, left);
            case "<=" -> less || (equal && isOrdered(left));
            default -> precedes(right, left) || (equal && isOrdered(left));
        };
    }

    private static boolean isOrdered(Object value) {
        return value instanceof String || value instanceof BigDecimal || value instanceof ByteBuffer;
    }

    private static boolean precedes(Object left, Object right) {
        if (left instanceof BigDecimal one && right instanceof BigDecimal two) {
            return one.compareTo(two) < 0;
        }
        if (left instanceof String one && right instanceof String two) {
            return hex(one.getBytes(StandardCharsets.UTF_8)).compareTo(hex(two.getBytes(StandardCharsets.UTF_8))) < 0;
        }
        return left instanceof ByteBuffer one
                && right instanceof ByteBuffer two
                && hex(one.array()).compareTo(hex(two.array())) < 0;
    }

    /** Two letters a byte: they sort, begin and contain as the bytes do, but for where a match may start. */
    private static String hex(byte[] bytes) {
        StringBuilder hex = new StringBuilder();
        for (byte one : bytes) {
            hex.append((char) ('A' + (one >> 4 & 15))).append((char) ('a' + (one & 15)));
        }
        return hex.toString();
    }

    private boolean holds(Operand.Call call) {
        Object first = value(call.arguments().getFirst());
        Object second =
                call.arguments().size() < 2 ? null : value(call.arguments().get(1));
        return switch (call.function()) {
            case "attribute_exists" -> first != null;
            case "attribute_not_exists" -> first == null;
            case "attribute_type" -> first != null && PlainValues.type(first).equals(second);
            case "begins_with" -> matches(first, second, true);
            default ->
                matches(first, second, false)
                        || (first instanceof List<?> list && second != null && list.contains(second))
                        || (first instanceof Members(var type, var members)
                                && second != null
                                && type.startsWith(PlainValues.type(second))
                                && members.contains(second));
        };
    }

    private static boolean matches(Object whole, Object part, boolean atStart) {
        String text = null;
        String wanted = null;
        if (whole instanceof String one && part instanceof String two) {
            text = one;
            wanted = two;
        } else if (whole instanceof ByteBuffer one && part instanceof ByteBuffer two) {
            // One letter in upper and one in lower case: a match begins with a byte.
            text = hex(one.array());
            wanted = hex(two.array());
        }
        return text != null && (atStart ? text.startsWith(wanted) : text.contains(wanted));
    }

    /** The parts that paths lead to; lists close up. */
    Map<String, Object> project(List<Path> paths) {
        Set<List<Object>> wanted = new HashSet<>();
        paths.forEach(path -> wanted.add(keys(path)));
        Object kept = kept(item, List.of(), wanted);
        Map<String, Object> attributes = new LinkedHashMap<>();
        if (kept instanceof Map<?, ?> map) {
            map.forEach((name, value) -> attributes.put((String) name, value));
        }
        return attributes;
    }

    private static Object kept(Object value, List<Object> here, Set<List<Object>> wanted) {
        if (wanted.contains(here)) {
            return value;
        }
        Map<Object, Object> parts = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, entry) -> parts.put(name, kept(entry, joined(here, name), wanted)));
        } else if (value instanceof List<?> list) {
            for (int at = 0; at < list.size(); at++) {
                parts.put(at, kept(list.get(at), joined(here, at), wanted));
            }
        }
        parts.values().removeIf(part -> part == null);
        if (parts.isEmpty()) {
            return null;
        }
        return value instanceof List<?> ? new ArrayList<>(parts.values()) : parts;
    }

    private static List<Object> joined(List<Object> keys, Object last) {
        List<Object> joined = new ArrayList<>(keys);
        joined.add(last);
        return joined;
    }

    /** A value to be put at a place; null takes away what is there. */
    private record Write(List<Object> place, Object value) {}

    /** The item after an update: all is computed from the old item, then all is written. */
    Map<String, Object> update(List<UpdateAction> actions) throws Refused {
        List<Write> writes = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (UpdateAction action : actions) {
            try {
                List<Object> place = keys(action.path());
                requireParent(place);
                writes.add(new Write(place, changed(action, find(place))));
            } catch (Refused e) {
                wrong.addAll(e.messages);
            }
        }
        if (!wrong.isEmpty()) {
            throw new Refused(wrong);
        }
        Map<Object, Object> open = opened(item);
        for (Write write : writes) {
            write(open, write);
        }
        Map<String, Object> attributes = new LinkedHashMap<>();
        ((Map<?, ?>) closed(open)).forEach((name, value) -> attributes.put((String) name, value));
        return attributes;
    }

    private void requireParent(List<Object> place) throws Refused {
        Object parent = find(place.subList(0, place.size() - 1));
        boolean fits = place.getLast() instanceof Integer ? parent instanceof List<?> : parent instanceof Map<?, ?>;
        if (!fits) {
            throw new Refused(List.of(NO_PATH));
        }
    }

    private Object changed(UpdateAction action, Object now) throws Refused {
        return switch (action) {
            case UpdateAction.Set(var path, var left, var operator, var right) ->
                operator == null ? operand(left) : sum(operator, operand(left), operand(right));
            case UpdateAction.Add(var path, var more) -> added(now, value(more));
            case UpdateAction.Delete(var path, var fewer) -> without(now, value(fewer));
            default -> null;
        };
    }

    private Object operand(Operand operand) throws Refused {
        if (operand instanceof Operand.Call(var function, var arguments)) {
            if (function.equals("if_not_exists")) {
                Object there = value(arguments.getFirst());
                return there == null ? operand(arguments.get(1)) : there;
            }
            if (operand(arguments.get(0)) instanceof List<?> front
                    && operand(arguments.get(1)) instanceof List<?> back) {
                List<Object> all = new ArrayList<>(front);
                all.addAll(back);
                return all;
            }
            operand(arguments.get(1));
            throw new Refused(List.of(WRONG_TYPE));
        }
        Object value = value(operand);
        if (value == null) {
            throw new Refused(List.of(NO_OPERAND));
        }
        return value;
    }

    private static Object sum(String operator, Object left, Object right) throws Refused {
        if (!(left instanceof BigDecimal one) || !(right instanceof BigDecimal two)) {
            throw new Refused(List.of(WRONG_TYPE));
        }
        BigDecimal sum = operator.equals("+") ? one.add(two) : one.subtract(two);
        if (sum.signum() != 0 && sum.stripTrailingZeros().precision() > 38) {
            throw new Refused(List.of(TOO_PRECISE));
        }
        return PlainValues.number(sum);
    }

    private static Object added(Object now, Object more) throws Refused {
        if (now == null) {
            return more;
        }
        if (now instanceof Members(var type, var members) && more instanceof Members(var other, var others)) {
            if (!type.equals(other)) {
                throw new Refused(List.of(WRONG_TYPE));
            }
            Set<Object> union = new LinkedHashSet<>(members);
            union.addAll(others);
            return new Members(type, union);
        }
        return sum("+", now, more);
    }

    private static Object without(Object now, Object fewer) throws Refused {
        if (now == null) {
            return null;
        }
        if (!(now instanceof Members(var type, var members))
                || !(fewer instanceof Members(var other, var others))
                || !type.equals(other)) {
            throw new Refused(List.of(WRONG_TYPE));
        }
        Set<Object> rest = new LinkedHashSet<>(members);
        rest.removeAll(others);
        return rest.isEmpty() ? null : new Members(type, rest);
    }

    /** A list with holes, so that each index goes on meaning the list as it was. */
    private static final class Holed {
        private final TreeMap<Object, Object> elements = new TreeMap<>();
    }

    private static Map<Object, Object> opened(Map<?, ?> map) {
        Map<Object, Object> open = new LinkedHashMap<>();
        map.forEach((name, value) -> open.put(name, open(value)));
        return open;
    }

    private static Object open(Object value) {
        if (value instanceof Map<?, ?> map) {
            return opened(map);
        }
        if (value instanceof List<?> list) {
            Holed holed = new Holed();
            list.forEach(element -> holed.elements.put(holed.elements.size(), open(element)));
            return holed;
        }
        return value;
    }

    private static Object closed(Object open) {
        if (open instanceof Map<?, ?> map) {
            Map<Object, Object> closed = new LinkedHashMap<>();
            map.forEach((name, value) -> closed.put(name, closed(value)));
            return closed;
        }
        return open instanceof Holed holed
                ? holed.elements.values().stream().map(Oracle::closed).toList()
                : open;
    }

    private static Map<Object, Object> entries(Object container) {
        if (container instanceof Holed holed) {
            return holed.elements;
        }
        @SuppressWarnings("unchecked") // all maps here were made by opened
        Map<Object, Object> map = (Map<Object, Object>) container;
        return map;
    }

    private static void write(Map<Object, Object> root, Write write) {
        Map<Object, Object> parent = root;
        for (Object key : write.place().subList(0, write.place().size() - 1)) {
            parent = entries(parent.get(key));
        }
        if (write.value() == null) {
            parent.remove(write.place().getLast());
        } else {
            parent.put(write.place().getLast(), write.value());
        }
    }
}
