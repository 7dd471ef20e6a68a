package dev.gramme.database.backup;

import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.database.table.TableName;
import dev.gramme.database.table.TableNames;
import dev.gramme.model.OperationShape;
import dev.gramme.model.dynamodb.BackupSummary;
import dev.gramme.model.dynamodb.ListBackupsInput;
import dev.gramme.model.dynamodb.ListBackupsOutput;
import dev.gramme.model.dynamodb.Operations;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** ListBackups: the oldest first. */
final class ListBackups implements Operation<ListBackupsInput, ListBackupsOutput> {
    private static final int MOST = 100;

    private final Backups backups;

    ListBackups(Backups backups) {
        this.backups = backups;
    }

    @Override
    public OperationShape<ListBackupsInput, ListBackupsOutput> shape() {
        return Operations.LIST_BACKUPS;
    }

    @Override
    public boolean mayBlock() {
        return false;
    }

    @Override
    public ListBackupsOutput run(Call call, ListBackupsInput request) {
        String tableName = request.tableName();
        TableName table = tableName == null ? null : TableNames.resolve(call, tableName);
        String after = request.exclusiveStartBackupArn();
        int limit = request.limit() == null ? MOST : request.limit();
        List<BackupSummary> found = new ArrayList<>();
        boolean begun = after == null;
        for (Backup backup : backups.of(call)) {
            if (begun && isWanted(backup, table, request)) {
                if (found.size() == limit) {
                    return new ListBackupsOutput(found, found.getLast().backupArn());
                }
                found.add(Shown.summary(backup));
            }
            begun |= backup.arn().equals(after);
        }
        return new ListBackupsOutput(found, null);
    }

    private static boolean isWanted(Backup backup, @Nullable TableName table, ListBackupsInput request) {
        String type = request.backupType() == null ? Backup.USER : request.backupType();
        Instant from = request.timeRangeLowerBound();
        Instant to = request.timeRangeUpperBound();
        return (type.equals("ALL") || type.equals(backup.type()))
                && (table == null || table.equals(backup.past().record().id()))
                && (from == null || backup.createdMillis() >= from.toEpochMilli())
                && (to == null || backup.createdMillis() < to.toEpochMilli());
    }
}
