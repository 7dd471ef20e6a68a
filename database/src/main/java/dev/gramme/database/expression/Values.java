package dev.gramme.database.expression;

import dev.gramme.item.AttributeValue;
import dev.gramme.item.DynamoNumber;
import dev.gramme.item.Item;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values by path, and the arithmetic of sets. */
final class Values {
    private Values() {}

    static boolean isSet(AttributeValue value) {
        return value instanceof AttributeValue.SS
                || value instanceof AttributeValue.NS
                || value instanceof AttributeValue.BS;
    }

    /** The value at a path; null where the path leads nowhere. */
    static @Nullable AttributeValue at(Item item, Path path) {
        AttributeValue value = item.find(path.attribute());
        List<Path.Step> steps = path.steps();
        for (int step = 1; step < steps.size() && value != null; step++) {
            value = into(value, steps.get(step));
        }
        return value;
    }

    static @Nullable AttributeValue into(AttributeValue value, Path.Step step) {
        return switch (step) {
            case Path.Field(var name) -> value instanceof AttributeValue.M(var entries) ? entries.get(name) : null;
            case Path.Index(var index) ->
                value instanceof AttributeValue.L(var elements) && index < elements.size() ? elements.get(index) : null;
        };
    }

    /** Both sets together; null where they are not sets of one type. */
    static @Nullable AttributeValue union(AttributeValue left, AttributeValue right) {
        if (left instanceof AttributeValue.SS(var a) && right instanceof AttributeValue.SS(var b)) {
            List<String> all = new ArrayList<>(a);
            b.stream().filter(member -> !a.contains(member)).forEach(all::add);
            return new AttributeValue.SS(all);
        }
        if (left instanceof AttributeValue.NS(var a) && right instanceof AttributeValue.NS(var b)) {
            List<DynamoNumber> all = new ArrayList<>(a);
            b.stream().filter(member -> !a.contains(member)).forEach(all::add);
            return new AttributeValue.NS(all);
        }
        if (left instanceof AttributeValue.BS(var a) && right instanceof AttributeValue.BS(var b)) {
            List<byte[]> all = new ArrayList<>(a);
            b.stream().filter(member -> !containsBytes(a, member)).forEach(all::add);
            return new AttributeValue.BS(all);
        }
        return null;
    }

    /** The first set without the members of the second; null where they are not sets of one type. */
    static @Nullable AttributeValue difference(AttributeValue left, AttributeValue right) {
        if (left instanceof AttributeValue.SS(var a) && right instanceof AttributeValue.SS(var b)) {
            return new AttributeValue.SS(
                    a.stream().filter(member -> !b.contains(member)).toList());
        }
        if (left instanceof AttributeValue.NS(var a) && right instanceof AttributeValue.NS(var b)) {
            return new AttributeValue.NS(
                    a.stream().filter(member -> !b.contains(member)).toList());
        }
        if (left instanceof AttributeValue.BS(var a) && right instanceof AttributeValue.BS(var b)) {
            return new AttributeValue.BS(
                    a.stream().filter(member -> !containsBytes(b, member)).toList());
        }
        return null;
    }

    static boolean containsBytes(List<byte[]> members, byte[] wanted) {
        return members.stream().anyMatch(member -> Arrays.equals(member, wanted));
    }

    static boolean isEmptySet(AttributeValue value) {
        return switch (value) {
            case AttributeValue.SS(var members) -> members.isEmpty();
            case AttributeValue.NS(var members) -> members.isEmpty();
            case AttributeValue.BS(var members) -> members.isEmpty();
            default -> false;
        };
    }
}
