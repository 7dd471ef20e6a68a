package dev.gramme.database.expression;

import java.util.LinkedHashSet;
import java.util.Set;

/** Which attributes a condition looks at. */
public final class ConditionPaths {
    private ConditionPaths() {}

    public static Set<String> attributes(Condition condition) {
        Set<String> attributes = new LinkedHashSet<>();
        collect(condition, attributes);
        return attributes;
    }

    private static void collect(Condition condition, Set<String> attributes) {
        switch (condition) {
            case Condition.And(var left, var right) -> {
                collect(left, attributes);
                collect(right, attributes);
            }
            case Condition.Or(var left, var right) -> {
                collect(left, attributes);
                collect(right, attributes);
            }
            case Condition.Not(var negated) -> collect(negated, attributes);
            case Condition.Compare(var operator, var left, var right) -> {
                collect(left, attributes);
                collect(right, attributes);
            }
            case Condition.Between(var value, var low, var high) -> {
                collect(value, attributes);
                collect(low, attributes);
                collect(high, attributes);
            }
            case Condition.In(var value, var choices) -> {
                collect(value, attributes);
                choices.forEach(choice -> collect(choice, attributes));
            }
            case Condition.Holds(var call) -> collect(call, attributes);
        }
    }

    private static void collect(Operand operand, Set<String> attributes) {
        switch (operand) {
            case Operand.At(var path) -> attributes.add(path.attribute());
            case Operand.Call(var function, var arguments) ->
                arguments.forEach(argument -> collect(argument, attributes));
            case Operand.Constant ignored -> {}
            case Operand.Placeholder ignored -> {}
        }
    }
}
