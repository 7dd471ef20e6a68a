package dev.gramme.database.expression;

import dev.gramme.database.api.DynamoException;
import dev.gramme.item.AttributeValue;
import dev.gramme.item.Item;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
            String operator, AttributeValue low, @Nullable AttributeValue high) {
        /** The upper bound; the value itself where there is only one. */
        public AttributeValue upper() {
            return high == null ? low : high;
        }
    }

    /**
     * A condition held against a key schema.
     *
     * @param hashes what the partition keys equal, in the schema's order
     * @param equal what the first sort keys equal
     * @param next the condition on the sort key behind those; null for none
     */
    public record ForSchema(
            List<AttributeValue> hashes,
            List<AttributeValue> equal,
            @Nullable Part next) {}

    /** One condition for each attribute. */
    public KeyCondition(Map<String, Part> byAttribute) {
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

    /** The operator that says the same with its operands the other way round. */
    public static String mirrored(String operator) {
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

    /** The condition on an attribute, null for none. */
    public @Nullable Part find(String attribute) {
        return byAttribute.get(attribute);
    }

    /** The attributes it speaks of. */
    public Iterable<String> attributes() {
        return byAttribute.keySet();
    }

    /** The attributes of these that must equal a value, with it. */
    public Item equalities(List<String> names) {
        Map<String, AttributeValue> values = new LinkedHashMap<>();
        for (String name : names) {
            Part part = byAttribute.get(name);
            if (part != null && part.operator().equals("=")) {
                values.put(name, part.low());
            }
        }
        return Item.of(values);
    }

    /** The conditions on a key: its partition keys by equality, its sort keys from left to right. */
    public ForSchema forSchema(List<String> hashNames, List<String> rangeNames) {
        if (hashNames.size() == 1 && rangeNames.size() <= 1) {
            return ofSimpleKey(hashNames.getFirst(), rangeNames.isEmpty() ? null : rangeNames.getFirst());
        }
        List<String> missing =
                hashNames.stream().filter(name -> !isEquality(name)).toList();
        if (!missing.isEmpty()) {
            throw DynamoException.validation("HASH key attributes " + String.join(", ", missing)
                    + " must have equality conditions specified in the query");
        }
        for (String attribute : byAttribute.keySet()) {
            if (!hashNames.contains(attribute) && !rangeNames.contains(attribute)) {
                throw missed(rangeNames.isEmpty() ? attribute : rangeNames.getFirst());
            }
        }
        int last = rangeNames.size() - 1;
        while (last >= 0 && !byAttribute.containsKey(rangeNames.get(last))) {
            last--;
        }
        List<String> before = rangeNames.subList(0, Math.max(last, 0));
        List<String> open = before.stream().filter(name -> !isEquality(name)).toList();
        if (!open.isEmpty()) {
            throw DynamoException.validation("RANGE key attributes " + String.join(", ", open)
                    + " must have equality conditions specified in the query because a condition is present on key"
                    + " attribute " + rangeNames.get(last));
        }
        return new ForSchema(
                values(hashNames), values(before), last < 0 ? null : byAttribute.get(rangeNames.get(last)));
    }

    private boolean isEquality(String name) {
        Part part = byAttribute.get(name);
        return part != null && part.operator().equals("=");
    }

    private List<AttributeValue> values(List<String> names) {
        return names.stream()
                .map(name -> Objects.requireNonNull(byAttribute.get(name)).low())
                .toList();
    }

    private ForSchema ofSimpleKey(String hashName, @Nullable String rangeName) {
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
        return new ForSchema(List.of(hash.low()), List.of(), range);
    }

    private static DynamoException missed(String name) {
        return DynamoException.validation("Query condition missed key schema element: " + name);
    }
}
