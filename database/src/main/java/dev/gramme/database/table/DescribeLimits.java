package dev.gramme.database.table;

import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.model.OperationShape;
import dev.gramme.model.dynamodb.DescribeLimitsInput;
import dev.gramme.model.dynamodb.DescribeLimitsOutput;
import dev.gramme.model.dynamodb.Operations;

/** DescribeLimits: the account's quotas for provisioned capacity. */
public final class DescribeLimits implements Operation<DescribeLimitsInput, DescribeLimitsOutput> {
    private final Tables tables;

    public DescribeLimits(Tables tables) {
        this.tables = tables;
    }

    @Override
    public OperationShape<DescribeLimitsInput, DescribeLimitsOutput> shape() {
        return Operations.DESCRIBE_LIMITS;
    }

    @Override
    public boolean mayBlock() {
        return false;
    }

    @Override
    public DescribeLimitsOutput run(Call call, DescribeLimitsInput request) {
        Quotas quotas = tables.quotas();
        return new DescribeLimitsOutput(
                quotas.accountReadUnits(),
                quotas.accountWriteUnits(),
                quotas.tableReadUnits(),
                quotas.tableWriteUnits());
    }
}
