package dev.gramme.database.table;

import static dev.gramme.database.table.KeyRules.invalid;

import dev.gramme.model.dynamodb.GlobalSecondaryIndex;
import dev.gramme.model.dynamodb.KeySchemaElement;
import dev.gramme.model.dynamodb.LocalSecondaryIndex;
import dev.gramme.model.dynamodb.Projection;
import dev.gramme.model.dynamodb.ProvisionedThroughput;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the indexes of a table must be like. */
final class IndexRules {
    private IndexRules() {}

    static void checkLocal(
            List<KeySchemaElement> tableKeys, List<LocalSecondaryIndex> indexes, Set<String> defined, Quotas quotas) {
        if (indexes.isEmpty()) {
            throw invalid("List of LocalSecondaryIndexes is empty");
        }
        if (tableKeys.size() < 2) {
            throw invalid("Table KeySchema does not have a range key, which is required when specifying a"
                    + " LocalSecondaryIndex");
        }
        if (indexes.size() > quotas.localIndexes()) {
            throw invalid("Number of LocalSecondaryIndexes exceeds per-table limit of " + quotas.localIndexes());
        }
        String tableHash = tableKeys.getFirst().attributeName();
        Set<String> names = new HashSet<>();
        for (LocalSecondaryIndex index : indexes) {
            String name = checkName(index.indexName(), names);
            List<KeySchemaElement> keys = Objects.requireNonNull(index.keySchema());
            KeyRules.requireDefined(keys, defined);
            KeyRules.checkSimple(keys);
            if (keys.size() < 2) {
                throw invalid("Index KeySchema does not have a range key for index: " + name);
            }
            String hash = keys.getFirst().attributeName();
            if (!Objects.equals(hash, tableHash)) {
                throw invalid("Index KeySchema does not have the same leading hash key as table KeySchema for index: "
                        + name + ". index hash key: " + hash + ", table hash key: " + tableHash);
            }
            checkProjection(index.projection());
        }
    }

    static void checkGlobal(
            List<GlobalSecondaryIndex> indexes,
            Set<String> otherNames,
            Set<String> defined,
            String billingMode,
            Quotas quotas) {
        if (indexes.isEmpty()) {
            throw invalid("List of GlobalSecondaryIndexes is empty");
        }
        if (indexes.size() > quotas.globalIndexes()) {
            throw invalid("GlobalSecondaryIndex count exceeds the per-table limit of " + quotas.globalIndexes());
        }
        Set<String> names = new HashSet<>(otherNames);
        for (GlobalSecondaryIndex index : indexes) {
            String name = checkName(index.indexName(), names);
            List<KeySchemaElement> keys = Objects.requireNonNull(index.keySchema());
            KeyRules.requireDefined(keys, defined);
            KeyRules.checkGlobal(keys);
            checkProjection(index.projection());
            checkThroughput(name, billingMode, index.provisionedThroughput());
        }
    }

    private static String checkName(@Nullable String name, Set<String> names) {
        String required = Objects.requireNonNull(name);
        if (!names.add(required)) {
            throw invalid("Duplicate index name: " + required);
        }
        return required;
    }

    static void checkThroughput(String index, String billingMode, @Nullable ProvisionedThroughput throughput) {
        boolean onDemand = billingMode.equals(Throughput.PAY_PER_REQUEST);
        if (onDemand && throughput != null) {
            throw invalid("ProvisionedThroughput should not be specified for index: " + index
                    + " when BillingMode is PAY_PER_REQUEST");
        }
        if (!onDemand && throughput == null) {
            throw invalid("ProvisionedThroughput must be specified for index: " + index);
        }
    }

    static void checkProjection(@Nullable Projection projection) {
        String type = projection == null ? null : projection.projectionType();
        List<String> attributes = projection == null ? null : projection.nonKeyAttributes();
        if (type == null) {
            throw invalid("Unknown ProjectionType: null");
        }
        boolean include = type.equals("INCLUDE");
        if (!include && attributes != null) {
            throw invalid("ProjectionType is " + type + ", but NonKeyAttributes is specified");
        }
        if (include && (attributes == null || attributes.isEmpty())) {
            throw invalid("ProjectionType is INCLUDE, but NonKeyAttributes is not specified");
        }
        if (attributes != null && Set.copyOf(attributes).size() < attributes.size()) {
            throw invalid("Duplicate NonKeyAttributes in Projection: [" + String.join(", ", attributes) + "]");
        }
    }

    /** An attribute counts once for each index that names it. */
    static void checkProjectedCount(List<Projection> projections, Quotas quotas) {
        int count = 0;
        for (Projection projection : projections) {
            List<String> attributes = projection.nonKeyAttributes();
            count += attributes == null ? 0 : attributes.size();
        }
        if (count > quotas.projectedAttributes()) {
            throw invalid("Number of NonKeyAttributes over all indexes of a table exceeds the limit of "
                    + quotas.projectedAttributes());
        }
    }
}
