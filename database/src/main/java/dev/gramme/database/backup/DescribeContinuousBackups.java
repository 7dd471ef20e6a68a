package dev.gramme.database.backup;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.database.table.TableAccess;
import dev.gramme.database.table.Tables;
import dev.gramme.model.OperationShape;
import dev.gramme.model.dynamodb.DescribeContinuousBackupsInput;
import dev.gramme.model.dynamodb.DescribeContinuousBackupsOutput;
import dev.gramme.model.dynamodb.Operations;
import java.util.List;
import java.util.Objects;

/** DescribeContinuousBackups: from when to when a table can be restored. */
final class DescribeContinuousBackups
        implements Operation<DescribeContinuousBackupsInput, DescribeContinuousBackupsOutput> {
    private final Tables tables;
    private final Recoveries recoveries;

    DescribeContinuousBackups(Tables tables, Recoveries recoveries) {
        this.tables = tables;
        this.recoveries = recoveries;
    }

    @Override
    public OperationShape<DescribeContinuousBackupsInput, DescribeContinuousBackupsOutput> shape() {
        return Operations.DESCRIBE_CONTINUOUS_BACKUPS;
    }

    @Override
    public boolean mayBlock() {
        return false;
    }

    @Override
    public List<Access> accesses(Call call, DescribeContinuousBackupsInput request) {
        return List.of(TableAccess.of(tables, call, shape().action(), Objects.requireNonNull(request.tableName())));
    }

    @Override
    public DescribeContinuousBackupsOutput run(Call call, DescribeContinuousBackupsInput request) {
        return new DescribeContinuousBackupsOutput(
                recoveries.describe(tables.requireForBackup(call, Objects.requireNonNull(request.tableName()))));
    }
}
