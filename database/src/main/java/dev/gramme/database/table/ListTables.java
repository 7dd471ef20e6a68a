package dev.gramme.database.table;

import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.model.OperationShape;
import dev.gramme.model.dynamodb.ListTablesInput;
import dev.gramme.model.dynamodb.ListTablesOutput;
import dev.gramme.model.dynamodb.Operations;
import java.util.List;

/** ListTables: names in order, at most 100 a page. */
public final class ListTables implements Operation<ListTablesInput, ListTablesOutput> {
    private static final int MAX_NAMES = 100;

    private final Tables tables;

    public ListTables(Tables tables) {
        this.tables = tables;
    }

    @Override
    public OperationShape<ListTablesInput, ListTablesOutput> shape() {
        return Operations.LIST_TABLES;
    }

    @Override
    public boolean mayBlock() {
        return false;
    }

    @Override
    public ListTablesOutput run(Call call, ListTablesInput request) {
        Integer asked = request.limit();
        int limit = asked == null ? MAX_NAMES : asked;
        List<String> names = tables.names(call, request.exclusiveStartTableName(), limit + 1);
        if (names.size() <= limit) {
            return new ListTablesOutput(names, null);
        }
        return new ListTablesOutput(names.subList(0, limit), names.get(limit - 1));
    }
}
