package dev.gramme.database.table;

import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.model.OperationShape;
import dev.gramme.model.dynamodb.ContinuousBackupsDescription;
import dev.gramme.model.dynamodb.DescribeContinuousBackupsInput;
import dev.gramme.model.dynamodb.DescribeContinuousBackupsOutput;
import dev.gramme.model.dynamodb.Operations;
import dev.gramme.model.dynamodb.PointInTimeRecoveryDescription;
import java.util.Objects;

/** DescribeContinuousBackups: tables have no point-in-time recovery yet. */
public final class DescribeContinuousBackups
        implements Operation<DescribeContinuousBackupsInput, DescribeContinuousBackupsOutput> {
    private final Tables tables;

    public DescribeContinuousBackups(Tables tables) {
        this.tables = tables;
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
    public DescribeContinuousBackupsOutput run(Call call, DescribeContinuousBackupsInput request) {
        tables.requireForBackup(call, Objects.requireNonNull(request.tableName()));
        PointInTimeRecoveryDescription recovery = PointInTimeRecoveryDescription.builder()
                .pointInTimeRecoveryStatus("DISABLED")
                .build();
        // DynamoDB calls continuous backups enabled for every table, whether it can be restored to a time or not.
        return new DescribeContinuousBackupsOutput(new ContinuousBackupsDescription("ENABLED", recovery));
    }
}
