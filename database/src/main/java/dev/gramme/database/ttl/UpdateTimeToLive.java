package dev.gramme.database.ttl;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.Operation;
import dev.gramme.database.env.Environment;
import dev.gramme.database.table.TableAccess;
import dev.gramme.database.table.TableRecord;
import dev.gramme.database.table.TableSettings.TimeToLive;
import dev.gramme.database.table.Tables;
import dev.gramme.model.OperationShape;
import dev.gramme.model.dynamodb.Operations;
import dev.gramme.model.dynamodb.TimeToLiveSpecification;
import dev.gramme.model.dynamodb.UpdateTimeToLiveInput;
import dev.gramme.model.dynamodb.UpdateTimeToLiveOutput;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** UpdateTimeToLive: from when on items of a table expire, and by which attribute. */
final class UpdateTimeToLive implements Operation<UpdateTimeToLiveInput, UpdateTimeToLiveOutput> {
    private final Tables tables;
    private final Environment environment;
    private final TimeToLiveTimes times;

    UpdateTimeToLive(Tables tables, Environment environment, TimeToLiveTimes times) {
        this.tables = tables;
        this.environment = environment;
        this.times = times;
    }

    @Override
    public OperationShape<UpdateTimeToLiveInput, UpdateTimeToLiveOutput> shape() {
        return Operations.UPDATE_TIME_TO_LIVE;
    }

    @Override
    public List<Access> accesses(Call call, UpdateTimeToLiveInput request) {
        return List.of(TableAccess.of(tables, call, shape().action(), Objects.requireNonNull(request.tableName())));
    }

    @Override
    public UpdateTimeToLiveOutput run(Call call, UpdateTimeToLiveInput request) {
        TimeToLiveSpecification wanted = Objects.requireNonNull(request.timeToLiveSpecification());
        boolean enabled = Objects.requireNonNull(wanted.enabled());
        String attribute = Objects.requireNonNull(wanted.attributeName());
        long now = environment.clockMillis();
        tables.changeRecord(
                tables.require(call, Objects.requireNonNull(request.tableName()))
                        .id(),
                before -> change(before, enabled, attribute, now));
        return new UpdateTimeToLiveOutput(new TimeToLiveSpecification(enabled, attribute));
    }

    private TableRecord change(TableRecord record, boolean enabled, String attribute, long now) {
        if (!record.isUsable()) {
            throw record.inUse();
        }
        TimeToLive before = record.settings().timeToLive();
        checkState(before, enabled, attribute);
        if (isUnderWay(before) || (before != null && now - before.changedMillis() < times.changeMillis())) {
            throw DynamoException.validation("Time to live has been modified multiple times within a fixed interval");
        }
        String status = enabled ? TimeToLive.ENABLING : TimeToLive.DISABLING;
        return record.withSettings(record.settings().withTimeToLive(new TimeToLive(attribute, status, now)));
    }

    private static void checkState(@Nullable TimeToLive before, boolean enabled, String attribute) {
        if (before == null || !before.isKept()) {
            if (!enabled) {
                throw DynamoException.validation("TimeToLive is already disabled");
            }
        } else if (!before.attribute().equals(attribute)) {
            throw DynamoException.validation(
                    "TimeToLive is active on a different AttributeName: current AttributeName is "
                            + before.attribute());
        } else if (enabled) {
            throw DynamoException.validation("TimeToLive is already enabled");
        }
    }

    private static boolean isUnderWay(@Nullable TimeToLive before) {
        return before != null
                && (before.status().equals(TimeToLive.ENABLING)
                        || before.status().equals(TimeToLive.DISABLING));
    }
}
