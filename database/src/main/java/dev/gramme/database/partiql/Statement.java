package dev.gramme.database.partiql;

import dev.gramme.database.expression.Condition;
import dev.gramme.database.expression.Operand;
import dev.gramme.database.expression.Path;
import dev.gramme.database.expression.UpdateAction;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A statement as it was written; parameters stand in it as placeholders. */
sealed interface Statement {
    String table();

    /**
     * SELECT.
     *
     * @param columns null for *
     * @param where null for none
     */
    record Select(
            String table,
            @Nullable String index,
            @Nullable List<Path> columns,
            @Nullable Condition where,
            List<Order> orders)
            implements Statement {}

    /** One key of ORDER BY. */
    record Order(String attribute, boolean descending) {}

    /** INSERT, UPDATE, DELETE and EXISTS: what may stand in a transaction that writes. */
    sealed interface Write extends Statement {
        default Returning returning() {
            return Returning.NOTHING;
        }
    }

    /** INSERT: each attribute is a literal or a parameter. */
    record Insert(String table, Map<String, Operand> item) implements Write {}

    record Update(
            String table,
            List<UpdateAction> actions,
            @Nullable Condition where,
            Returning returning) implements Write {}

    record Delete(String table, @Nullable Condition where, Returning returning) implements Write {}

    /** EXISTS(SELECT ...): the item must be there and be as the SELECT says. */
    record Exists(Select select) implements Write {
        @Override
        public String table() {
            return select.table();
        }
    }
}
