package dev.gramme.database.backup;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.api.Operation;
import dev.gramme.database.table.Table;
import dev.gramme.database.table.TableAccess;
import dev.gramme.model.OperationShape;
import dev.gramme.model.dynamodb.CreateBackupInput;
import dev.gramme.model.dynamodb.CreateBackupOutput;
import dev.gramme.model.dynamodb.Operations;
import java.util.List;
import java.util.Objects;

/** CreateBackup: keeps a table as it is now. */
final class CreateBackup implements Operation<CreateBackupInput, CreateBackupOutput> {
    private final Backups backups;

    CreateBackup(Backups backups) {
        this.backups = backups;
    }

    @Override
    public OperationShape<CreateBackupInput, CreateBackupOutput> shape() {
        return Operations.CREATE_BACKUP;
    }

    @Override
    public List<Access> accesses(Call call, CreateBackupInput request) {
        return List.of(
                TableAccess.of(backups.tables(), call, shape().action(), Objects.requireNonNull(request.tableName())));
    }

    @Override
    public CreateBackupOutput run(Call call, CreateBackupInput request) {
        Table table = backups.tables().requireForBackup(call, Objects.requireNonNull(request.tableName()));
        if (!table.record().isUsable()) {
            throw new DynamoException(ErrorCode.TABLE_IN_USE, "Table is in use: " + table.name());
        }
        Backup backup = backups.create(table, Objects.requireNonNull(request.backupName()));
        return new CreateBackupOutput(Shown.details(backup, backup.status()));
    }
}
