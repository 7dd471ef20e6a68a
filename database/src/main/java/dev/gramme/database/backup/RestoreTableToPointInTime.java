package dev.gramme.database.backup;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.api.Operation;
import dev.gramme.database.table.Table;
import dev.gramme.database.table.TableAccess;
import dev.gramme.kv.CommitClock;
import dev.gramme.model.OperationShape;
import dev.gramme.model.dynamodb.Operations;
import dev.gramme.model.dynamodb.RestoreTableToPointInTimeInput;
import dev.gramme.model.dynamodb.RestoreTableToPointInTimeOutput;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** RestoreTableToPointInTime: a new table with what another one held at a moment. */
final class RestoreTableToPointInTime
        implements Operation<RestoreTableToPointInTimeInput, RestoreTableToPointInTimeOutput> {
    private final Backups backups;
    private final RestoredTables restored;
    private final Recoveries recoveries;

    RestoreTableToPointInTime(Backups backups, RestoredTables restored, Recoveries recoveries) {
        this.backups = backups;
        this.restored = restored;
        this.recoveries = recoveries;
    }

    @Override
    public OperationShape<RestoreTableToPointInTimeInput, RestoreTableToPointInTimeOutput> shape() {
        return Operations.RESTORE_TABLE_TO_POINT_IN_TIME;
    }

    @Override
    public List<Access> accesses(Call call, RestoreTableToPointInTimeInput request) {
        String target = Objects.requireNonNull(request.targetTableName());
        List<Access> accesses = new ArrayList<>(TableAccess.ofRestored(call, target));
        accesses.add(TableAccess.of(backups.tables(), call, shape().action(), source(request)));
        accesses.add(TableAccess.of(backups.tables(), call, shape().action(), target));
        Table table = backups.tables().find(call, source(request));
        if (table != null) {
            accesses.addAll(restored.accesses(call, table.record(), target, request.sseSpecificationOverride()));
        }
        return accesses;
    }

    @Override
    public RestoreTableToPointInTimeOutput run(Call call, RestoreTableToPointInTimeInput request) {
        RestoredTables.refuseUnbuilt(request.vectorIndexOverride());
        String source = source(request);
        boolean latest = Boolean.TRUE.equals(request.useLatestRestorableTime());
        if (latest == (request.restoreDateTime() != null)) {
            throw DynamoException.validation(
                    "Exactly one of UseLatestRestorableTime and RestoreDateTime must be provided");
        }
        Table table = backups.tables().requireForBackup(call, source);
        Recoveries.Window window = table.record().isUsable() ? recoveries.window(table) : null;
        if (window == null) {
            throw new DynamoException(
                    ErrorCode.POINT_IN_TIME_RECOVERY_UNAVAILABLE,
                    "Point in time recovery is not enabled for table '" + table.name() + "'");
        }
        Instant time = latest ? window.latest() : Objects.requireNonNull(request.restoreDateTime());
        if (!window.holds(time)) {
            throw new DynamoException(
                    ErrorCode.INVALID_RESTORE_TIME,
                    "An invalid restore time was specified. RestoreDateTime must be between"
                            + " EarliestRestorableDateTime and LatestRestorableDateTime.");
        }
        return new RestoreTableToPointInTimeOutput(restored.begin(
                call,
                Objects.requireNonNull(request.targetTableName()),
                past(table, time, window),
                "",
                time,
                Overrides.of(request)));
    }

    /** Commits of this very millisecond may still come, so now is a fence; earlier moments are what stamps say. */
    private PastTable past(Table table, Instant time, Recoveries.Window window) {
        return time.equals(window.latest())
                ? backups.now(table.record())
                : PastTable.at(table.record(), CommitClock.firstOf(time.toEpochMilli() + 1) - 1);
    }

    private static String source(RestoreTableToPointInTimeInput request) {
        String source = request.sourceTableArn() == null ? request.sourceTableName() : request.sourceTableArn();
        if (source == null) {
            throw DynamoException.validation("Either SourceTableArn or SourceTableName must be provided");
        }
        return source;
    }
}
