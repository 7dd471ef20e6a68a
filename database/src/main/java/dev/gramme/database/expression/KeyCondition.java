package dev.gramme.database.expression;

import dev.gramme.database.api.DynamoException;
import dev.gramme.item.AttributeValue;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a Query asks of keys: conditions on attributes, not yet held against a schema. */
public final class KeyCondition {
    private final Map<String, Part> byAttribute;

    /**
     * The condition on one attribute.
     *
     * @param operator = &lt; &lt;= &gt; &gt;= BETWEEN or begins_with
     * @param low the value compared with, or the lower bound
     * @param high the upper bound of BETWEEN
     */
    public record Part(
            String operator, AttributeValue low, @Nullable AttributeValue high) {}

    /**
     * A condition held against a key schema.
     *
     * @param range null where all sort keys are meant
     */
    public record ForSchema(AttributeValue hash, @Nullable Part range) {}

    KeyCondition(Map<String, Part> byAttribute) {
        this.byAttribute = new LinkedHashMap<>(byAttribute);
    }

    /** Takes a bound condition apart. */
    static KeyCondition of(Condition condition) {
        Map<String, Part> parts = new LinkedHashMap<>();
        collect(condition, parts);
        return new KeyCondition(parts);
    }

    private static DynamoException invalidOperator(String operator) {
        return ExpressionKind.KEY_CONDITION.invalid("Invalid operator used in KeyConditionExpression: " + operator);
    }

    private static void collect(Condition condition, Map<String, Part> parts) {
        switch (condition) {
            case Condition.And(var left, var right) -> {
                collect(left, parts);
                collect(right, parts);
            }
            case Condition.Or ignored -> throw invalidOperator("OR");
            case Condition.Not ignored -> throw invalidOperator("NOT");
            case Condition.In ignored -> throw invalidOperator("IN");
            case Condition.Compare(var operator, var left, var right) -> {
                if (operator.equals("<>")) {
                    throw invalidOperator("<>");
                }
                if (left instanceof Operand.At at) {
                    add(parts, at, new Part(operator, constant(right), null));
                } else {
                    AttributeValue value = constant(left);
                    add(parts, requirePath(right), new Part(mirrored(operator), value, null));
                }
            }
            case Condition.Between(var value, var low, var high) ->
                add(parts, requireFirst("BETWEEN", value), new Part("BETWEEN", constant(low), constant(high)));
            case Condition.Holds(var call) -> {
                if (!call.function().equals("begins_with")) {
                    throw invalidOperator(call.function());
                }
                Operand.At key = requireFirst("begins_with", call.arguments().get(0));
                add(
                        parts,
                        key,
                        new Part("begins_with", constant(call.arguments().get(1)), null));
            }
        }
    }

    private static DynamoException invalidCondition(String what) {
        return DynamoException.validation("Invalid condition in KeyConditionExpression: " + what);
    }

    private static String mirrored(String operator) {
        return switch (operator) {
            case "<" -> ">";
            case "<=" -> ">=";
            case ">" -> "<";
            case ">=" -> "<=";
            default -> operator;
        };
    }

    private static Operand.At requirePath(Operand operand) {
        if (operand instanceof Operand.At at) {
            return at;
        }
        throw operand instanceof Operand.Call ? nested() : invalidCondition("No key attribute specified");
    }

    private static Operand.At requireFirst(String operator, Operand operand) {
        if (operand instanceof Operand.At at) {
            return at;
        }
        throw operand instanceof Operand.Call
                ? nested()
                : invalidCondition(operator + " operator must have the key attribute as its first operand");
    }

    private static DynamoException nested() {
        return ExpressionKind.KEY_CONDITION.invalid("KeyConditionExpressions cannot contain nested operations");
    }

    private static AttributeValue constant(Operand operand) {
        if (operand instanceof Operand.Constant(var value)) {
            return value;
        }
        throw operand instanceof Operand.Call
                ? nested()
                : invalidCondition("Multiple attribute names used in one condition");
    }

    private static void add(Map<String, Part> parts, Operand.At at, Part part) {
        if (!at.path().isAttribute()) {
            throw ExpressionKind.KEY_CONDITION.invalid(
                    "KeyConditionExpressions cannot have conditions on nested attributes");
        }
        if (parts.put(at.path().attribute(), part) != null) {
            throw ExpressionKind.KEY_CONDITION.invalid(
                    "KeyConditionExpressions must only contain one condition per key");
        }
    }

    /** The attributes it speaks of. */
    public Iterable<String> attributes() {
        return byAttribute.keySet();
    }

    /** The condition on a key's partition key, by equality, and on its sort key, if it says anything of that. */
    public ForSchema forSchema(String hashName, @Nullable String rangeName) {
        if (byAttribute.size() > 2) {
            throw DynamoException.validation("Conditions can be of length 1 or 2 only");
        }
        Part hash = byAttribute.get(hashName);
        if (hash == null) {
            throw missed(hashName);
        }
        Part range = rangeName == null ? null : byAttribute.get(rangeName);
        if (byAttribute.size() == 2 && range == null) {
            throw rangeName == null
                    ? DynamoException.validation("Query key condition not supported")
                    : missed(rangeName);
        }
        if (!hash.operator().equals("=")) {
            throw DynamoException.validation("Query key condition not supported");
        }
        return new ForSchema(hash.low(), range);
    }

    private static DynamoException missed(String name) {
        return DynamoException.validation("Query condition missed key schema element: " + name);
    }
}
