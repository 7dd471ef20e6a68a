package dev.gramme.database.backup;

import dev.gramme.database.table.TableSettings.TimeToLive;
import dev.gramme.model.dynamodb.BackupDescription;
import dev.gramme.model.dynamodb.BackupDetails;
import dev.gramme.model.dynamodb.BackupSummary;
import dev.gramme.model.dynamodb.GlobalSecondaryIndexInfo;
import dev.gramme.model.dynamodb.LocalSecondaryIndexInfo;
import dev.gramme.model.dynamodb.ProvisionedThroughput;
import dev.gramme.model.dynamodb.ProvisionedThroughputDescription;
import dev.gramme.model.dynamodb.SourceTableDetails;
import dev.gramme.model.dynamodb.SourceTableFeatureDetails;
import dev.gramme.model.dynamodb.TableDescription;
import dev.gramme.model.dynamodb.TimeToLiveDescription;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Backups as they are answered. */
final class Shown {
    private Shown() {}

    static BackupDetails details(Backup backup, String status) {
        return new BackupDetails(
                backup.arn(),
                backup.name(),
                backup.past().record().bytes(),
                status,
                backup.type(),
                Instant.ofEpochMilli(backup.createdMillis()),
                expiry(backup));
    }

    private static @Nullable Instant expiry(Backup backup) {
        return backup.expiryMillis() == 0 ? null : Instant.ofEpochMilli(backup.expiryMillis());
    }

    static BackupSummary summary(Backup backup) {
        TableDescription table = backup.past().record().description();
        return new BackupSummary(
                table.tableName(),
                table.tableId(),
                table.tableArn(),
                backup.arn(),
                backup.name(),
                Instant.ofEpochMilli(backup.createdMillis()),
                expiry(backup),
                backup.status(),
                backup.type(),
                backup.past().record().bytes());
    }

    static BackupDescription description(Backup backup, String status) {
        return new BackupDescription(details(backup, status), source(backup), features(backup));
    }

    private static SourceTableDetails source(Backup backup) {
        TableDescription table = backup.past().record().description();
        return new SourceTableDetails(
                table.tableName(),
                table.tableId(),
                table.tableArn(),
                backup.past().record().bytes(),
                table.keySchema(),
                table.creationDateTime(),
                throughput(table.provisionedThroughput()),
                table.onDemandThroughput(),
                backup.past().record().items(),
                TablePlan.billingMode(table));
    }

    /** Zero where the table is on demand. */
    static ProvisionedThroughput throughput(@Nullable ProvisionedThroughputDescription given) {
        return given == null
                ? new ProvisionedThroughput(0L, 0L)
                : new ProvisionedThroughput(given.readCapacityUnits(), given.writeCapacityUnits());
    }

    private static SourceTableFeatureDetails features(Backup backup) {
        TableDescription table = backup.past().record().description();
        TimeToLive timeToLive = backup.past().record().settings().timeToLive();
        return SourceTableFeatureDetails.builder()
                .localSecondaryIndexes(
                        table.localSecondaryIndexes() == null
                                ? null
                                : table.localSecondaryIndexes().stream()
                                        .map(index -> new LocalSecondaryIndexInfo(
                                                index.indexName(), index.keySchema(), index.projection()))
                                        .toList())
                .globalSecondaryIndexes(
                        table.globalSecondaryIndexes() == null
                                ? null
                                : table.globalSecondaryIndexes().stream()
                                        .map(index -> new GlobalSecondaryIndexInfo(
                                                index.indexName(),
                                                index.keySchema(),
                                                index.projection(),
                                                throughput(index.provisionedThroughput()),
                                                index.onDemandThroughput()))
                                        .toList())
                .sseDescription(table.sseDescription())
                .streamDescription(table.streamSpecification())
                .timeToLiveDescription(
                        timeToLive == null || !timeToLive.isKept()
                                ? null
                                : new TimeToLiveDescription(timeToLive.status(), timeToLive.attribute()))
                .build();
    }
}
