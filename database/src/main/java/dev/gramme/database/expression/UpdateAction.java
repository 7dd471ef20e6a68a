package dev.gramme.database.expression;

import org.jspecify.annotations.Nullable;

/** One action of an update. */
public sealed interface UpdateAction {
    Path path();

    /**
     * Sets a path to a value, or to the sum or difference of two.
     *
     * @param operator + or -, with {@code right}; null for a plain value
     */
    record Set(
            Path path,
            Operand left,
            @Nullable String operator,
            @Nullable Operand right) implements UpdateAction {}

    record Remove(Path path) implements UpdateAction {}

    /** Adds to a number or to a set. */
    record Add(Path path, Operand value) implements UpdateAction {}

    /** Takes members out of a set. */
    record Delete(Path path, Operand value) implements UpdateAction {}

    /** Appends to a list, or makes one: what the older parameter AttributeUpdates calls ADD of a list. */
    record Append(Path path, Operand value) implements UpdateAction {}
}
