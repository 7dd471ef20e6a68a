package dev.gramme.database.table;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.model.OperationShape;
import dev.gramme.model.dynamodb.DescribeTableInput;
import dev.gramme.model.dynamodb.DescribeTableOutput;
import dev.gramme.model.dynamodb.Operations;
import java.util.List;
import java.util.Objects;

/** DescribeTable. */
public final class DescribeTable implements Operation<DescribeTableInput, DescribeTableOutput> {
    private final Tables tables;

    public DescribeTable(Tables tables) {
        this.tables = tables;
    }

    @Override
    public OperationShape<DescribeTableInput, DescribeTableOutput> shape() {
        return Operations.DESCRIBE_TABLE;
    }

    @Override
    public boolean mayBlock() {
        return false;
    }

    @Override
    public List<Access> accesses(Call call, DescribeTableInput request) {
        return List.of(TableAccess.of(tables, call, shape().action(), Objects.requireNonNull(request.tableName())));
    }

    @Override
    public DescribeTableOutput run(Call call, DescribeTableInput request) {
        Table table = tables.require(call, Objects.requireNonNull(request.tableName()));
        return new DescribeTableOutput(table.description());
    }
}
