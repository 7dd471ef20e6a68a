package dev.gramme.database.expression;

import dev.gramme.database.api.DynamoException;
import dev.gramme.item.AttributeValue;
import dev.gramme.item.Item;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Replaces placeholders by the names and values of a request, and checks what can be checked without an item. */
final class Binder {
    /** Most steps of a document path: as deep as items may be nested. */
    static final int MAX_PATH_STEPS = Item.MAX_NESTING;

    private final ExpressionKind kind;
    private final @Nullable Map<String, String> names;
    private final Function<String, @Nullable AttributeValue> values;
    private final Set<String> usedNames;
    private final Set<String> usedValues;

    Binder(
            ExpressionKind kind,
            @Nullable Map<String, String> names,
            Function<String, @Nullable AttributeValue> values,
            Set<String> usedNames,
            Set<String> usedValues) {
        this.kind = kind;
        this.names = names;
        this.values = values;
        this.usedNames = usedNames;
        this.usedValues = usedValues;
    }

    Path bind(Path path) {
        List<Path.Step> steps = new ArrayList<>(path.steps().size());
        boolean changed = false;
        for (Path.Step step : path.steps()) {
            if (step instanceof Path.Field(var name) && name.startsWith("#") && kind.hasNamePlaceholders()) {
                steps.add(new Path.Field(name(name)));
                changed = true;
            } else {
                steps.add(step);
            }
        }
        if (steps.size() > MAX_PATH_STEPS) {
            throw kind.invalid("The document path has too many nesting levels; nesting levels: " + steps.size());
        }
        return changed ? new Path(steps) : path;
    }

    private String name(String placeholder) {
        String name = names == null ? null : names.get(placeholder);
        if (name == null) {
            throw kind.invalid("An expression attribute name used in the document path is not defined; attribute name: "
                    + placeholder);
        }
        usedNames.add(placeholder);
        return name;
    }

    private AttributeValue value(String placeholder) {
        AttributeValue value = values.apply(placeholder);
        if (value == null) {
            throw kind.invalid(
                    "An expression attribute value used in expression is not defined; attribute value: " + placeholder);
        }
        usedValues.add(placeholder);
        return value;
    }

    Operand bind(Operand operand) {
        return switch (operand) {
            case Operand.At(var path) -> new Operand.At(bind(path));
            case Operand.Placeholder(var name) -> new Operand.Constant(value(name));
            case Operand.Constant constant -> constant;
            case Operand.Call call -> {
                Functions.checkAsOperand(kind, call.function());
                yield bindCall(call);
            }
        };
    }

    private Operand.Call bindCall(Operand.Call call) {
        var bound = new Operand.Call(call.function(), bindAll(call.arguments()));
        Functions.checkCall(kind, bound);
        return bound;
    }

    private List<Operand> bindAll(List<Operand> operands) {
        List<Operand> bound = new ArrayList<>(operands.size());
        for (Operand operand : operands) {
            bound.add(bind(operand));
        }
        return bound;
    }

    Condition bind(Condition condition) {
        return switch (condition) {
            case Condition.And(var left, var right) -> new Condition.And(bind(left), bind(right));
            case Condition.Or(var left, var right) -> new Condition.Or(bind(left), bind(right));
            case Condition.Not(var negated) -> new Condition.Not(bind(negated));
            case Condition.Compare(var operator, var left, var right) -> {
                var bound = new Condition.Compare(operator, bind(left), bind(right));
                Functions.checkCompare(kind, bound);
                yield bound;
            }
            case Condition.Between(var value, var low, var high) -> {
                var bound = new Condition.Between(bind(value), bind(low), bind(high));
                Functions.checkBetween(kind, bound);
                yield bound;
            }
            case Condition.In(var value, var choices) -> {
                var bound = new Condition.In(bind(value), bindAll(choices));
                Functions.checkIn(kind, bound);
                yield bound;
            }
            case Condition.Holds(var call) -> {
                Functions.checkAsCondition(kind, call.function());
                yield new Condition.Holds(bindCall(call));
            }
        };
    }

    UpdateAction bind(UpdateAction action) {
        return switch (action) {
            case UpdateAction.Set(var path, var left, var operator, var right) -> {
                Path target = bind(path);
                if (operator == null || right == null) {
                    // A list may be appended to where that is all that is done.
                    yield new UpdateAction.Set(
                            target, left instanceof Operand.Call call ? bindCall(call) : bind(left), null, null);
                }
                Operand first = bind(left);
                Operand second = bind(right);
                Functions.checkSum(kind, operator, first, second);
                yield new UpdateAction.Set(target, first, operator, second);
            }
            case UpdateAction.Remove(var path) -> new UpdateAction.Remove(bind(path));
            case UpdateAction.Add(var path, var value) -> new UpdateAction.Add(bind(path), bind(value));
            case UpdateAction.Delete(var path, var value) -> new UpdateAction.Delete(bind(path), bind(value));
            case UpdateAction.Append append -> append;
        };
    }

    /** No path may be part of another; a path cannot be a map and a list at once. */
    static void checkOverlaps(ExpressionKind kind, List<Path> paths) {
        for (int later = 1; later < paths.size(); later++) {
            for (int earlier = 0; earlier < later; earlier++) {
                checkPair(kind, paths.get(earlier), paths.get(later));
            }
        }
    }

    private static void checkPair(ExpressionKind kind, Path one, Path two) {
        int common = Math.min(one.steps().size(), two.steps().size());
        for (int at = 0; at < common; at++) {
            Path.Step left = one.steps().get(at);
            Path.Step right = two.steps().get(at);
            if (!left.equals(right)) {
                if (left.getClass() != right.getClass()) {
                    throw pair(kind, "conflict", one, two);
                }
                return;
            }
        }
        throw pair(kind, "overlap", one, two);
    }

    private static DynamoException pair(ExpressionKind kind, String how, Path one, Path two) {
        return kind.invalid("Two document paths " + how
                + " with each other; must remove or rewrite one of these paths; path one: " + one + ", path two: "
                + two);
    }

    /** Distinct attributes, in order. */
    static Set<String> attributes(List<Path> paths) {
        Set<String> attributes = new LinkedHashSet<>();
        for (Path path : paths) {
            attributes.add(path.attribute());
        }
        return attributes;
    }
}
