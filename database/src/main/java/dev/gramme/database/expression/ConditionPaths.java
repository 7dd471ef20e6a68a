package dev.gramme.database.expression;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Which attributes a condition looks at. */
public final class ConditionPaths {
    private ConditionPaths() {}

    public static Set<String> attributes(Condition condition) {
        Set<String> attributes = new LinkedHashSet<>();
        visit(condition, path -> attributes.add(path.attribute()));
        return attributes;
    }

    /** The attributes it looks into. */
    public static Set<String> entered(Condition condition) {
        EnteredAttributes entered = new EnteredAttributes();
        visit(condition, entered);
        return entered.names();
    }

    private static void visit(Condition condition, Consumer<Path> visitor) {
        switch (condition) {
            case Condition.And(var left, var right) -> {
                visit(left, visitor);
                visit(right, visitor);
            }
            case Condition.Or(var left, var right) -> {
                visit(left, visitor);
                visit(right, visitor);
            }
            case Condition.Not(var negated) -> visit(negated, visitor);
            case Condition.Compare(var operator, var left, var right) -> {
                visit(left, visitor);
                visit(right, visitor);
            }
            case Condition.Between(var value, var low, var high) -> {
                visit(value, visitor);
                visit(low, visitor);
                visit(high, visitor);
            }
            case Condition.In(var value, var choices) -> {
                visit(value, visitor);
                choices.forEach(choice -> visit(choice, visitor));
            }
            case Condition.Holds(var call) -> visit(call, visitor);
        }
    }

    static void visit(Operand operand, Consumer<Path> visitor) {
        switch (operand) {
            case Operand.At(var path) -> visitor.accept(path);
            case Operand.Call(var function, var arguments) -> arguments.forEach(argument -> visit(argument, visitor));
            case Operand.Constant ignored -> {}
            case Operand.Placeholder ignored -> {}
        }
    }
}
