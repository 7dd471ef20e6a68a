package dev.gramme.database.backup;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.api.Operation;
import dev.gramme.database.table.Table;
import dev.gramme.database.table.TableAccess;
import dev.gramme.database.table.TableSettings.Recovery;
import dev.gramme.model.OperationShape;
import dev.gramme.model.dynamodb.Operations;
import dev.gramme.model.dynamodb.PointInTimeRecoverySpecification;
import dev.gramme.model.dynamodb.UpdateContinuousBackupsInput;
import dev.gramme.model.dynamodb.UpdateContinuousBackupsOutput;
import java.util.List;
import java.util.Objects;

/** UpdateContinuousBackups: point-in-time recovery of a table, on or off. */
final class UpdateContinuousBackups implements Operation<UpdateContinuousBackupsInput, UpdateContinuousBackupsOutput> {
    private final Backups backups;
    private final Recoveries recoveries;

    UpdateContinuousBackups(Backups backups, Recoveries recoveries) {
        this.backups = backups;
        this.recoveries = recoveries;
    }

    @Override
    public OperationShape<UpdateContinuousBackupsInput, UpdateContinuousBackupsOutput> shape() {
        return Operations.UPDATE_CONTINUOUS_BACKUPS;
    }

    @Override
    public List<Access> accesses(Call call, UpdateContinuousBackupsInput request) {
        return List.of(
                TableAccess.of(backups.tables(), call, shape().action(), Objects.requireNonNull(request.tableName())));
    }

    @Override
    public UpdateContinuousBackupsOutput run(Call call, UpdateContinuousBackupsInput request) {
        PointInTimeRecoverySpecification wanted = Objects.requireNonNull(request.pointInTimeRecoverySpecification());
        boolean enabled = Boolean.TRUE.equals(wanted.pointInTimeRecoveryEnabled());
        Integer days = wanted.recoveryPeriodInDays();
        if (!enabled && days != null) {
            throw DynamoException.validation(
                    "RecoveryPeriodInDays cannot be specified when PointInTimeRecoveryEnabled is false");
        }
        Table table = backups.tables().requireForBackup(call, Objects.requireNonNull(request.tableName()));
        if (!table.record().isUsable()) {
            throw new DynamoException(ErrorCode.TABLE_IN_USE, "Table is in use: " + table.name());
        }
        Recovery known = table.record().settings().recovery();
        int kept = known == null ? Recoveries.LONGEST_DAYS : known.days();
        backups.recovery(table, enabled ? Integer.valueOf(days == null ? kept : days) : null);
        return new UpdateContinuousBackupsOutput(
                recoveries.describe(backups.tables().requireForBackup(call, table.name())));
    }
}
