package dev.gramme.database.table;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.api.Operation;
import dev.gramme.model.OperationShape;
import dev.gramme.model.dynamodb.DescribeContributorInsightsInput;
import dev.gramme.model.dynamodb.DescribeContributorInsightsOutput;
import dev.gramme.model.dynamodb.Operations;
import java.util.List;
import java.util.Objects;

/** DescribeContributorInsights: Gramme collects none. */
public final class DescribeContributorInsights
        implements Operation<DescribeContributorInsightsInput, DescribeContributorInsightsOutput> {
    private final Tables tables;

    public DescribeContributorInsights(Tables tables) {
        this.tables = tables;
    }

    @Override
    public OperationShape<DescribeContributorInsightsInput, DescribeContributorInsightsOutput> shape() {
        return Operations.DESCRIBE_CONTRIBUTOR_INSIGHTS;
    }

    @Override
    public boolean mayBlock() {
        return false;
    }

    @Override
    public List<Access> accesses(Call call, DescribeContributorInsightsInput request) {
        return List.of(TableAccess.of(tables, call, shape().action(), Objects.requireNonNull(request.tableName())));
    }

    @Override
    public DescribeContributorInsightsOutput run(Call call, DescribeContributorInsightsInput request) {
        Table table = tables.require(call, Objects.requireNonNull(request.tableName()));
        String indexName = request.indexName();
        if (indexName != null && table.findIndex(indexName) == null) {
            throw new DynamoException(ErrorCode.RESOURCE_NOT_FOUND, "Requested resource not found");
        }
        return DescribeContributorInsightsOutput.builder()
                .tableName(table.name())
                .indexName(indexName)
                .contributorInsightsStatus("DISABLED")
                .build();
    }
}
