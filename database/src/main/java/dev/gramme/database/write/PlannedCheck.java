package dev.gramme.database.write;

import dev.gramme.database.expression.Expressions;
import dev.gramme.database.store.Decision;
import dev.gramme.database.store.ItemStore;
import dev.gramme.database.table.ItemKey;
import dev.gramme.database.table.KeyPaths;
import dev.gramme.database.table.Table;
import dev.gramme.item.Item;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An item must be as a condition says; it is not changed. */
public record PlannedCheck(Item key, WriteCondition condition) implements PlannedWrite {
    public static PlannedCheck of(
            Item key, String conditionExpression, @Nullable Map<String, String> names, @Nullable Item values) {
        ItemLimits.checkValues(key);
        Expressions expressions = new Expressions(names, values);
        WriteCondition condition = WriteCondition.of(expressions, conditionExpression, null, null);
        expressions.checkAllUsed();
        return new PlannedCheck(key, condition);
    }

    @Override
    public ItemStore.Write on(Table table) {
        ItemKey located = table.keyOf(key);
        KeyPaths.check(table, condition.condition());
        return new ItemStore.Write(
                table, located, before -> condition.holds(before) ? Decision.unchanged() : Decision.refused());
    }

    @Override
    public int payloadBytes() {
        return key.sizeBytes();
    }
}
