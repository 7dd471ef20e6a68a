package dev.gramme.database.table;

import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.model.OperationShape;
import dev.gramme.model.dynamodb.DescribeTimeToLiveInput;
import dev.gramme.model.dynamodb.DescribeTimeToLiveOutput;
import dev.gramme.model.dynamodb.Operations;
import dev.gramme.model.dynamodb.TimeToLiveDescription;
import java.util.Objects;

/** DescribeTimeToLive: tables have no expiry yet. */
public final class DescribeTimeToLive implements Operation<DescribeTimeToLiveInput, DescribeTimeToLiveOutput> {
    private final Tables tables;

    public DescribeTimeToLive(Tables tables) {
        this.tables = tables;
    }

    @Override
    public OperationShape<DescribeTimeToLiveInput, DescribeTimeToLiveOutput> shape() {
        return Operations.DESCRIBE_TIME_TO_LIVE;
    }

    @Override
    public boolean mayBlock() {
        return false;
    }

    @Override
    public DescribeTimeToLiveOutput run(Call call, DescribeTimeToLiveInput request) {
        tables.require(call, Objects.requireNonNull(request.tableName()));
        return new DescribeTimeToLiveOutput(new TimeToLiveDescription("DISABLED", null));
    }
}
