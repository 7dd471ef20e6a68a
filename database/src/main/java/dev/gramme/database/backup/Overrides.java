package dev.gramme.database.backup;

import dev.gramme.model.dynamodb.GlobalSecondaryIndex;
import dev.gramme.model.dynamodb.LocalSecondaryIndex;
import dev.gramme.model.dynamodb.OnDemandThroughput;
import dev.gramme.model.dynamodb.ProvisionedThroughput;
import dev.gramme.model.dynamodb.RestoreTableFromBackupInput;
import dev.gramme.model.dynamodb.RestoreTableToPointInTimeInput;
import dev.gramme.model.dynamodb.SSESpecification;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a restored table is to have otherwise than the one it is made from; null for the same.
 *
 * @param global the global indexes it has, of those that were there
 * @param local the local indexes it has, of those that were there
 */
record Overrides(
        @Nullable String billingMode,
        @Nullable ProvisionedThroughput throughput,
        @Nullable OnDemandThroughput onDemand,
        @Nullable SSESpecification encryption,
        @Nullable List<GlobalSecondaryIndex> global,
        @Nullable List<LocalSecondaryIndex> local) {
    static Overrides of(RestoreTableFromBackupInput request) {
        return new Overrides(
                request.billingModeOverride(),
                request.provisionedThroughputOverride(),
                request.onDemandThroughputOverride(),
                request.sseSpecificationOverride(),
                request.globalSecondaryIndexOverride(),
                request.localSecondaryIndexOverride());
    }

    static Overrides of(RestoreTableToPointInTimeInput request) {
        return new Overrides(
                request.billingModeOverride(),
                request.provisionedThroughputOverride(),
                request.onDemandThroughputOverride(),
                request.sseSpecificationOverride(),
                request.globalSecondaryIndexOverride(),
                request.localSecondaryIndexOverride());
    }
}
