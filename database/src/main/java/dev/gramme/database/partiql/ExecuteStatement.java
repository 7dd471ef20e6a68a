package dev.gramme.database.partiql;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.Operation;
import dev.gramme.database.capacity.Consumed;
import dev.gramme.database.read.StatementReads;
import dev.gramme.database.store.ItemStore;
import dev.gramme.database.store.Outcome;
import dev.gramme.database.table.Table;
import dev.gramme.database.table.Tables;
import dev.gramme.database.write.WriteAnswer;
import dev.gramme.item.Item;
import dev.gramme.model.OperationShape;
import dev.gramme.model.dynamodb.ExecuteStatementInput;
import dev.gramme.model.dynamodb.ExecuteStatementOutput;
import dev.gramme.model.dynamodb.Operations;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** ExecuteStatement: one statement; a SELECT answers a page, all others change one item. */
public final class ExecuteStatement implements Operation<ExecuteStatementInput, ExecuteStatementOutput> {
    private final Tables tables;
    private final ItemStore items;
    private final StatementReads reads;

    public ExecuteStatement(Tables tables, ItemStore items) {
        this.tables = tables;
        this.items = items;
        this.reads = new StatementReads(items);
    }

    @Override
    public OperationShape<ExecuteStatementInput, ExecuteStatementOutput> shape() {
        return Operations.EXECUTE_STATEMENT;
    }

    @Override
    public boolean isDoneAnywhere() {
        return true;
    }

    @Override
    public List<Access> accesses(Call call, ExecuteStatementInput request) {
        BoundStatement bound = BoundStatement.of(Objects.requireNonNull(request.statement()), request.parameters());
        return List.of(StatementAccess.of(tables, call, bound, null, request.returnValuesOnConditionCheckFailure()));
    }

    @Override
    public ExecuteStatementOutput run(Call call, ExecuteStatementInput request) {
        BoundStatement bound = BoundStatement.of(Objects.requireNonNull(request.statement()), request.parameters());
        return switch (bound.statement()) {
            case Statement.Select select -> select(call, request, bound, select);
            case Statement.Exists ignored -> throw onlyInTransactions();
            case Statement.Write write -> write(call, request, bound, write);
        };
    }

    static DynamoException onlyInTransactions() {
        return DynamoException.validation("EXISTS can only be used in ExecuteTransaction write requests.");
    }

    private ExecuteStatementOutput select(
            Call call, ExecuteStatementInput request, BoundStatement bound, Statement.Select select) {
        StatementReads.Place start = NextTokens.read(bound, request.nextToken());
        Table table = tables.open(call, select.table());
        boolean consistent = Boolean.TRUE.equals(request.consistentRead());
        StatementReads.Asked asked = SelectPlan.of(bound, select, table, consistent);

        StatementReads.Read page = reads.page(asked, request.limit(), start);

        return ExecuteStatementOutput.builder()
                .items(projected(bound, page.items()))
                .nextToken(NextTokens.write(bound, page.next()))
                .consumedCapacity(Consumed.of(request.returnConsumedCapacity(), page.used()))
                .build();
    }

    private static List<Item> projected(BoundStatement bound, List<Item> items) {
        Columns columns = bound.parsed().columns();
        if (columns == null) {
            return items;
        }
        List<Item> projected = new ArrayList<>(items.size());
        for (Item item : items) {
            projected.add(columns.project(item));
        }
        return projected;
    }

    private ExecuteStatementOutput write(
            Call call, ExecuteStatementInput request, BoundStatement bound, Statement.Write statement) {
        Table table = tables.open(call, statement.table());
        SingleWrite write = SingleWrite.of(bound, statement, table);

        Outcome outcome = write.run(items, call, request.returnValuesOnConditionCheckFailure());

        Item returned = write.returned(outcome);
        return ExecuteStatementOutput.builder()
                .items(returned == null ? List.of() : List.of(returned))
                .consumedCapacity(
                        WriteAnswer.consumed(request.returnConsumedCapacity(), table, outcome, outcome.afterBytes()))
                .build();
    }
}
