package dev.gramme.database.expression;

import dev.gramme.database.api.DynamoException;
import dev.gramme.item.AttributeValue;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
            "list_append", 2);
    private static final Set<String> HOLDS =
            Set.of("attribute_exists", "attribute_not_exists", "attribute_type", "begins_with", "contains");
    private static final Set<String> UPDATE_ONLY = Set.of("if_not_exists", "list_append");
    private static final List<String> TYPES = List.of("B", "NULL", "SS", "BOOL", "L", "BS", "N", "NS", "S", "M");

    private Functions() {}

    static void requireKnown(ExpressionKind kind, Operand.Call call) {
        Integer wanted = ARGUMENTS.get(call.function());
        if (wanted == null) {
            throw kind.invalid("Invalid function name; function: " + call.function());
        }
        boolean update = kind == ExpressionKind.UPDATE;
        if (UPDATE_ONLY.contains(call.function()) != update) {
            throw kind.invalid("The function is not allowed in "
                    + (update ? "an update expression" : "a condition expression") + "; function: "
                    + call.function());
        }
        if (call.arguments().size() != wanted) {
            throw kind.invalid(
                    "Incorrect number of operands for operator or function; operator or function: " + call.function()
                            + ", number of operands: " + call.arguments().size());
        }
    }

    private static DynamoException wrongType(ExpressionKind kind, String function, AttributeValue found) {
        return kind.invalid("Incorrect operand type for operator or function; operator or function: " + function
                + ", operand type: " + found.type());
    }

    private static DynamoException misused(ExpressionKind kind, String function) {
        return kind.invalid("The function is not allowed to be used this way in an expression; function: " + function);
    }

    /** An operand of a comparison: no function but size. */
    private static void requireValue(ExpressionKind kind, Operand operand) {
        if (operand instanceof Operand.Call call) {
            if (!call.function().equals("size")) {
                throw misused(kind, call.function());
            }
            checkSize(kind, call);
        }
    }

    private static void checkSize(ExpressionKind kind, Operand.Call call) {
        Operand argument = call.arguments().getFirst();
        if (argument instanceof Operand.Constant(var value)
                && (value instanceof AttributeValue.N
                        || value instanceof AttributeValue.Bool
                        || value instanceof AttributeValue.Null)) {
            throw wrongType(kind, "size", value);
        }
        if (argument instanceof Operand.Call inner) {
            throw inner.function().equals("size")
                    ? kind.invalid(
                            "Incorrect operand type for operator or function; operator or function: size, operand"
                                    + " type: N")
                    : misused(kind, inner.function());
        }
    }

    static void checkCompare(ExpressionKind kind, Condition.Compare compare) {
        requireValue(kind, compare.left());
        requireValue(kind, compare.right());
        boolean ordered = !compare.operator().equals("=") && !compare.operator().equals("<>");
        if (ordered) {
            requireOrdered(kind, compare.operator(), compare.left());
            requireOrdered(kind, compare.operator(), compare.right());
        }
        if (compare.left() instanceof Operand.At && compare.left().equals(compare.right())) {
            throw notDistinct(kind, compare.operator(), (Operand.At) compare.left());
        }
    }

    private static DynamoException notDistinct(ExpressionKind kind, String operator, Operand.At first) {
        return kind.invalid("The first operand must be distinct from the remaining operands for this operator or"
                + " function; operator: " + operator + ", first operand: " + first.path());
    }

    private static void requireOrdered(ExpressionKind kind, String operator, Operand operand) {
        if (operand instanceof Operand.Constant(var value) && !AttributeValue.isOrdered(value)) {
            throw wrongType(kind, operator, value);
        }
    }

    static void checkBetween(ExpressionKind kind, Condition.Between between) {
        for (Operand operand : List.of(between.value(), between.low(), between.high())) {
            requireValue(kind, operand);
            requireOrdered(kind, "BETWEEN", operand);
        }
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
        requireValue(kind, in.value());
        for (Operand choice : in.choices()) {
            requireValue(kind, choice);
            if (in.value() instanceof Operand.At at && at.equals(choice)) {
                throw notDistinct(kind, "IN", at);
            }
        }
    }

    static void checkHolds(ExpressionKind kind, Operand.Call call) {
        String function = call.function();
        if (!HOLDS.contains(function)) {
            throw misused(kind, function);
        }
        Operand first = call.arguments().getFirst();
        for (Operand argument : call.arguments()) {
            if (argument instanceof Operand.Call inner && !inner.function().equals("size")) {
                throw misused(kind, inner.function());
            }
        }
        switch (function) {
            case "attribute_exists", "attribute_not_exists" -> {
                if (!(first instanceof Operand.At)) {
                    throw kind.invalid(
                            "Operator or function requires a document path; operator or function: " + function);
                }
            }
            case "attribute_type" -> checkType(kind, call.arguments().get(1));
            case "begins_with" -> {
                for (Operand argument : call.arguments()) {
                    if (argument instanceof Operand.Constant(var value)
                            && !(value instanceof AttributeValue.S || value instanceof AttributeValue.B)) {
                        throw wrongType(kind, function, value);
                    }
                }
                checkDistinct(kind, call);
            }
            default -> checkDistinct(kind, call);
        }
    }

    private static void checkDistinct(ExpressionKind kind, Operand.Call call) {
        if (call.arguments().get(0) instanceof Operand.At at
                && at.equals(call.arguments().get(1))) {
            throw notDistinct(kind, call.function(), at);
        }
    }

    private static void checkType(ExpressionKind kind, Operand type) {
        if (!(type instanceof Operand.Constant(var value))) {
            return;
        }
        if (!(value instanceof AttributeValue.S(var name))) {
            throw wrongType(kind, "attribute_type", value);
        }
        if (!TYPES.contains(name)) {
            throw kind.invalid("Invalid attribute type name found; type: " + name + ", valid types: {"
                    + String.join(",", TYPES) + "}");
        }
    }

    static void checkSet(UpdateAction.Set set) {
        checkUpdateOperand(set.left());
        Operand right = set.right();
        String operator = set.operator();
        if (right != null && operator != null) {
            checkUpdateOperand(right);
            for (Operand operand : List.of(set.left(), right)) {
                if (operand instanceof Operand.Constant(var value) && !(value instanceof AttributeValue.N)) {
                    throw wrongType(ExpressionKind.UPDATE, operator, value);
                }
                if (operand instanceof Operand.Call call && call.function().equals("list_append")) {
                    throw ExpressionKind.UPDATE.invalid("Incorrect operand type for operator or function; operator or"
                            + " function: " + operator + ", operand type: LIST");
                }
            }
        }
    }

    private static void checkUpdateOperand(Operand operand) {
        if (!(operand instanceof Operand.Call call)) {
            return;
        }
        for (Operand argument : call.arguments()) {
            checkUpdateOperand(argument);
        }
        if (call.function().equals("if_not_exists") && !(call.arguments().getFirst() instanceof Operand.At)) {
            throw ExpressionKind.UPDATE.invalid(
                    "Operator or function requires a document path; operator or function: if_not_exists");
        }
        if (call.function().equals("list_append")) {
            for (Operand argument : call.arguments()) {
                if (argument instanceof Operand.Constant(var value) && !(value instanceof AttributeValue.L)) {
                    throw wrongType(ExpressionKind.UPDATE, "list_append", value);
                }
            }
        }
    }

    static void checkAdd(Operand operand) {
        AttributeValue value = requireConstant("ADD", operand);
        if (!(value instanceof AttributeValue.N) && !Values.isSet(value)) {
            throw wrongClauseType("ADD", value);
        }
    }

    static void checkDelete(Operand operand) {
        AttributeValue value = requireConstant("DELETE", operand);
        if (!Values.isSet(value)) {
            throw wrongClauseType("DELETE", value);
        }
    }

    private static AttributeValue requireConstant(String clause, Operand operand) {
        if (operand instanceof Operand.Constant(var value)) {
            return value;
        }
        throw ExpressionKind.UPDATE.invalid(
                "Operator or function requires an attribute value; operator or function: " + clause);
    }

    private static DynamoException wrongClauseType(String clause, AttributeValue found) {
        return ExpressionKind.UPDATE.invalid("Incorrect operand type for operator or function; operator: " + clause
                + ", operand type: " + Shown.typeName(found) + ", typeSet: ALLOWED_FOR_" + clause + "_OPERAND");
    }
}
