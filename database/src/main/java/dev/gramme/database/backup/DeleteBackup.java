package dev.gramme.database.backup;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.api.Operation;
import dev.gramme.model.OperationShape;
import dev.gramme.model.dynamodb.DeleteBackupInput;
import dev.gramme.model.dynamodb.DeleteBackupOutput;
import dev.gramme.model.dynamodb.Operations;
import java.util.List;
import java.util.Objects;

/** DeleteBackup. */
final class DeleteBackup implements Operation<DeleteBackupInput, DeleteBackupOutput> {
    private final Backups backups;

    DeleteBackup(Backups backups) {
        this.backups = backups;
    }

    @Override
    public OperationShape<DeleteBackupInput, DeleteBackupOutput> shape() {
        return Operations.DELETE_BACKUP;
    }

    @Override
    public List<Access> accesses(Call call, DeleteBackupInput request) {
        return List.of(Access.of(shape().action(), Objects.requireNonNull(request.backupArn())));
    }

    @Override
    public DeleteBackupOutput run(Call call, DeleteBackupInput request) {
        Backup backup = backups.require(call, Objects.requireNonNull(request.backupArn()));
        if (backup.status().equals(Backup.CREATING) || backups.isBeingRestored(backup.arn())) {
            throw new DynamoException(
                    ErrorCode.BACKUP_IN_USE, "Backup is being created or restored to a table: " + backup.arn());
        }
        backups.delete(backup);
        return new DeleteBackupOutput(Shown.description(backup, Backup.DELETED));
    }
}
