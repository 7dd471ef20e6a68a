package dev.gramme.database.table;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.expression.Condition;
import dev.gramme.database.expression.ConditionPaths;
import dev.gramme.database.expression.Projection;
import dev.gramme.database.expression.UpdatePlan;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Attributes of keys are scalars, so that no path of an expression may lead into one. */
public final class KeyPaths {
    private KeyPaths() {}

    public static void check(Table table, @Nullable Condition condition) {
        if (condition != null) {
            check(table, ConditionPaths.entered(condition));
        }
    }

    public static void check(Table table, @Nullable Projection projection) {
        if (projection != null) {
            check(table, projection.entered());
        }
    }

    public static void check(Table table, UpdatePlan update) {
        check(table, update.entered());
    }

    private static void check(Table table, Set<String> entered) {
        if (entered.isEmpty()) {
            return;
        }
        check(table.schema(), entered, "Key");
        for (Index index : table.indexes()) {
            check(index.schema(), entered, "IndexKey");
        }
    }

    private static void check(KeySchema schema, Set<String> entered, String kind) {
        for (KeyAttribute attribute : schema.attributes()) {
            if (entered.contains(attribute.name())) {
                throw DynamoException.validation("Key attributes must be scalars; list random access '[]' and map"
                        + " lookup '.' are not allowed: " + kind + ": " + attribute.name());
            }
        }
    }
}
