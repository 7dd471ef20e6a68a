package dev.gramme.database.backup;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.table.TableEncryption;
import dev.gramme.model.dynamodb.AttributeDefinition;
import dev.gramme.model.dynamodb.BillingModeSummary;
import dev.gramme.model.dynamodb.CreateTableInput;
import dev.gramme.model.dynamodb.GlobalSecondaryIndex;
import dev.gramme.model.dynamodb.GlobalSecondaryIndexDescription;
import dev.gramme.model.dynamodb.KeySchemaElement;
import dev.gramme.model.dynamodb.LocalSecondaryIndex;
import dev.gramme.model.dynamodb.LocalSecondaryIndexDescription;
import dev.gramme.model.dynamodb.Projection;
import dev.gramme.model.dynamodb.ProvisionedThroughput;
import dev.gramme.model.dynamodb.SSESpecification;
import dev.gramme.model.dynamodb.TableDescription;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The request that would make a table like another one, as far as restores take it over. */
final class TablePlan {
    private static final String PROVISIONED = "PROVISIONED";

    private TablePlan() {}

    static String billingMode(TableDescription table) {
        BillingModeSummary summary = table.billingModeSummary();
        return summary == null || summary.billingMode() == null ? PROVISIONED : summary.billingMode();
    }

    /** Without stream, time to live, tags and protection, which a restored table does not have. */
    static CreateTableInput like(TableDescription source, String name, Overrides overrides) {
        String mode = overrides.billingMode() == null ? billingMode(source) : overrides.billingMode();
        boolean provisioned = mode.equals(PROVISIONED);
        List<LocalSecondaryIndex> local = local(source, overrides.local());
        List<GlobalSecondaryIndex> global = global(source, overrides, provisioned);
        return CreateTableInput.builder()
                .tableName(name)
                .attributeDefinitions(used(source, local, global))
                .keySchema(source.keySchema())
                .localSecondaryIndexes(local.isEmpty() ? null : local)
                .globalSecondaryIndexes(global.isEmpty() ? null : global)
                .billingMode(mode)
                .provisionedThroughput(
                        overrides.throughput() != null
                                ? overrides.throughput()
                                : provisioned ? nonZero(Shown.throughput(source.provisionedThroughput())) : null)
                .onDemandThroughput(
                        overrides.onDemand() != null
                                ? overrides.onDemand()
                                : provisioned ? null : source.onDemandThroughput())
                .sseSpecification(overrides.encryption() == null ? encryption(source) : overrides.encryption())
                .tableClass(
                        source.tableClassSummary() == null
                                ? null
                                : source.tableClassSummary().tableClass())
                .build();
    }

    static @Nullable SSESpecification encryption(TableDescription source) {
        String keyArn = TableEncryption.keyArn(source);
        return keyArn == null ? null : new SSESpecification(true, "KMS", keyArn);
    }

    /** A table that was on demand has no throughput to take over: then the request must bring it. */
    private static @Nullable ProvisionedThroughput nonZero(ProvisionedThroughput throughput) {
        Long reads = throughput.readCapacityUnits();
        return reads == null || reads == 0 ? null : throughput;
    }

    private static List<LocalSecondaryIndex> local(
            TableDescription source, @Nullable List<LocalSecondaryIndex> wanted) {
        List<LocalSecondaryIndex> known = new ArrayList<>();
        if (source.localSecondaryIndexes() != null) {
            for (LocalSecondaryIndexDescription index : source.localSecondaryIndexes()) {
                known.add(new LocalSecondaryIndex(index.indexName(), index.keySchema(), index.projection()));
            }
        }
        if (wanted == null) {
            return known;
        }
        for (LocalSecondaryIndex index : wanted) {
            if (!known.contains(index)) {
                throw noSuch(index.indexName());
            }
        }
        return wanted;
    }

    private static List<GlobalSecondaryIndex> global(
            TableDescription source, Overrides overrides, boolean provisioned) {
        List<GlobalSecondaryIndex> known = new ArrayList<>();
        if (source.globalSecondaryIndexes() != null) {
            for (GlobalSecondaryIndexDescription index : source.globalSecondaryIndexes()) {
                known.add(like(index, provisioned));
            }
        }
        if (overrides.global() == null) {
            return known;
        }
        for (GlobalSecondaryIndex index : overrides.global()) {
            if (known.stream().noneMatch(other -> isSame(other, index))) {
                throw noSuch(index.indexName());
            }
        }
        return overrides.global();
    }

    private static GlobalSecondaryIndex like(GlobalSecondaryIndexDescription index, boolean provisioned) {
        return GlobalSecondaryIndex.builder()
                .indexName(index.indexName())
                .keySchema(index.keySchema())
                .projection(index.projection())
                .provisionedThroughput(provisioned ? nonZero(Shown.throughput(index.provisionedThroughput())) : null)
                .onDemandThroughput(provisioned ? null : index.onDemandThroughput())
                .build();
    }

    private static boolean isSame(GlobalSecondaryIndex known, GlobalSecondaryIndex wanted) {
        Projection projection = Objects.requireNonNull(known.projection());
        return Objects.equals(known.indexName(), wanted.indexName())
                && Objects.equals(known.keySchema(), wanted.keySchema())
                && projection.equals(wanted.projection());
    }

    private static DynamoException noSuch(@Nullable String index) {
        return DynamoException.validation(
                "The indexes of a restored table must be among those of the source table: " + index);
    }

    private static List<AttributeDefinition> used(
            TableDescription source, List<LocalSecondaryIndex> local, List<GlobalSecondaryIndex> global) {
        Set<String> used = new HashSet<>();
        use(used, source.keySchema());
        local.forEach(index -> use(used, index.keySchema()));
        global.forEach(index -> use(used, index.keySchema()));
        return Objects.requireNonNull(source.attributeDefinitions()).stream()
                .filter(definition -> used.contains(definition.attributeName()))
                .toList();
    }

    private static void use(Set<String> used, @Nullable List<KeySchemaElement> keys) {
        for (KeySchemaElement key : Objects.requireNonNull(keys)) {
            used.add(Objects.requireNonNull(key.attributeName()));
        }
    }
}
