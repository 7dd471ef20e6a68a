package dev.gramme.database.table;

import dev.gramme.database.api.Access;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** UpdateTable: billing mode, throughput, global indexes, deletion protection, table class, key of encryption. */
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
    public List<Access> accesses(Call call, UpdateTableInput request) {
        String name = Objects.requireNonNull(request.tableName());
        List<Access> accesses = new ArrayList<>(
                tables.encryption().accesses(call, request.sseSpecification(), TableNames.resolve(call, name)));
        accesses.add(TableAccess.of(tables, call, shape().action(), name));
        return accesses;
    }

    @Override
    public UpdateTableOutput run(Call call, UpdateTableInput request) {
        String name = Objects.requireNonNull(request.tableName());
        TableNames.resolve(call, name);
        refuseUnbuilt(request);
        boolean empty = request.billingMode() == null
                && request.provisionedThroughput() == null
                && request.deletionProtectionEnabled() == null
                && request.tableClass() == null
                && request.globalSecondaryIndexUpdates() == null
                && request.streamSpecification() == null
                && request.onDemandThroughput() == null
                && request.sseSpecification() == null
                && request.warmThroughput() == null;
        if (empty) {
            throw DynamoException.validation("At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled,"
                    + " GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required");
        }
        StreamSettings.check(request.streamSpecification());
        IndexUpdates indexes = new IndexUpdates(request.globalSecondaryIndexUpdates(), tables.quotas());
        return new UpdateTableOutput(
                indexes.mayInterrupt()
                        ? tables.updateBusy(call, name, before -> changed(call, before, request, indexes))
                        : tables.update(call, name, before -> changed(call, before, request, indexes)));
    }

    private static void refuseUnbuilt(UpdateTableInput request) {
        Unbuilt.refuse("ReplicaUpdates", request.replicaUpdates());
        Unbuilt.refuse("MultiRegionConsistency", request.multiRegionConsistency());
        Unbuilt.refuse("GlobalTableWitnessUpdates", request.globalTableWitnessUpdates());
        Unbuilt.refuse("GlobalTableSettingsReplicationMode", request.globalTableSettingsReplicationMode());
        Unbuilt.refuse("VectorIndexUpdates", request.vectorIndexUpdates());
    }

    private TableDescription changed(
            Call call, TableDescription before, UpdateTableInput request, IndexUpdates indexes) {
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
        if (request.onDemandThroughput() != null) {
            after.onDemandThroughput(request.onDemandThroughput());
        }
        if (request.warmThroughput() != null) {
            after.warmThroughput(Throughput.warm(request.warmThroughput()));
        }
        TableDescription changed = after.build();
        Throughput.checkOnDemand(Throughput.mode(changed), request.onDemandThroughput());
        if (request.sseSpecification() != null) {
            changed = tables.encryption().changed(call, changed, request.sseSpecification());
        }
        if (request.streamSpecification() != null) {
            changed = StreamSettings.apply(changed, request.streamSpecification(), now);
        }
        return indexes.apply(changed, request.attributeDefinitions(), now);
    }

    private static void changeThroughput(
            TableDescription before, TableDescription.Builder after, UpdateTableInput request, Instant now) {
        boolean wasOnDemand = Throughput.mode(before).equals(Throughput.PAY_PER_REQUEST);
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
        after.provisionedThroughput(ThroughputChange.of(old, wanted, now));
    }

    private static void requireDifferent(ProvisionedThroughputDescription old, ProvisionedThroughput wanted) {
        if (ThroughputChange.isSame(old, wanted)) {
            throw Throughput.unchanged("table", old, wanted);
        }
    }
}
