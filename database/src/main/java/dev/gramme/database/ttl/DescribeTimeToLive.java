package dev.gramme.database.ttl;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.database.table.TableAccess;
import dev.gramme.database.table.TableSettings.TimeToLive;
import dev.gramme.database.table.Tables;
import dev.gramme.model.OperationShape;
import dev.gramme.model.dynamodb.DescribeTimeToLiveInput;
import dev.gramme.model.dynamodb.DescribeTimeToLiveOutput;
import dev.gramme.model.dynamodb.Operations;
import dev.gramme.model.dynamodb.TimeToLiveDescription;
import java.util.List;
import java.util.Objects;

/** DescribeTimeToLive: whether items of a table expire, and by which attribute. */
final class DescribeTimeToLive implements Operation<DescribeTimeToLiveInput, DescribeTimeToLiveOutput> {
    private final Tables tables;

    DescribeTimeToLive(Tables tables) {
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
    public List<Access> accesses(Call call, DescribeTimeToLiveInput request) {
        return List.of(TableAccess.of(tables, call, shape().action(), Objects.requireNonNull(request.tableName())));
    }

    @Override
    public DescribeTimeToLiveOutput run(Call call, DescribeTimeToLiveInput request) {
        TimeToLive timeToLive = tables.require(call, Objects.requireNonNull(request.tableName()))
                .record()
                .settings()
                .timeToLive();
        TimeToLiveDescription description =
                timeToLive == null || timeToLive.status().equals(TimeToLive.DISABLED)
                        ? new TimeToLiveDescription(TimeToLive.DISABLED, null)
                        : new TimeToLiveDescription(timeToLive.status(), timeToLive.attribute());
        return new DescribeTimeToLiveOutput(description);
    }
}
