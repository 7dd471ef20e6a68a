package dev.gramme.database.partiql;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.expression.Condition;
import dev.gramme.database.expression.Operand;
import dev.gramme.database.expression.Path;
import dev.gramme.database.store.ItemStore;
import dev.gramme.database.table.KeyAttribute;
import dev.gramme.database.table.KeySchema;
import dev.gramme.database.table.Table;
import dev.gramme.database.write.PlannedCheck;
import dev.gramme.database.write.PlannedDelete;
import dev.gramme.database.write.PlannedInsert;
import dev.gramme.database.write.PlannedUpdate;
import dev.gramme.database.write.PlannedWrite;
import dev.gramme.database.write.WriteCondition;
import dev.gramme.item.AttributeValue;
import dev.gramme.item.Item;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A statement that writes. What of WHERE is key and what is condition shows when the table is known. */
record StatementWrite(BoundStatement bound, Statement.Write statement) implements PlannedWrite {
    @Override
    public ItemStore.Write on(Table table) {
        return lowered(table).on(table);
    }

    @Override
    public int payloadBytes() {
        int bytes = bound.text().length();
        for (AttributeValue parameter : bound.parameters()) {
            bytes += parameter.sizeBytes();
        }
        return bytes;
    }

    /** The write of the item operations that does the same. */
    PlannedWrite lowered(Table table) {
        return switch (statement) {
            case Statement.Insert insert -> new PlannedInsert(item(insert, table.schema()));
            case Statement.Update update -> {
                PointKey key = key(table, update.where());
                yield new PlannedUpdate(
                        key.key(),
                        bound.expressions().update(update.actions()),
                        new WriteCondition(existing(table, key)));
            }
            case Statement.Delete delete -> {
                PointKey key = key(table, delete.where());
                yield new PlannedDelete(key.key(), new WriteCondition(existingOrNot(table, key)));
            }
            case Statement.Exists exists -> {
                PointKey key = checked(exists, table);
                yield new PlannedCheck(key.key(), new WriteCondition(existing(table, key)));
            }
        };
    }

    /** The item EXISTS looks at; there must be a condition on it beside its key. */
    PointKey checked(Statement.Exists exists, Table table) {
        Statement.Select select = exists.select();
        PointKey key = PointKey.find(table.schema(), bound.conjuncts(select.where()));
        if (key == null || key.rest().isEmpty() || select.index() != null) {
            throw DynamoException.validation("EXISTS() must contain a single item read with additional condition");
        }
        return key;
    }

    private PointKey key(Table table, @Nullable Condition where) {
        return PointKey.require(table.schema(), bound.conjuncts(where));
    }

    private Item item(Statement.Insert insert, KeySchema schema) {
        Map<String, AttributeValue> values = new LinkedHashMap<>();
        insert.item()
                .forEach((name, value) -> values.put(name, bound.expressions().value(value)));
        for (KeyAttribute attribute : schema.attributes()) {
            AttributeValue value = values.get(attribute.name());
            if (value == null) {
                throw DynamoException.validation(
                        "Key attribute should be present in the item: Key " + attribute.name());
            }
            KeyTypes.check(attribute, value);
        }
        return Item.of(values);
    }

    private static Condition onKey(Table table, String function) {
        Operand key = new Operand.At(Path.attribute(table.schema().hash().name()));
        return new Condition.Holds(new Operand.Call(function, List.of(key)));
    }

    /** The item must be there. */
    private static Condition existing(Table table, PointKey key) {
        Condition exists = onKey(table, "attribute_exists");
        Condition rest = Conjuncts.all(key.rest());
        return rest == null ? exists : new Condition.And(exists, rest);
    }

    /** What is not there needs no deleting (source: "PartiQL delete statements for DynamoDB"). */
    private static @Nullable Condition existingOrNot(Table table, PointKey key) {
        Condition rest = Conjuncts.all(key.rest());
        return rest == null ? null : new Condition.Or(onKey(table, "attribute_not_exists"), rest);
    }
}
