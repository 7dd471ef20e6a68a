package dev.gramme.database.expression;

import dev.gramme.item.AttributeValue;
import dev.gramme.item.DynamoNumber;
import dev.gramme.item.Item;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether an item meets a bound condition. What is missing equals nothing, not even what is missing too; with
 * what is missing or of another type, every comparison but &lt;&gt; is false.
 */
public final class ConditionEvaluator {
    private final Item item;

    private ConditionEvaluator(Item item) {
        this.item = item;
    }

    /** Whether an item meets a condition; null stands for an item that does not exist. */
    public static boolean test(Condition condition, @Nullable Item item) {
        return new ConditionEvaluator(item == null ? Item.EMPTY : item).holds(condition);
    }

    private boolean holds(Condition condition) {
        return switch (condition) {
            case Condition.And(var left, var right) -> holds(left) && holds(right);
            case Condition.Or(var left, var right) -> holds(left) || holds(right);
            case Condition.Not(var negated) -> !holds(negated);
            case Condition.Compare(var operator, var left, var right) -> compare(operator, value(left), value(right));
            case Condition.Between(var value, var low, var high) -> {
                AttributeValue found = value(value);
                yield compare(">=", found, value(low)) && compare("<=", found, value(high));
            }
            case Condition.In(var value, var choices) -> in(value(value), choices);
            case Condition.Holds(var call) -> holds(call);
        };
    }

    private boolean in(@Nullable AttributeValue value, List<Operand> choices) {
        for (Operand choice : choices) {
            if (compare("=", value, value(choice))) {
                return true;
            }
        }
        return false;
    }

    private @Nullable AttributeValue value(Operand operand) {
        return switch (operand) {
            case Operand.At(var path) -> Values.at(item, path);
            case Operand.Constant(var value) -> value;
            case Operand.Call call -> size(value(call.arguments().getFirst()));
            case Operand.Placeholder(var name) -> throw new IllegalStateException("Not bound: " + name);
        };
    }

    private static @Nullable AttributeValue size(@Nullable AttributeValue value) {
        int size = switch (value) {
            case AttributeValue.S(var text) -> text.length();
            case AttributeValue.B(var bytes) -> bytes.length;
            case AttributeValue.SS(var members) -> members.size();
            case AttributeValue.NS(var members) -> members.size();
            case AttributeValue.BS(var members) -> members.size();
            case AttributeValue.L(var elements) -> elements.size();
            case AttributeValue.M(var entries) -> entries.size();
            case null, default -> -1;
        };
        return size < 0 ? null : new AttributeValue.N(DynamoNumber.of(size));
    }

    static boolean compare(String operator, @Nullable AttributeValue left, @Nullable AttributeValue right) {
        if (operator.equals("<>")) {
            return left == null || !left.equals(right);
        }
        if (left == null || right == null) {
            return false;
        }
        if (operator.equals("=")) {
            return left.equals(right);
        }
        if (!left.type().equals(right.type()) || !AttributeValue.isOrdered(left)) {
            return false;
        }
        int order = AttributeValue.compare(left, right);
        return switch (operator) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }

    private boolean holds(Operand.Call call) {
        AttributeValue first = value(call.arguments().getFirst());
        return switch (call.function()) {
            case "attribute_exists" -> first != null;
            case "attribute_not_exists" -> first == null;
            case "attribute_type" -> both(call, first, ConditionEvaluator::isOfType);
            case "begins_with" -> both(call, first, ConditionEvaluator::beginsWith);
            default -> both(call, first, ConditionEvaluator::contains);
        };
    }

    private boolean both(
            Operand.Call call, @Nullable AttributeValue first, BiPredicate<AttributeValue, AttributeValue> test) {
        AttributeValue second = value(call.arguments().get(1));
        return first != null && second != null && test.test(first, second);
    }

    private static boolean isOfType(AttributeValue value, AttributeValue type) {
        return type instanceof AttributeValue.S(var name) && name.equals(value.type());
    }

    private static boolean beginsWith(AttributeValue value, AttributeValue prefix) {
        if (value instanceof AttributeValue.S(var text) && prefix instanceof AttributeValue.S(var start)) {
            return text.startsWith(start);
        }
        return value instanceof AttributeValue.B(var bytes)
                && prefix instanceof AttributeValue.B(var start)
                && indexOf(bytes, start, true) == 0;
    }

    private static boolean contains(AttributeValue container, AttributeValue wanted) {
        return switch (container) {
            case AttributeValue.S(var text) -> wanted instanceof AttributeValue.S(var part) && text.contains(part);
            case AttributeValue.B(var bytes) ->
                wanted instanceof AttributeValue.B(var part) && indexOf(bytes, part, false) >= 0;
            case AttributeValue.SS(var members) ->
                wanted instanceof AttributeValue.S(var member) && members.contains(member);
            case AttributeValue.NS(var members) ->
                wanted instanceof AttributeValue.N(var member) && members.contains(member);
            case AttributeValue.BS(var members) ->
                wanted instanceof AttributeValue.B(var member) && Values.containsBytes(members, member);
            case AttributeValue.L(var elements) -> elements.contains(wanted);
            default -> false;
        };
    }

    private static int indexOf(byte[] bytes, byte[] part, boolean onlyAtStart) {
        int last = onlyAtStart ? Math.min(0, bytes.length - part.length) : bytes.length - part.length;
        for (int from = 0; from <= last; from++) {
            int at = 0;
            while (at < part.length && bytes[from + at] == part[at]) {
                at++;
            }
            if (at == part.length) {
                return from;
            }
        }
        return -1;
    }
}
