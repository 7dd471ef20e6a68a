package dev.gramme.database.table;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.model.dynamodb.AttributeDefinition;
import dev.gramme.model.dynamodb.CreateGlobalSecondaryIndexAction;
import dev.gramme.model.dynamodb.GlobalSecondaryIndex;
import dev.gramme.model.dynamodb.GlobalSecondaryIndexDescription;
import dev.gramme.model.dynamodb.GlobalSecondaryIndexUpdate;
import dev.gramme.model.dynamodb.KeySchemaElement;
import dev.gramme.model.dynamodb.LocalSecondaryIndexDescription;
import dev.gramme.model.dynamodb.Projection;
import dev.gramme.model.dynamodb.ProvisionedThroughput;
import dev.gramme.model.dynamodb.ProvisionedThroughputDescription;
import dev.gramme.model.dynamodb.TableDescription;
import dev.gramme.model.dynamodb.UpdateGlobalSecondaryIndexAction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What UpdateTable asks of a table's global indexes: at most one made or deleted, any number changed. */
final class IndexUpdates {
    private final List<GlobalSecondaryIndexUpdate> updates;
    private final Quotas quotas;

    IndexUpdates(@Nullable List<GlobalSecondaryIndexUpdate> updates, Quotas quotas) {
        this.updates = updates == null ? List.of() : updates;
        this.quotas = quotas;
        if (updates != null && updates.isEmpty()) {
            throw KeyRules.invalid("List of GlobalSecondaryIndexUpdates is empty");
        }
        int online = 0;
        for (GlobalSecondaryIndexUpdate update : this.updates) {
            int actions = (update.create() == null ? 0 : 1)
                    + (update.update() == null ? 0 : 1)
                    + (update.delete() == null ? 0 : 1);
            if (actions != 1) {
                throw KeyRules.invalid("Each GlobalSecondaryIndexUpdate must have one of Create, Update and Delete");
            }
            online += update.update() == null ? 1 : 0;
        }
        if (online > 1) {
            throw onlyOne();
        }
    }

    private static DynamoException onlyOne() {
        return new DynamoException(
                ErrorCode.LIMIT_EXCEEDED,
                "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table");
    }

    /** Whether it may be all that is wanted that an index that is just being filled is given up. */
    boolean mayInterrupt() {
        return updates.size() == 1 && updates.getFirst().delete() != null;
    }

    TableDescription apply(TableDescription table, @Nullable List<AttributeDefinition> definitions, Instant now) {
        TableDescription changed = requireThroughput(table);
        for (GlobalSecondaryIndexUpdate update : updates) {
            CreateGlobalSecondaryIndexAction create = update.create();
            UpdateGlobalSecondaryIndexAction action = update.update();
            if (create != null) {
                changed = create(changed, create, definitions);
            } else if (action != null) {
                changed = update(changed, action, now);
            } else {
                changed = delete(
                        changed,
                        Objects.requireNonNull(
                                Objects.requireNonNull(update.delete()).indexName()));
            }
        }
        return changed;
    }

    /** A table that becomes provisioned needs throughput for each index; one that becomes on-demand gives it up. */
    private TableDescription requireThroughput(TableDescription table) {
        boolean onDemand = Throughput.mode(table).equals(Throughput.PAY_PER_REQUEST);
        List<GlobalSecondaryIndexDescription> indexes = new ArrayList<>();
        for (GlobalSecondaryIndexDescription index : Indexes.global(table)) {
            if (onDemand) {
                indexes.add(index.toBuilder()
                        .provisionedThroughput(Throughput.describe(null))
                        .build());
                continue;
            }
            indexes.add(index);
            boolean given = updates.stream()
                    .anyMatch(update -> update.update() != null
                            && Objects.equals(update.update().indexName(), index.indexName()));
            Long reads = Objects.requireNonNull(index.provisionedThroughput()).readCapacityUnits();
            if (!given && (reads == null || reads == 0)) {
                throw KeyRules.invalid("ProvisionedThroughput must be specified for index: " + index.indexName());
            }
        }
        return table.toBuilder()
                .globalSecondaryIndexes(indexes.isEmpty() ? null : indexes)
                .build();
    }

    private TableDescription create(
            TableDescription table,
            CreateGlobalSecondaryIndexAction action,
            @Nullable List<AttributeDefinition> definitions) {
        String name = Objects.requireNonNull(action.indexName());
        if (Indexes.names(table).contains(name)) {
            throw DynamoException.validation("Attempting to create an index which already exists");
        }
        GlobalSecondaryIndex index = new GlobalSecondaryIndex(
                name,
                action.keySchema(),
                action.projection(),
                action.provisionedThroughput(),
                action.onDemandThroughput(),
                action.warmThroughput());
        List<AttributeDefinition> merged = merged(table, definitions);
        Set<String> defined = new HashSet<>();
        merged.forEach(definition -> defined.add(Objects.requireNonNull(definition.attributeName())));
        List<KeySchemaElement> keys = Objects.requireNonNull(index.keySchema());
        if (!defined.containsAll(KeyRules.names(keys))) {
            throw DynamoException.validation("Invalid KeySchema: Some index key attribute have no definition");
        }
        IndexRules.checkGlobal(List.of(index), Set.of(), defined, Throughput.mode(table), quotas);
        List<GlobalSecondaryIndexDescription> indexes = new ArrayList<>(Indexes.global(table));
        if (indexes.size() >= quotas.globalIndexes()) {
            throw KeyRules.invalid(
                    "GlobalSecondaryIndex count exceeds the per-table limit of " + quotas.globalIndexes());
        }
        indexes.add(IndexDescriptions.of(index, Objects.requireNonNull(table.tableArn())).toBuilder()
                .backfilling(true)
                .build());
        IndexRules.checkProjectedCount(projections(table, indexes), quotas);
        List<AttributeDefinition> used = merged.stream()
                .filter(definition -> KeyRules.names(keys).contains(definition.attributeName())
                        || Objects.requireNonNull(table.attributeDefinitions()).contains(definition))
                .toList();
        return table.toBuilder()
                .attributeDefinitions(used)
                .globalSecondaryIndexes(indexes)
                .build();
    }

    private static List<Projection> projections(TableDescription table, List<GlobalSecondaryIndexDescription> global) {
        List<Projection> projections = new ArrayList<>();
        for (LocalSecondaryIndexDescription index : Indexes.local(table)) {
            projections.add(Objects.requireNonNull(index.projection()));
        }
        for (GlobalSecondaryIndexDescription index : global) {
            projections.add(Objects.requireNonNull(index.projection()));
        }
        return projections;
    }

    /** The table's definitions and the request's, which may repeat but not change them. */
    private static List<AttributeDefinition> merged(
            TableDescription table, @Nullable List<AttributeDefinition> definitions) {
        Map<String, AttributeDefinition> byName = new LinkedHashMap<>();
        for (AttributeDefinition definition : Objects.requireNonNull(table.attributeDefinitions())) {
            byName.put(Objects.requireNonNull(definition.attributeName()), definition);
        }
        for (AttributeDefinition definition : definitions == null ? List.<AttributeDefinition>of() : definitions) {
            String name = Objects.requireNonNull(definition.attributeName());
            AttributeDefinition known = byName.putIfAbsent(name, definition);
            if (known != null && !known.equals(definition)) {
                throw KeyRules.invalid(
                        "Attribute " + name + " is already defined with another type: " + known.attributeType());
            }
        }
        return List.copyOf(byName.values());
    }

    private static GlobalSecondaryIndexDescription require(TableDescription table, String name) {
        for (GlobalSecondaryIndexDescription index : Indexes.global(table)) {
            if (name.equals(index.indexName())) {
                return index;
            }
        }
        throw new DynamoException(ErrorCode.RESOURCE_NOT_FOUND, "Requested resource not found");
    }

    private static TableDescription update(
            TableDescription table, UpdateGlobalSecondaryIndexAction action, Instant now) {
        String name = Objects.requireNonNull(action.indexName());
        GlobalSecondaryIndexDescription index = require(table, name);
        GlobalSecondaryIndexDescription.Builder changed = index.toBuilder();
        ProvisionedThroughput wanted = action.provisionedThroughput();
        ProvisionedThroughputDescription old = Objects.requireNonNull(index.provisionedThroughput());
        if (wanted != null) {
            IndexRules.checkThroughput(name, Throughput.mode(table), wanted);
            if (ThroughputChange.isSame(old, wanted)) {
                throw Throughput.unchanged("index " + name, old, wanted);
            }
            changed.provisionedThroughput(ThroughputChange.of(old, wanted, now));
        }
        if (action.onDemandThroughput() != null) {
            Throughput.checkOnDemand(Throughput.mode(table), action.onDemandThroughput());
            changed.onDemandThroughput(action.onDemandThroughput());
        }
        if (action.warmThroughput() != null) {
            changed.warmThroughput(IndexDescriptions.warm(action.warmThroughput()));
        }
        GlobalSecondaryIndexDescription result = changed.build();
        return IndexStates.change(table, name, before -> result);
    }

    /** An index that is being filled may be given up; otherwise only one thing at a time is done to a table. */
    private static TableDescription delete(TableDescription table, String name) {
        GlobalSecondaryIndexDescription index = require(table, name);
        boolean filling = Tables.CREATING.equals(index.indexStatus());
        if (IndexStates.isUnderWay(table) && !filling) {
            throw new DynamoException(
                    ErrorCode.RESOURCE_IN_USE,
                    "Attempt to change a resource which is still in use: Table is being updated: " + table.tableName());
        }
        return IndexStates.change(
                table,
                name,
                before -> before.toBuilder()
                        .indexStatus(Tables.DELETING)
                        .backfilling(null)
                        .build());
    }
}
