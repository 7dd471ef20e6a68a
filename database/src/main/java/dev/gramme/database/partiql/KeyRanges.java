package dev.gramme.database.partiql;

import dev.gramme.database.expression.Condition;
import dev.gramme.database.expression.KeyCondition;
import dev.gramme.database.expression.Operand;
import dev.gramme.database.table.ItemSource;
import dev.gramme.database.table.KeyAttribute;
import dev.gramme.item.AttributeValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The key ranges a WHERE clause leads to: the partition keys it gives by =, IN or OR, and what it says of the sort key
 * behind them.
 *
 * @param ranges in ascending order; null where the partition key is not given
 * @param rest what they leave to a filter
 */
record KeyRanges(@Nullable List<KeyCondition> ranges, List<Condition> rest, boolean exact) {
    /** Most ranges for one statement; where IN lists multiply to more, the last ones are left to the filter. */
    private static final int MAX_RANGES = 300;

    static KeyRanges of(ItemSource source, List<Condition> conjuncts) {
        List<Condition> rest = new ArrayList<>(conjuncts);
        List<Map<String, KeyCondition.Part>> ranges = List.of(Map.of());
        for (KeyAttribute hash : source.schema().hashes()) {
            List<KeyCondition.Part> equal = takeEqual(hash, rest, MAX_RANGES / ranges.size());
            if (equal == null) {
                return new KeyRanges(null, conjuncts, false);
            }
            ranges = multiplied(ranges, hash.name(), equal);
        }
        boolean exact = true;
        for (KeyAttribute range : source.schema().ranges()) {
            List<KeyCondition.Part> equal = takeEqual(range, rest, MAX_RANGES / ranges.size());
            if (equal != null) {
                ranges = multiplied(ranges, range.name(), equal);
                continue;
            }
            exact = false;
            KeyCondition.Part part = takePart(range, rest);
            if (part != null) {
                ranges = multiplied(ranges, range.name(), List.of(part));
            }
            break;
        }
        return new KeyRanges(ranges.stream().map(KeyCondition::new).toList(), rest, exact);
    }

    private static List<Map<String, KeyCondition.Part>> multiplied(
            List<Map<String, KeyCondition.Part>> ranges, String attribute, List<KeyCondition.Part> parts) {
        List<Map<String, KeyCondition.Part>> product = new ArrayList<>(ranges.size() * parts.size());
        for (Map<String, KeyCondition.Part> range : ranges) {
            for (KeyCondition.Part part : parts) {
                Map<String, KeyCondition.Part> longer = new LinkedHashMap<>(range);
                longer.put(attribute, part);
                product.add(longer);
            }
        }
        return product;
    }

    /** The values a key attribute may have, distinct and ascending; null where no condition gives at most so many. */
    private static @Nullable List<KeyCondition.Part> takeEqual(KeyAttribute attribute, List<Condition> rest, int most) {
        for (int at = 0; at < rest.size(); at++) {
            List<AttributeValue> values = Conjuncts.anyOf(rest.get(at), attribute.name());
            if (values != null) {
                values.forEach(value -> KeyTypes.check(attribute, value));
                List<KeyCondition.Part> parts = values.stream()
                        .sorted(AttributeValue::compare)
                        .distinct()
                        .map(value -> new KeyCondition.Part("=", value, null))
                        .toList();
                if (parts.size() <= most) {
                    rest.remove(at);
                    return parts;
                }
            }
        }
        return null;
    }

    private static KeyCondition.@Nullable Part takePart(KeyAttribute attribute, List<Condition> rest) {
        for (int at = 0; at < rest.size(); at++) {
            KeyCondition.Part part = part(rest.get(at), attribute.name());
            if (part != null) {
                KeyTypes.check(attribute, part.low());
                KeyTypes.check(attribute, part.upper());
                rest.remove(at);
                return part;
            }
        }
        return null;
    }

    /** A condition as one on a sort key; null where it is none. */
    private static KeyCondition.@Nullable Part part(Condition condition, String attribute) {
        return switch (condition) {
            case Condition.Compare(var operator, var left, var right)
            when !operator.equals("<>") -> {
                if (Conjuncts.isAttribute(left, attribute) && right instanceof Operand.Constant(var value)) {
                    yield new KeyCondition.Part(operator, value, null);
                }
                boolean mirrored = Conjuncts.isAttribute(right, attribute);
                yield mirrored && left instanceof Operand.Constant(var value)
                        ? new KeyCondition.Part(KeyCondition.mirrored(operator), value, null)
                        : null;
            }
            case Condition.Between(var value, Operand.Constant(var low), Operand.Constant(var high))
            when Conjuncts.isAttribute(value, attribute) -> new KeyCondition.Part("BETWEEN", low, high);
            case Condition.Holds(Operand.Call(var function, var arguments))
            when function.equals("begins_with") && Conjuncts.isAttribute(arguments.getFirst(), attribute) ->
                arguments.getLast() instanceof Operand.Constant(var prefix)
                        ? new KeyCondition.Part("begins_with", prefix, null)
                        : null;
            default -> null;
        };
    }
}
