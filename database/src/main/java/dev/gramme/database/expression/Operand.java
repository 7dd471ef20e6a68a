package dev.gramme.database.expression;

import dev.gramme.item.AttributeValue;
import java.util.List;

/** What an expression computes with. */
public sealed interface Operand {
    /** The value at a path of the item. */
    record At(Path path) implements Operand {}

    /** A value named by {@code :name}; replaced by {@link Constant} when the expression is bound. */
    record Placeholder(String name) implements Operand {}

    record Constant(AttributeValue value) implements Operand {}

    /**
     * A function's result: size, if_not_exists or list_append; the sum (+) or difference (-) of two; or, as a condition
     * of its own, one that is true or false.
     */
    record Call(String function, List<Operand> arguments) implements Operand {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }
}
