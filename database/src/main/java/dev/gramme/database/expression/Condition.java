package dev.gramme.database.expression;

import java.util.List;

/** A condition, as a tree. {@link ConditionEvaluator} tells whether an item meets it. */
public sealed interface Condition {
    /**
     * A comparison.
     *
     * @param operator one of = &lt;&gt; &lt; &lt;= &gt; &gt;=
     */
    record Compare(String operator, Operand left, Operand right) implements Condition {}

    /** Both bounds belong to the range. */
    record Between(Operand value, Operand low, Operand high) implements Condition {}

    record In(Operand value, List<Operand> choices) implements Condition {
        public In {
            choices = List.copyOf(choices);
        }
    }

    record And(Condition left, Condition right) implements Condition {}

    record Or(Condition left, Condition right) implements Condition {}

    record Not(Condition condition) implements Condition {}

    /** A function that is true or false. */
    record Holds(Operand.Call call) implements Condition {}
}
