package dev.gramme.database.table;

import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.Operation;
import dev.gramme.database.env.Environment;
import dev.gramme.model.OperationShape;
import dev.gramme.model.dynamodb.BillingModeSummary;
import dev.gramme.model.dynamodb.Operations;
import dev.gramme.model.dynamodb.ProvisionedThroughput;
import dev.gramme.model.dynamodb.ProvisionedThroughputDescription;
import dev.gramme.model.dynamodb.TableClassSummary;
import dev.gramme.model.dynamodb.TableDescription;
import dev.gramme.model.dynamodb.UpdateTableInput;
import dev.gramme.model.dynamodb.UpdateTableOutput;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** UpdateTable: billing mode, throughput, deletion protection, table class. */
public final class UpdateTable implements Operation<UpdateTableInput, UpdateTableOutput> {
    private final Tables tables;
    private final Environment environment;

    public UpdateTable(Tables tables, Environment environment) {
        this.tables = tables;
        this.environment = environment;
    }

    @Override
    public OperationShape<UpdateTableInput, UpdateTableOutput> shape() {
        return Operations.UPDATE_TABLE;
    }

    @Override
    public UpdateTableOutput run(Call call, UpdateTableInput request) {
        String name = Objects.requireNonNull(request.tableName());
        TableNames.resolve(call, name);
        refuseUnbuilt(request);
        boolean empty = request.billingMode() == null
                && request.provisionedThroughput() == null
                && request.deletionProtectionEnabled() == null
                && request.tableClass() == null;
        if (empty) {
            throw DynamoException.validation("At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled,"
                    + " GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required");
        }
        return new UpdateTableOutput(tables.update(call, name, before -> changed(before, request)));
    }

    private static void refuseUnbuilt(UpdateTableInput request) {
        Unbuilt.refuse("GlobalSecondaryIndexUpdates", request.globalSecondaryIndexUpdates());
        Unbuilt.refuse("StreamSpecification", request.streamSpecification());
        Unbuilt.refuse("SSESpecification", request.sseSpecification());
        Unbuilt.refuse("ReplicaUpdates", request.replicaUpdates());
        Unbuilt.refuse("MultiRegionConsistency", request.multiRegionConsistency());
        Unbuilt.refuse("GlobalTableWitnessUpdates", request.globalTableWitnessUpdates());
        Unbuilt.refuse("OnDemandThroughput", request.onDemandThroughput());
        Unbuilt.refuse("WarmThroughput", request.warmThroughput());
        Unbuilt.refuse("GlobalTableSettingsReplicationMode", request.globalTableSettingsReplicationMode());
        Unbuilt.refuse("VectorIndexUpdates", request.vectorIndexUpdates());
    }

    private TableDescription changed(TableDescription before, UpdateTableInput request) {
        Instant now = Instant.ofEpochMilli(environment.clockMillis());
        TableDescription.Builder after = before.toBuilder();
        Boolean protection = request.deletionProtectionEnabled();
        if (protection != null) {
            after.deletionProtectionEnabled(protection);
        }
        String tableClass = request.tableClass();
        if (tableClass != null) {
            after.tableClassSummary(new TableClassSummary(tableClass, now));
        }
        if (request.billingMode() != null || request.provisionedThroughput() != null) {
            changeThroughput(before, after, request, now);
        }
        return after.build();
    }

    private static void changeThroughput(
            TableDescription before, TableDescription.Builder after, UpdateTableInput request, Instant now) {
        boolean wasOnDemand = isOnDemand(before);
        String asked = request.billingMode();
        String mode = asked == null ? (wasOnDemand ? Throughput.PAY_PER_REQUEST : Throughput.PROVISIONED) : asked;
        ProvisionedThroughput throughput = request.provisionedThroughput();
        ProvisionedThroughputDescription old = Objects.requireNonNull(before.provisionedThroughput());
        boolean staysProvisioned = !wasOnDemand && mode.equals(Throughput.PROVISIONED);
        if (staysProvisioned && throughput == null) {
            return;
        }
        Throughput.check(mode, throughput);
        if (mode.equals(Throughput.PAY_PER_REQUEST)) {
            if (!wasOnDemand) {
                after.billingModeSummary(new BillingModeSummary(mode, now));
                after.provisionedThroughput(Throughput.describe(null));
            }
            return;
        }
        ProvisionedThroughput wanted = Objects.requireNonNull(throughput);
        if (staysProvisioned) {
            requireDifferent(old, wanted);
        }
        BillingModeSummary summary = before.billingModeSummary();
        after.billingModeSummary(
                summary == null ? null : new BillingModeSummary(mode, summary.lastUpdateToPayPerRequestDateTime()));
        after.provisionedThroughput(stamped(old, wanted, now));
    }

    private static boolean isOnDemand(TableDescription table) {
        BillingModeSummary summary = table.billingModeSummary();
        return summary != null && Throughput.PAY_PER_REQUEST.equals(summary.billingMode());
    }

    private static ProvisionedThroughputDescription stamped(
            ProvisionedThroughputDescription old, ProvisionedThroughput wanted, Instant now) {
        long reads = number(wanted.readCapacityUnits());
        long writes = number(wanted.writeCapacityUnits());
        boolean increase = reads > number(old.readCapacityUnits()) || writes > number(old.writeCapacityUnits());
        boolean decrease = reads < number(old.readCapacityUnits()) || writes < number(old.writeCapacityUnits());
        ProvisionedThroughputDescription.Builder changed =
                old.toBuilder().readCapacityUnits(reads).writeCapacityUnits(writes);
        if (increase) {
            changed.lastIncreaseDateTime(now);
        }
        if (decrease) {
            changed.lastDecreaseDateTime(now);
        }
        return changed.build();
    }

    private static long number(@Nullable Long value) {
        return value == null ? 0 : value;
    }

    private static void requireDifferent(ProvisionedThroughputDescription old, ProvisionedThroughput wanted) {
        boolean same = number(old.readCapacityUnits()) == number(wanted.readCapacityUnits())
                && number(old.writeCapacityUnits()) == number(wanted.writeCapacityUnits());
        if (same) {
            throw DynamoException.validation(
                    "The provisioned throughput for the table will not change. The requested value"
                            + " equals the current value. Current ReadCapacityUnits provisioned for the table: "
                            + old.readCapacityUnits() + ". Requested ReadCapacityUnits: " + wanted.readCapacityUnits()
                            + ". Current WriteCapacityUnits provisioned for the table: " + old.writeCapacityUnits()
                            + ". Requested WriteCapacityUnits: " + wanted.writeCapacityUnits()
                            + ". Refer to the Amazon DynamoDB Developer Guide for current limits and how to request"
                            + " higher limits.");
        }
    }
}
