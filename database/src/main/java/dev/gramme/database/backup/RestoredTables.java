package dev.gramme.database.backup;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.table.TableEncryption;
import dev.gramme.database.table.TableName;
import dev.gramme.database.table.TableNames;
import dev.gramme.database.table.TablePlans;
import dev.gramme.database.table.TableRecord;
import dev.gramme.database.table.TableSettings;
import dev.gramme.database.table.Unbuilt;
import dev.gramme.model.dynamodb.RestoreSummary;
import dev.gramme.model.dynamodb.SSESpecification;
import dev.gramme.model.dynamodb.TableDescription;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes tables from the past of others. */
final class RestoredTables {
    /** Of one account at a time (source: developer guide, "Restoring a DynamoDB table from a backup"). */
    private static final int MOST = 50;

    private final Backups backups;
    private final TablePlans plans;

    RestoredTables(Backups backups, TablePlans plans) {
        this.backups = backups;
        this.plans = plans;
    }

    /**
     * What a caller needs permission for to have a table made under a key of KMS, and to have one read that was.
     *
     * @param wanted null for the key of the table as it was
     */
    List<Access> accesses(Call call, TableRecord source, String targetName, @Nullable SSESpecification wanted) {
        TableEncryption encryption = backups.tables().encryption();
        TableName target = TableNames.resolve(call, targetName);
        SSESpecification chosen = wanted == null ? TablePlan.encryption(source.description()) : wanted;
        List<Access> accesses = new ArrayList<>(encryption.accesses(call, chosen, target));
        Access reading = encryption.accessToData(call, source);
        if (reading != null) {
            accesses.add(reading);
        }
        return accesses;
    }

    /**
     * Begins a restore.
     *
     * @param backupArn empty where it is no backup that is restored
     * @return the new table as it is now: CREATING
     */
    TableDescription begin(
            Call call, String targetName, PastTable past, String backupArn, Instant time, Overrides overrides) {
        TableName target = TableNames.resolve(call, targetName);
        TableDescription source = past.record().description();
        return backups.tables().exclusively(() -> {
            if (backups.tables().exists(target)) {
                throw new DynamoException(ErrorCode.TABLE_ALREADY_EXISTS, "Table already exists: " + target.name());
            }
            long running = backups.restores().stream()
                    .filter(restore -> restore.target().accountId().equals(target.accountId()))
                    .count();
            if (running >= MOST) {
                throw new DynamoException(
                        ErrorCode.LIMIT_EXCEEDED,
                        "Subscriber limit exceeded: Only " + MOST + " tables can be restored simultaneously");
            }
            backups.tables().keys(past.tableId(), past.record().wrappedKey()).values();
            TableDescription planned = plans.plan(call, TablePlan.like(source, target.name(), overrides)).toBuilder()
                    .restoreSummary(
                            new RestoreSummary(backupArn.isEmpty() ? null : backupArn, source.tableArn(), time, true))
                    .build();
            backups.begin(new Restore(target, Objects.requireNonNull(planned.tableId()), backupArn, past));
            return backups.tables().create(call, planned, Map.of(), TableSettings.NONE);
        });
    }

    static void refuseUnbuilt(@Nullable List<?> vectors) {
        Unbuilt.refuse("VectorIndexOverride", vectors);
    }
}
