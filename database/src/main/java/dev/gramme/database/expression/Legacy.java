package dev.gramme.database.expression;

import dev.gramme.database.api.DynamoException;
import dev.gramme.item.AttributeValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lowers the parameters that were there before expressions to the same trees. */
public final class Legacy {
    private static final Map<String, String> COMPARATORS =
            Map.of("EQ", "=", "NE", "<>", "LT", "<", "LE", "<=", "GT", ">", "GE", ">=");
    private static final Set<String> KEY_OPERATORS = Set.of("EQ", "LT", "LE", "GT", "GE", "BEGINS_WITH", "BETWEEN");

    private Legacy() {}

    /** QueryFilter and ScanFilter; null where there are no conditions. */
    public static @Nullable Condition filter(Map<String, LegacyCondition> conditions, @Nullable String operator) {
        List<Condition> all = new ArrayList<>();
        conditions.forEach((name, condition) -> all.add(one(name, condition)));
        return join(all, operator);
    }

    /** Expected; null where nothing is expected. */
    public static @Nullable Condition expected(Map<String, LegacyExpected> expected, @Nullable String operator) {
        List<Condition> all = new ArrayList<>();
        expected.forEach((name, entry) -> all.add(expected(name, entry)));
        return join(all, operator);
    }

    private static @Nullable Condition join(List<Condition> all, @Nullable String operator) {
        Condition joined = null;
        for (Condition condition : all) {
            if (joined == null) {
                joined = condition;
            } else {
                joined = "OR".equals(operator)
                        ? new Condition.Or(joined, condition)
                        : new Condition.And(joined, condition);
            }
        }
        return joined;
    }

    private static Condition expected(String name, LegacyExpected entry) {
        String operator = entry.operator();
        AttributeValue value = entry.value();
        List<AttributeValue> arguments = entry.arguments();
        if (operator != null) {
            if (entry.exists() != null) {
                throw invalid("Exists and ComparisonOperator cannot be used together for Attribute: " + name);
            }
            if (value != null && arguments != null) {
                throw invalid("Value and AttributeValueList cannot be used together for Attribute: " + name);
            }
            List<AttributeValue> compared = value != null ? List.of(value) : arguments == null ? List.of() : arguments;
            return one(name, new LegacyCondition(operator, compared));
        }
        if (arguments != null) {
            throw invalid("AttributeValueList can only be used with a ComparisonOperator for Attribute: " + name);
        }
        if (Boolean.FALSE.equals(entry.exists())) {
            if (value != null) {
                throw invalid("Value cannot be used when Exists is set to false for Attribute: " + name);
            }
            return holds("attribute_not_exists", name);
        }
        if (value == null) {
            throw invalid("Value must be provided when Exists is " + entry.exists() + " for Attribute: " + name);
        }
        checkFault(value);
        return new Condition.Compare("=", at(name), new Operand.Constant(value));
    }

    private static DynamoException invalid(String what) {
        return DynamoException.validation("One or more parameter values were invalid: " + what);
    }

    private static void checkFault(AttributeValue value) {
        String fault = value.fault();
        if (fault != null) {
            throw DynamoException.validation(fault);
        }
    }

    private static Operand.At at(String name) {
        return new Operand.At(Path.attribute(name));
    }

    private static Condition holds(String function, String name, AttributeValue... more) {
        List<Operand> arguments = new ArrayList<>();
        arguments.add(at(name));
        for (AttributeValue value : more) {
            arguments.add(new Operand.Constant(value));
        }
        return new Condition.Holds(new Operand.Call(function, arguments));
    }

    private static Condition one(String name, LegacyCondition condition) {
        String operator = condition.operator();
        List<AttributeValue> arguments = condition.arguments();
        checkArguments(operator, arguments);
        String comparator = COMPARATORS.get(operator);
        if (comparator != null) {
            return new Condition.Compare(comparator, at(name), new Operand.Constant(arguments.getFirst()));
        }
        return switch (operator) {
            case "NULL" -> holds("attribute_not_exists", name);
            case "NOT_NULL" -> holds("attribute_exists", name);
            case "BEGINS_WITH" -> holds("begins_with", name, arguments.getFirst());
            case "CONTAINS" -> holds("contains", name, arguments.getFirst());
            case "NOT_CONTAINS" -> new Condition.Not(holds("contains", name, arguments.getFirst()));
            case "BETWEEN" ->
                new Condition.Between(
                        at(name), new Operand.Constant(arguments.get(0)), new Operand.Constant(arguments.get(1)));
            default -> {
                List<Operand> choices = new ArrayList<>();
                for (AttributeValue argument : arguments) {
                    choices.add(new Operand.Constant(argument));
                }
                yield new Condition.In(at(name), choices);
            }
        };
    }

    private static void checkArguments(String operator, List<AttributeValue> arguments) {
        arguments.forEach(Legacy::checkFault);
        int count = arguments.size();
        boolean fits = switch (operator) {
            case "NULL", "NOT_NULL" -> count == 0;
            case "BETWEEN" -> count == 2;
            case "IN" -> count > 0;
            default -> count == 1;
        };
        if (!fits) {
            throw invalid("Invalid number of argument(s) for the " + operator + " ComparisonOperator");
        }
        for (AttributeValue argument : arguments) {
            boolean takes = switch (operator) {
                case "EQ", "NE" -> true;
                case "BEGINS_WITH" -> argument instanceof AttributeValue.S || argument instanceof AttributeValue.B;
                default -> AttributeValue.isOrdered(argument);
            };
            if (!takes) {
                throw invalid("ComparisonOperator " + operator + " is not valid for " + argument.type()
                        + " AttributeValue type");
            }
        }
        if (operator.equals("BETWEEN") || operator.equals("IN")) {
            checkSameType(operator, arguments);
        }
    }

    private static void checkSameType(String operator, List<AttributeValue> arguments) {
        String type = arguments.getFirst().type();
        if (arguments.stream().anyMatch(argument -> !argument.type().equals(type))) {
            throw invalid("AttributeValues inside AttributeValueList must be of same type");
        }
        if (operator.equals("BETWEEN") && AttributeValue.compare(arguments.get(0), arguments.get(1)) > 0) {
            throw DynamoException.validation(
                    "The BETWEEN condition was provided a range where the lower bound is greater"
                            + " than the upper bound");
        }
    }

    /** KeyConditions. */
    public static KeyCondition keyConditions(Map<String, LegacyCondition> conditions) {
        Map<String, KeyCondition.Part> parts = new LinkedHashMap<>();
        conditions.forEach((name, condition) -> {
            String operator = condition.operator();
            List<AttributeValue> arguments = condition.arguments();
            checkArguments(operator, arguments);
            if (!KEY_OPERATORS.contains(operator)) {
                throw DynamoException.validation("Attempted conditional constraint is not an indexable operation");
            }
            String lowered = switch (operator) {
                case "BEGINS_WITH" -> "begins_with";
                case "BETWEEN" -> "BETWEEN";
                default -> COMPARATORS.getOrDefault(operator, operator);
            };
            AttributeValue high = operator.equals("BETWEEN") ? arguments.get(1) : null;
            parts.put(name, new KeyCondition.Part(lowered, arguments.getFirst(), high));
        });
        return new KeyCondition(parts);
    }

    /** AttributesToGet. */
    public static Projection projection(List<String> attributes) {
        if (Set.copyOf(attributes).size() < attributes.size()) {
            throw invalid("Duplicate value in attribute name: " + firstDuplicate(attributes));
        }
        return new Projection(attributes.stream().map(Path::attribute).toList());
    }

    private static String firstDuplicate(List<String> names) {
        for (int at = 0; at < names.size(); at++) {
            if (names.subList(0, at).contains(names.get(at))) {
                return names.get(at);
            }
        }
        return "";
    }

    /** AttributeUpdates. */
    public static UpdatePlan update(Map<String, LegacyUpdate> updates) {
        List<UpdateAction> actions = new ArrayList<>();
        updates.forEach((name, update) -> actions.add(one(name, update)));
        return new UpdatePlan(actions);
    }

    private static UpdateAction one(String name, LegacyUpdate update) {
        Path path = Path.attribute(name);
        AttributeValue value = update.value();
        String action = update.action() == null ? "PUT" : update.action();
        if (value != null) {
            checkFault(value);
        }
        if (action.equals("DELETE")) {
            if (value == null) {
                return new UpdateAction.Remove(path);
            }
            if (!Values.isSet(value)) {
                throw invalid("DELETE action with value is not supported for the type " + value.type());
            }
            return new UpdateAction.Delete(path, new Operand.Constant(value));
        }
        if (value == null) {
            throw invalid("Only DELETE action is allowed when no attribute value is specified");
        }
        if (action.equals("PUT")) {
            return new UpdateAction.Set(path, new Operand.Constant(value), null, null);
        }
        if (value instanceof AttributeValue.L) {
            return new UpdateAction.Append(path, new Operand.Constant(value));
        }
        if (!(value instanceof AttributeValue.N) && !Values.isSet(value)) {
            throw invalid("ADD action is not supported for the type " + value.type());
        }
        return new UpdateAction.Add(path, new Operand.Constant(value));
    }
}
