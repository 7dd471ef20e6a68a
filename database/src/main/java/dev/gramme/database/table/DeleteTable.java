package dev.gramme.database.table;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.Operation;
import dev.gramme.model.OperationShape;
import dev.gramme.model.dynamodb.DeleteTableInput;
import dev.gramme.model.dynamodb.DeleteTableOutput;
import dev.gramme.model.dynamodb.Operations;
import dev.gramme.model.dynamodb.TableDescription;
import java.util.List;
import java.util.Objects;

/** DeleteTable. */
public final class DeleteTable implements Operation<DeleteTableInput, DeleteTableOutput> {
    private final Tables tables;

    public DeleteTable(Tables tables) {
        this.tables = tables;
    }

    @Override
    public OperationShape<DeleteTableInput, DeleteTableOutput> shape() {
        return Operations.DELETE_TABLE;
    }

    @Override
    public List<Access> accesses(Call call, DeleteTableInput request) {
        return List.of(TableAccess.of(tables, call, shape().action(), Objects.requireNonNull(request.tableName())));
    }

    @Override
    public DeleteTableOutput run(Call call, DeleteTableInput request) {
        String name = Objects.requireNonNull(request.tableName());
        TableDescription deleted = tables.delete(call, name, DeleteTable::requireUnprotected);
        // DynamoDB's answer leaves the schema out.
        return new DeleteTableOutput(deleted.toBuilder()
                .attributeDefinitions(null)
                .keySchema(null)
                .creationDateTime(null)
                .build());
    }

    private static TableDescription requireUnprotected(TableDescription table) {
        if (Boolean.TRUE.equals(table.deletionProtectionEnabled())) {
            throw DynamoException.validation("Resource cannot be deleted as it is currently protected against deletion."
                    + " Disable deletion protection first.");
        }
        return table;
    }
}
