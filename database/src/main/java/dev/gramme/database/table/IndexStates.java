package dev.gramme.database.table;

import dev.gramme.model.dynamodb.AttributeDefinition;
import dev.gramme.model.dynamodb.GlobalSecondaryIndexDescription;
import dev.gramme.model.dynamodb.KeySchemaElement;
import dev.gramme.model.dynamodb.LocalSecondaryIndexDescription;
import dev.gramme.model.dynamodb.TableDescription;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How the state of indexes changes in a table's description. */
final class IndexStates {
    private IndexStates() {}

    /** Whether an index is being made or deleted. */
    static boolean isUnderWay(TableDescription table) {
        return Indexes.global(table).stream()
                .anyMatch(index ->
                        Tables.CREATING.equals(index.indexStatus()) || Tables.DELETING.equals(index.indexStatus()));
    }

    /** The table and all its indexes are ready: right after they were made together, with nothing in them. */
    static TableDescription allActive(TableDescription table) {
        List<GlobalSecondaryIndexDescription> global = new ArrayList<>();
        for (GlobalSecondaryIndexDescription index : Indexes.global(table)) {
            global.add(index.toBuilder().indexStatus(Tables.ACTIVE).build());
        }
        return table.toBuilder()
                .tableStatus(Tables.ACTIVE)
                .globalSecondaryIndexes(global.isEmpty() ? null : global)
                .build();
    }

    /** An index that was being made is ready. */
    static TableDescription filled(TableDescription table, String indexName) {
        return change(
                table,
                indexName,
                index -> Tables.CREATING.equals(index.indexStatus())
                        ? index.toBuilder()
                                .indexStatus(Tables.ACTIVE)
                                .backfilling(null)
                                .build()
                        : index);
    }

    /** Without an index, and without the definitions of attributes that only it used. */
    static TableDescription without(TableDescription table, String indexName) {
        TableDescription changed = change(table, indexName, index -> null);
        Set<String> used = new HashSet<>();
        use(used, changed.keySchema());
        for (LocalSecondaryIndexDescription index : Indexes.local(changed)) {
            use(used, index.keySchema());
        }
        for (GlobalSecondaryIndexDescription index : Indexes.global(changed)) {
            use(used, index.keySchema());
        }
        List<AttributeDefinition> definitions = Objects.requireNonNull(changed.attributeDefinitions()).stream()
                .filter(definition -> used.contains(definition.attributeName()))
                .toList();
        return changed.toBuilder().attributeDefinitions(definitions).build();
    }

    private static void use(Set<String> used, @Nullable List<KeySchemaElement> keys) {
        for (KeySchemaElement key : Objects.requireNonNull(keys)) {
            used.add(Objects.requireNonNull(key.attributeName()));
        }
    }

    /** Changes one global index; a change to null takes it away. */
    static TableDescription change(
            TableDescription table,
            String indexName,
            Function<GlobalSecondaryIndexDescription, @Nullable GlobalSecondaryIndexDescription> change) {
        List<GlobalSecondaryIndexDescription> global = new ArrayList<>();
        for (GlobalSecondaryIndexDescription index : Indexes.global(table)) {
            GlobalSecondaryIndexDescription changed = indexName.equals(index.indexName()) ? change.apply(index) : index;
            if (changed != null) {
                global.add(changed);
            }
        }
        return table.toBuilder()
                .globalSecondaryIndexes(global.isEmpty() ? null : global)
                .build();
    }
}
