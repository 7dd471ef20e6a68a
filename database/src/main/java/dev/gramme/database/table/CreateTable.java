package dev.gramme.database.table;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Conditions;
import dev.gramme.database.api.Operation;
import dev.gramme.database.api.TagConditions;
import dev.gramme.database.env.Environment;
import dev.gramme.database.resource.ResourcePolicy;
import dev.gramme.database.resource.ResourcePolicyRules;
import dev.gramme.model.OperationShape;
import dev.gramme.model.dynamodb.CreateTableInput;
import dev.gramme.model.dynamodb.CreateTableOutput;
import dev.gramme.model.dynamodb.Operations;
import dev.gramme.model.dynamodb.TableDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** CreateTable. */
public final class CreateTable implements Operation<CreateTableInput, CreateTableOutput> {
    private final Tables tables;
    private final TablePlans plans;
    private final Environment environment;

    public CreateTable(Tables tables, TablePlans plans, Environment environment) {
        this.tables = tables;
        this.plans = plans;
        this.environment = environment;
    }

    @Override
    public OperationShape<CreateTableInput, CreateTableOutput> shape() {
        return Operations.CREATE_TABLE;
    }

    @Override
    public List<Access> accesses(Call call, CreateTableInput request) {
        String name = Objects.requireNonNull(request.tableName());
        Map<String, String> tags = Tags.of(request.tags());
        Conditions asked = TagConditions.ofRequest(tags);
        List<Access> accesses = new ArrayList<>();
        accesses.add(TableAccess.of(tables, call, shape().action(), name, asked));
        if (!tags.isEmpty()) {
            accesses.add(TableAccess.of(tables, call, Operations.TAG_RESOURCE.action(), name, asked));
        }
        if (request.resourcePolicy() != null) {
            accesses.add(TableAccess.of(tables, call, Operations.PUT_RESOURCE_POLICY.action(), name, asked));
        }
        accesses.addAll(tables.encryption().accesses(call, request.sseSpecification(), TableNames.resolve(call, name)));
        return accesses;
    }

    @Override
    public CreateTableOutput run(Call call, CreateTableInput request) {
        TableDescription planned = plans.plan(call, request);
        Map<String, String> tags = Tags.of(request.tags());
        return new CreateTableOutput(tables.create(call, planned, tags, settings(request)));
    }

    private TableSettings settings(CreateTableInput request) {
        String document = request.resourcePolicy();
        return document == null
                ? TableSettings.NONE
                : TableSettings.NONE.withPolicy(
                        ResourcePolicy.first(ResourcePolicyRules.forTable(document), environment.clockMillis()));
    }
}
