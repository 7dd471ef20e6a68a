package dev.gramme.database.partiql;

import dev.gramme.database.expression.Condition;
import dev.gramme.database.expression.Operand;
import dev.gramme.item.AttributeValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Conditions that must all hold, and what can be told of each. */
final class Conjuncts {
    private Conjuncts() {}

    static List<Condition> of(Condition condition) {
        List<Condition> conjuncts = new ArrayList<>();
        collect(condition, conjuncts);
        return conjuncts;
    }

    private static void collect(Condition condition, List<Condition> conjuncts) {
        if (condition instanceof Condition.And(var left, var right)) {
            collect(left, conjuncts);
            collect(right, conjuncts);
        } else {
            conjuncts.add(condition);
        }
    }

    /** All of them as one; null for none. */
    static @Nullable Condition all(List<Condition> conjuncts) {
        Condition all = null;
        for (Condition condition : conjuncts) {
            all = all == null ? condition : new Condition.And(all, condition);
        }
        return all;
    }

    /** The one value this attribute must equal; null where the condition is of another kind. */
    static @Nullable AttributeValue equal(Condition condition, String attribute) {
        if (!(condition instanceof Condition.Compare(var operator, var left, var right)) || !operator.equals("=")) {
            return null;
        }
        if (isAttribute(left, attribute) && right instanceof Operand.Constant(var value)) {
            return value;
        }
        return isAttribute(right, attribute) && left instanceof Operand.Constant(var value) ? value : null;
    }

    /** The values one of which this attribute must equal, by =, IN or an OR of such; null for other conditions. */
    static @Nullable List<AttributeValue> anyOf(Condition condition, String attribute) {
        List<AttributeValue> values = new ArrayList<>();
        return collectAnyOf(condition, attribute, values) ? values : null;
    }

    private static boolean collectAnyOf(Condition condition, String attribute, List<AttributeValue> values) {
        return switch (condition) {
            case Condition.Or(var left, var right) ->
                collectAnyOf(left, attribute, values) && collectAnyOf(right, attribute, values);
            case Condition.In(var value, var choices) -> {
                for (Operand choice : choices) {
                    if (choice instanceof Operand.Constant(var constant)) {
                        values.add(constant);
                    } else {
                        yield false;
                    }
                }
                yield isAttribute(value, attribute);
            }
            default -> {
                AttributeValue value = equal(condition, attribute);
                if (value != null) {
                    values.add(value);
                }
                yield value != null;
            }
        };
    }

    static boolean isAttribute(Operand operand, String attribute) {
        return operand instanceof Operand.At(var path)
                && path.isAttribute()
                && path.attribute().equals(attribute);
    }
}
