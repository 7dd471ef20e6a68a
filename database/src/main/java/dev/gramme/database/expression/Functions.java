package dev.gramme.database.expression;

import dev.gramme.database.api.DynamoException;
import dev.gramme.item.AttributeValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What each operator and function takes, as far as it shows before there is an item. */
final class Functions {
    private static final Map<String, Integer> ARGUMENTS = Map.of(
            "attribute_exists", 1,
            "attribute_not_exists", 1,
            "attribute_type", 2,
            "begins_with", 2,
            "contains", 2,
            "size", 1,
            "if_not_exists", 2,
            "list_append", 2,
            "+", 2,
            "-", 2);
    private static final Set<String> HOLDS =
            Set.of("attribute_exists", "attribute_not_exists", "attribute_type", "begins_with", "contains");
    private static final Set<String> UPDATE_ONLY = Set.of("if_not_exists", "list_append", "+", "-");
    private static final Set<String> COMPUTED = Set.of("size", "if_not_exists", "+", "-");
    private static final List<String> TYPES = List.of("B", "NULL", "SS", "BOOL", "L", "BS", "N", "NS", "S", "M");

    private Functions() {}

    /** What is wrong with a function that there is not, or not in this kind of expression; null for all others. */
    static @Nullable String forbidden(ExpressionKind kind, String function) {
        if (!ARGUMENTS.containsKey(function)) {
            return "Invalid function name; function: " + function;
        }
        boolean update = kind.isUpdate();
        if (UPDATE_ONLY.contains(function) == update) {
            return null;
        }
        String here = update ? "an update expression" : "a condition expression";
        return "The function is not allowed in " + here + "; function: " + function;
    }

    private static DynamoException wrongType(ExpressionKind kind, String function, String found) {
        return kind.invalid("Incorrect operand type for operator or function; operator or function: " + function
                + ", operand type: " + found);
    }

    private static DynamoException wrongType(ExpressionKind kind, String function, AttributeValue found) {
        return wrongType(kind, function, found.type());
    }

    private static DynamoException misused(ExpressionKind kind, String function) {
        return kind.invalid("The function is not allowed to be used this way in an expression; function: " + function);
    }

    /** Only size, if_not_exists and arithmetic compute values for others to use. */
    static void checkAsOperand(ExpressionKind kind, String function) {
        if (!COMPUTED.contains(function)) {
            throw misused(kind, function);
        }
    }

    static void checkAsCondition(ExpressionKind kind, String function) {
        if (!HOLDS.contains(function)) {
            throw misused(kind, function);
        }
    }

    /** Checks a call's bound arguments. */
    static void checkCall(ExpressionKind kind, Operand.Call call) {
        String function = call.function();
        List<Operand> arguments = call.arguments();
        if (arguments.size() != ARGUMENTS.getOrDefault(function, 0)) {
            throw kind.invalid("Incorrect number of operands for operator or function; operator or function: "
                    + function + ", number of operands: " + arguments.size());
        }
        switch (function) {
            case "attribute_exists", "attribute_not_exists" -> requirePath(kind, call);
            case "attribute_type" -> {
                checkDistinct(kind, function, arguments);
                checkType(kind, arguments.get(1));
            }
            case "begins_with" -> {
                for (Operand argument : arguments) {
                    checkPrefix(kind, argument);
                }
                checkDistinct(kind, function, arguments);
            }
            case "contains" -> checkDistinct(kind, function, arguments);
            case "+", "-" -> checkSum(kind, function, arguments.get(0), arguments.get(1));
            case "if_not_exists" -> {
                requirePath(kind, call);
                checkDistinct(kind, function, arguments);
            }
            case "list_append" -> {
                for (Operand argument : arguments) {
                    if (argument instanceof Operand.Constant(var value) && !(value instanceof AttributeValue.L)) {
                        throw wrongType(kind, function, value);
                    }
                }
            }
            default -> checkSized(kind, arguments.getFirst());
        }
    }

    private static void requirePath(ExpressionKind kind, Operand.Call call) {
        if (!(call.arguments().getFirst() instanceof Operand.At)) {
            throw kind.invalid(
                    "Operator or function requires a document path; operator or function: " + call.function());
        }
    }

    private static void checkSized(ExpressionKind kind, Operand argument) {
        if (argument instanceof Operand.Call) {
            throw wrongType(kind, "size", "N");
        }
        if (argument instanceof Operand.Constant(var value)
                && (value instanceof AttributeValue.N
                        || value instanceof AttributeValue.Bool
                        || value instanceof AttributeValue.Null)) {
            throw wrongType(kind, "size", value);
        }
    }

    private static void checkPrefix(ExpressionKind kind, Operand argument) {
        if (argument instanceof Operand.Call) {
            throw wrongType(kind, "begins_with", "N");
        }
        if (argument instanceof Operand.Constant(var value)
                && !(value instanceof AttributeValue.S || value instanceof AttributeValue.B)) {
            throw wrongType(kind, "begins_with", value);
        }
    }

    /** The type must be an attribute value (source: "Condition and filter expressions, operators, and functions"). */
    private static void checkType(ExpressionKind kind, Operand type) {
        switch (type) {
            case Operand.Constant(AttributeValue.S(var name)) -> {
                if (!TYPES.contains(name)) {
                    throw kind.invalid("Invalid attribute type name found; type: " + name + ", valid types: {"
                            + String.join(",", TYPES) + "}");
                }
            }
            case Operand.Constant(var value) -> throw wrongType(kind, "attribute_type", value);
            case Operand.Call ignored -> throw wrongType(kind, "attribute_type", "N");
            case Operand.At ignored -> throw wrongType(kind, "attribute_type", "{" + String.join(",", TYPES) + "}");
            case Operand.Placeholder(var name) -> throw new IllegalStateException("Not bound: " + name);
        }
    }

    /** The first operand must be another path than all the rest. */
    private static void checkDistinct(ExpressionKind kind, String operator, List<Operand> operands) {
        if (operands.getFirst() instanceof Operand.At first
                && operands.subList(1, operands.size()).contains(first)) {
            throw kind.invalid("The first operand must be distinct from the remaining operands for this operator or"
                    + " function; operator: " + operator + ", first operand: " + first.path());
        }
    }

    private static void requireOrdered(ExpressionKind kind, String operator, Operand operand) {
        if (operand instanceof Operand.Constant(var value) && !AttributeValue.isOrdered(value)) {
            throw wrongType(kind, operator, value);
        }
    }

    static void checkCompare(ExpressionKind kind, Condition.Compare compare) {
        boolean ordered = !compare.operator().equals("=") && !compare.operator().equals("<>");
        if (ordered) {
            requireOrdered(kind, compare.operator(), compare.left());
            requireOrdered(kind, compare.operator(), compare.right());
        }
        checkDistinct(kind, compare.operator(), List.of(compare.left(), compare.right()));
    }

    static void checkBetween(ExpressionKind kind, Condition.Between between) {
        List<Operand> operands = List.of(between.value(), between.low(), between.high());
        for (Operand operand : operands) {
            requireOrdered(kind, "BETWEEN", operand);
        }
        checkDistinct(kind, "BETWEEN", operands);
        if (between.low() instanceof Operand.Constant(var low)
                && between.high() instanceof Operand.Constant(var high)) {
            String shown = "lower bound operand: " + Shown.of(low) + ", upper bound operand: " + Shown.of(high);
            if (!low.type().equals(high.type())) {
                throw kind.invalid("The BETWEEN operator requires same data type for lower and upper bounds; " + shown);
            }
            if (AttributeValue.compare(low, high) > 0) {
                throw kind.invalid("The BETWEEN operator requires upper bound to be greater than or equal to lower"
                        + " bound; " + shown);
            }
        }
    }

    static void checkIn(ExpressionKind kind, Condition.In in) {
        List<Operand> operands = new ArrayList<>();
        operands.add(in.value());
        operands.addAll(in.choices());
        checkDistinct(kind, "IN", operands);
    }

    static void checkSum(ExpressionKind kind, String operator, Operand left, Operand right) {
        for (Operand operand : List.of(left, right)) {
            if (operand instanceof Operand.Constant(var value) && !(value instanceof AttributeValue.N)) {
                throw wrongType(kind, operator, value);
            }
        }
    }

    static void checkAdd(AttributeValue value) {
        if (!(value instanceof AttributeValue.N) && !Values.isSet(value)) {
            throw wrongClauseType("ADD", value);
        }
    }

    static void checkDelete(AttributeValue value) {
        if (!Values.isSet(value)) {
            throw wrongClauseType("DELETE", value);
        }
    }

    private static DynamoException wrongClauseType(String clause, AttributeValue found) {
        return ExpressionKind.UPDATE.invalid("Incorrect operand type for operator or function; operator: " + clause
                + ", operand type: " + Shown.typeName(found) + ", typeSet: ALLOWED_FOR_" + clause + "_OPERAND");
    }
}
