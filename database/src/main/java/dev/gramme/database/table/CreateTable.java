package dev.gramme.database.table;

import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.model.OperationShape;
import dev.gramme.model.dynamodb.CreateTableInput;
import dev.gramme.model.dynamodb.CreateTableOutput;
import dev.gramme.model.dynamodb.Operations;
import dev.gramme.model.dynamodb.TableDescription;
import java.util.Map;

/** CreateTable. */
public final class CreateTable implements Operation<CreateTableInput, CreateTableOutput> {
    private final Tables tables;
    private final TablePlans plans;

    public CreateTable(Tables tables, TablePlans plans) {
        this.tables = tables;
        this.plans = plans;
    }

    @Override
    public OperationShape<CreateTableInput, CreateTableOutput> shape() {
        return Operations.CREATE_TABLE;
    }

    @Override
    public CreateTableOutput run(Call call, CreateTableInput request) {
        TableDescription planned = plans.plan(call, request);
        Map<String, String> tags = Tags.of(request.tags());
        return new CreateTableOutput(tables.create(call, planned, tags));
    }
}
