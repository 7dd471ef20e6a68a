package dev.gramme.database.backup;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.model.OperationShape;
import dev.gramme.model.dynamodb.DescribeBackupInput;
import dev.gramme.model.dynamodb.DescribeBackupOutput;
import dev.gramme.model.dynamodb.Operations;
import java.util.List;
import java.util.Objects;

/** DescribeBackup. */
final class DescribeBackup implements Operation<DescribeBackupInput, DescribeBackupOutput> {
    private final Backups backups;

    DescribeBackup(Backups backups) {
        this.backups = backups;
    }

    @Override
    public OperationShape<DescribeBackupInput, DescribeBackupOutput> shape() {
        return Operations.DESCRIBE_BACKUP;
    }

    @Override
    public boolean mayBlock() {
        return false;
    }

    @Override
    public List<Access> accesses(Call call, DescribeBackupInput request) {
        return List.of(Access.of(shape().action(), Objects.requireNonNull(request.backupArn())));
    }

    @Override
    public DescribeBackupOutput run(Call call, DescribeBackupInput request) {
        Backup backup = backups.require(call, Objects.requireNonNull(request.backupArn()));
        return new DescribeBackupOutput(Shown.description(backup, backup.status()));
    }
}
