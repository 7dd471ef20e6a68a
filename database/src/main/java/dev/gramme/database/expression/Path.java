package dev.gramme.database.expression;

import dev.gramme.item.AttributeValue;
import dev.gramme.item.Item;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** A document path: an attribute's name, then names of map entries and indexes of list elements. */
public record Path(List<Step> steps) {
    /** One step into a value. */
    public sealed interface Step {}

    /** Into a map, or to an attribute of the item. */
    public record Field(String name) implements Step {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Into a list. */
    public record Index(int index) implements Step {
        @Override
        public String toString() {
            return "[" + index + "]";
        }
    }

    public Path {
        steps = List.copyOf(steps);
    }

    public static Path attribute(String name) {
        return new Path(List.of(new Field(name)));
    }

    /** The attribute of the item it begins at. */
    public String attribute() {
        return ((Field) steps.getFirst()).name();
    }

    /** What it leads to in an item, null where it leads nowhere. */
    public @Nullable AttributeValue find(Item item) {
        return Values.at(item, this);
    }

    public boolean isAttribute() {
        return steps.size() == 1;
    }

    /** As DynamoDB shows paths in errors: {@code [a, b, [0]]}. */
    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(", ", "[", "]");
        for (Step step : steps) {
            text.add(step.toString());
        }
        return text.toString();
    }
}
