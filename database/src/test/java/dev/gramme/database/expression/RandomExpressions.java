package dev.gramme.database.expression;

import dev.gramme.database.expression.PlainValues.Members;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Makes random trees with placeholders, and the names and values these stand for. */
final class RandomExpressions {
    static final List<String> CLAUSES = List.of("SET", "REMOVE", "ADD", "DELETE");
    private static final List<String> COMPARATORS = List.of("=", "<>", "<", "<=", ">", ">=");

    final Map<String, String> names = new LinkedHashMap<>();
    final Map<String, Object> values = new LinkedHashMap<>();
    private final Random random;
    private final PlainValues plain;
    private final Map<String, Object> guide;

    /** Makes trees whose paths mostly lead somewhere in an item. */
    RandomExpressions(Random random, Map<String, Object> guide) {
        this.random = random;
        this.plain = new PlainValues(random);
        this.guide = guide;
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private Path.Field field(String name) {
        boolean writable = name.length() == 1;
        if (writable && !chance(4)) {
            return new Path.Field(name);
        }
        String placeholder = "#" + Integer.toString(names.size(), 36) + plain.oneOf(List.of("", "_", "N"));
        names.put(placeholder, name);
        return new Path.Field(placeholder);
    }

    Path path() {
        List<Path.Step> steps = new ArrayList<>();
        Object here = guide;
        do {
            Path.Step step = step(here);
            here = into(here, step);
            steps.add(step);
        } while (steps.size() < 4 && (here instanceof List<?> || here instanceof Map<?, ?> ? !chance(4) : chance(16)));
        return new Path(steps);
    }

    private Path.Step step(Object here) {
        if (here instanceof List<?> list && !chance(16)) {
            return new Path.Index(random.nextInt(list.size() + (list.isEmpty() || chance(4) ? 3 : 0)));
        }
        if (here == guide || !chance(16)) {
            boolean known = here instanceof Map<?, ?> map && !map.isEmpty() && !chance(12);
            return field(known ? (String) plain.oneOf(List.copyOf(((Map<?, ?>) here).keySet())) : anyName());
        }
        return new Path.Index(random.nextInt(6));
    }

    private String anyName() {
        return plain.oneOf(PlainValues.ATTRIBUTES);
    }

    private Object into(Object here, Path.Step step) {
        return switch (step) {
            case Path.Field(var name) -> here instanceof Map<?, ?> map ? map.get(names.getOrDefault(name, name)) : null;
            case Path.Index(var index) -> here instanceof List<?> list && index < list.size() ? list.get(index) : null;
        };
    }

    private Operand.At at() {
        return new Operand.At(path());
    }

    private Operand.Placeholder placeholder(Object value) {
        String placeholder = ":" + Integer.toString(values.size(), 36) + plain.oneOf(List.of("", "_", "v"));
        values.put(placeholder, value);
        return new Operand.Placeholder(placeholder);
    }

    Condition condition(int depth) {
        if (depth == 0 || chance(4)) {
            return leaf();
        }
        return switch (random.nextInt(4)) {
            case 0 -> new Condition.Not(condition(depth - 1));
            case 1 -> new Condition.Or(condition(depth - 1), condition(depth - 1));
            default -> new Condition.And(condition(depth - 1), condition(depth - 1));
        };
    }

    private Condition leaf() {
        return switch (random.nextInt(8)) {
            case 0 -> new Condition.Between(operand(true), operand(true), operand(true));
            case 1 ->
                new Condition.In(
                        operand(false),
                        IntStream.rangeClosed(0, random.nextInt(3))
                                .mapToObj(at -> operand(false))
                                .toList());
            case 2, 3, 4 -> holds();
            default -> {
                String comparator = plain.oneOf(COMPARATORS);
                boolean ordered = !comparator.equals("=") && !comparator.equals("<>");
                yield new Condition.Compare(comparator, operand(ordered), operand(ordered));
            }
        };
    }

    private Operand operand(boolean ordered) {
        return switch (random.nextInt(5)) {
            case 0 -> new Operand.Call("size", List.of(at()));
            case 1, 2 -> placeholder(ordered ? plain.ordered() : plain.value(2));
            default -> at();
        };
    }

    private Condition holds() {
        List<Operand> arguments = new ArrayList<>();
        arguments.add(at());
        String function = plain.oneOf(
                List.of("attribute_exists", "attribute_not_exists", "attribute_type", "begins_with", "contains"));
        switch (function) {
            case "attribute_type" ->
                arguments.add(
                        placeholder(plain.oneOf(List.of("S", "N", "B", "BOOL", "NULL", "L", "M", "SS", "NS", "BS"))));
            case "begins_with" ->
                arguments.add(chance(4) ? at() : placeholder(chance(3) ? plain.bytes() : plain.string()));
            case "contains" -> arguments.add(chance(4) ? at() : placeholder(plain.value(1)));
            default -> {}
        }
        return new Condition.Holds(new Operand.Call(function, arguments));
    }

    List<Path> projection() {
        return IntStream.rangeClosed(0, random.nextInt(4))
                .mapToObj(at -> path())
                .toList();
    }

    /** Actions, clause after clause; hardly any of their paths overlap. */
    List<UpdateAction> updates() {
        List<String> clauses = new ArrayList<>(CLAUSES);
        Collections.shuffle(clauses, random);
        List<UpdateAction> actions = new ArrayList<>();
        for (String clause : clauses) {
            for (int left = random.nextInt(4); left > 0; left--) {
                UpdateAction action = update(clause);
                if (chance(64) || actions.stream().noneMatch(other -> clash(keys(action.path()), keys(other.path())))) {
                    actions.add(action);
                }
            }
        }
        if (actions.isEmpty()) {
            actions.add(update(clauses.getFirst()));
        }
        return actions;
    }

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

    private static boolean clash(List<Object> one, List<Object> other) {
        for (int at = 0; at < Math.min(one.size(), other.size()); at++) {
            if (!one.get(at).equals(other.get(at))) {
                return one.get(at).getClass() != other.get(at).getClass();
            }
        }
        return true;
    }

    private UpdateAction update(String clause) {
        Path path = path();
        for (int tries = 0; tries < 8 && !suits(clause, find(path)); tries++) {
            path = path();
        }
        Object now = find(path);
        return switch (clause) {
            case "REMOVE" -> new UpdateAction.Remove(path);
            case "ADD" -> new UpdateAction.Add(path, placeholder(now instanceof Members ? like(now) : plain.number()));
            case "DELETE" -> new UpdateAction.Delete(path, placeholder(like(now)));
            default -> set(path);
        };
    }

    private Object find(Path path) {
        Object here = guide;
        for (Path.Step step : path.steps()) {
            here = into(here, step);
        }
        return here;
    }

    private static boolean suits(String clause, Object now) {
        return switch (clause) {
            case "ADD" -> now instanceof Members || now instanceof BigDecimal;
            case "DELETE" -> now instanceof Members;
            default -> true;
        };
    }

    /** A set, mostly of the same type, and sometimes of the same members. */
    private Object like(Object now) {
        Members members = plain.members();
        for (int tries = 0;
                tries < 16 && now instanceof Members(var type, var own) && !type.equals(members.type());
                tries++) {
            members = plain.members();
        }
        return now instanceof Members && chance(4) ? now : members;
    }

    private UpdateAction set(Path path) {
        return switch (random.nextInt(4)) {
            case 0 -> new UpdateAction.Set(path, summand(), chance(2) ? "+" : "-", summand());
            case 1 ->
                new UpdateAction.Set(
                        path, new Operand.Call("list_append", List.of(joinable(), joinable())), null, null);
            case 2 -> new UpdateAction.Set(path, orElse(placeholder(plain.value(2))), null, null);
            default -> new UpdateAction.Set(path, chance(2) ? at() : placeholder(plain.value(2)), null, null);
        };
    }

    private Operand orElse(Operand fallback) {
        return new Operand.Call("if_not_exists", List.of(at(), fallback));
    }

    private Operand summand() {
        return switch (random.nextInt(8)) {
            case 0 -> at();
            case 1 -> orElse(placeholder(plain.number()));
            default -> placeholder(plain.number());
        };
    }

    private Operand joinable() {
        return switch (random.nextInt(8)) {
            case 0 -> at();
            case 1 -> orElse(placeholder(plain.list(1)));
            default -> placeholder(plain.list(1));
        };
    }
}
