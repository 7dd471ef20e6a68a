package dev.gramme.database.expression;

import dev.gramme.database.api.DynamoException;
import dev.gramme.item.AttributeValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The expressions inside a PartiQL statement, over its parameters. Errors are worded as those of statements. */
public final class StatementExpressions {
    private final List<AttributeValue> parameters;

    /** Takes at least as many parameters as the statement has. */
    public StatementExpressions(List<AttributeValue> parameters) {
        this.parameters = parameters;
    }

    /** The operand that stands for a parameter. */
    public static Operand.Placeholder parameter(int index) {
        return new Operand.Placeholder(Integer.toString(index));
    }

    /** Whether there is a function of this name in any expression. */
    public static boolean isFunction(String name) {
        return Functions.forbidden(ExpressionKind.STATEMENT_CONDITION, name) == null
                || Functions.forbidden(ExpressionKind.STATEMENT_UPDATE, name) == null;
    }

    /** What is wrong with a function in a WHERE clause, or in what an update sets; null where nothing is. */
    public static @Nullable String forbidden(boolean update, String function) {
        return Functions.forbidden(
                update ? ExpressionKind.STATEMENT_UPDATE : ExpressionKind.STATEMENT_CONDITION, function);
    }

    private Binder binder(ExpressionKind kind) {
        return new Binder(
                kind, null, index -> parameters.get(Integer.parseInt(index)), new HashSet<>(), new HashSet<>());
    }

    public Condition condition(Condition parsed) {
        return binder(ExpressionKind.STATEMENT_CONDITION).bind(parsed);
    }

    public AttributeValue value(Operand parsed) {
        Operand bound = binder(ExpressionKind.STATEMENT_UPDATE).bind(parsed);
        if (bound instanceof Operand.Constant(var value)) {
            return value;
        }
        throw new IllegalArgumentException("No constant: " + parsed);
    }

    public UpdatePlan update(List<UpdateAction> parsed) {
        Binder binder = binder(ExpressionKind.STATEMENT_UPDATE);
        List<UpdateAction> actions = new ArrayList<>(parsed.size());
        for (UpdateAction action : parsed) {
            UpdateAction bound = binder.bind(action);
            switch (bound) {
                case UpdateAction.Add(var path, var value) -> requireSet("SET_ADD", value);
                case UpdateAction.Delete(var path, var value) -> requireSet("SET_DELETE", value);
                default -> {}
            }
            actions.add(bound);
        }
        Binder.checkOverlaps(
                ExpressionKind.STATEMENT_UPDATE,
                actions.stream().map(UpdateAction::path).toList());
        return new UpdatePlan(actions);
    }

    private static void requireSet(String function, Operand value) {
        if (!(value instanceof Operand.Constant(var constant)) || !Values.isSet(constant)) {
            throw DynamoException.validation("The second argument to " + function + " must be a value with type SET");
        }
    }

    /** Refuses paths of which one leads into another. */
    public static void checkColumns(List<Path> columns) {
        Binder.checkOverlaps(ExpressionKind.STATEMENT_CONDITION, columns);
    }
}
