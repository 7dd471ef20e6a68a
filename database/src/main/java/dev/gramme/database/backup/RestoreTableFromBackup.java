package dev.gramme.database.backup;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.api.Operation;
import dev.gramme.database.table.TableAccess;
import dev.gramme.model.OperationShape;
import dev.gramme.model.dynamodb.Operations;
import dev.gramme.model.dynamodb.RestoreTableFromBackupInput;
import dev.gramme.model.dynamodb.RestoreTableFromBackupOutput;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** RestoreTableFromBackup: a new table with what a backup holds. */
final class RestoreTableFromBackup implements Operation<RestoreTableFromBackupInput, RestoreTableFromBackupOutput> {
    private final Backups backups;
    private final RestoredTables restored;

    RestoreTableFromBackup(Backups backups, RestoredTables restored) {
        this.backups = backups;
        this.restored = restored;
    }

    @Override
    public OperationShape<RestoreTableFromBackupInput, RestoreTableFromBackupOutput> shape() {
        return Operations.RESTORE_TABLE_FROM_BACKUP;
    }

    @Override
    public List<Access> accesses(Call call, RestoreTableFromBackupInput request) {
        String target = Objects.requireNonNull(request.targetTableName());
        List<Access> accesses = new ArrayList<>(TableAccess.ofRestored(call, target));
        accesses.add(Access.of(shape().action(), Objects.requireNonNull(request.backupArn())));
        accesses.add(TableAccess.of(backups.tables(), call, shape().action(), target));
        Backup backup = backups.find(call, Objects.requireNonNull(request.backupArn()));
        if (backup != null) {
            accesses.addAll(
                    restored.accesses(call, backup.past().record(), target, request.sseSpecificationOverride()));
        }
        return accesses;
    }

    @Override
    public RestoreTableFromBackupOutput run(Call call, RestoreTableFromBackupInput request) {
        RestoredTables.refuseUnbuilt(request.vectorIndexOverride());
        Backup backup = backups.require(call, Objects.requireNonNull(request.backupArn()));
        if (backup.status().equals(Backup.CREATING)) {
            throw new DynamoException(ErrorCode.BACKUP_IN_USE, "Backup is being created: " + backup.arn());
        }
        return new RestoreTableFromBackupOutput(restored.begin(
                call,
                Objects.requireNonNull(request.targetTableName()),
                backup.past(),
                backup.arn(),
                Instant.ofEpochMilli(backup.createdMillis()),
                Overrides.of(request)));
    }
}
