package dev.gramme.database.partiql;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.Operation;
import dev.gramme.database.capacity.Consumed;
import dev.gramme.database.capacity.Consumption;
import dev.gramme.database.store.ItemStore;
import dev.gramme.database.table.ItemKey;
import dev.gramme.database.table.Table;
import dev.gramme.database.table.Tables;
import dev.gramme.database.transact.Action;
import dev.gramme.database.transact.JointRead;
import dev.gramme.database.transact.RequestTokens;
import dev.gramme.database.transact.Transaction;
import dev.gramme.database.transact.TransactionUnits;
import dev.gramme.item.Item;
import dev.gramme.json.JsonWriter;
import dev.gramme.model.OperationShape;
import dev.gramme.model.dynamodb.ConsumedCapacity;
import dev.gramme.model.dynamodb.ExecuteTransactionInput;
import dev.gramme.model.dynamodb.ExecuteTransactionOutput;
import dev.gramme.model.dynamodb.ItemResponse;
import dev.gramme.model.dynamodb.Operations;
import dev.gramme.model.dynamodb.ParameterizedStatement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** ExecuteTransaction: up to 100 statements that all read, or all write or check; all or none. */
public final class ExecuteTransaction implements Operation<ExecuteTransactionInput, ExecuteTransactionOutput> {
    private final Tables tables;
    private final ItemStore items;
    private final Transaction transaction;
    private final RequestTokens tokens;

    public ExecuteTransaction(Tables tables, ItemStore items, Transaction transaction, RequestTokens tokens) {
        this.tables = tables;
        this.items = items;
        this.transaction = transaction;
        this.tokens = tokens;
    }

    @Override
    public OperationShape<ExecuteTransactionInput, ExecuteTransactionOutput> shape() {
        return Operations.EXECUTE_TRANSACTION;
    }

    @Override
    public boolean isDoneAnywhere() {
        return true;
    }

    @Override
    public List<Access> accesses(Call call, ExecuteTransactionInput request) {
        List<ParameterizedStatement> asked = Objects.requireNonNull(request.transactStatements());
        List<BoundStatement> statements = bound(asked);
        List<Access> accesses = new ArrayList<>();
        for (int at = 0; at < statements.size(); at++) {
            accesses.add(StatementAccess.of(
                    tables,
                    call,
                    statements.get(at),
                    "ExecuteTransaction",
                    asked.get(at).returnValuesOnConditionCheckFailure()));
        }
        return accesses;
    }

    @Override
    public ExecuteTransactionOutput run(Call call, ExecuteTransactionInput request) {
        List<BoundStatement> statements = bound(Objects.requireNonNull(request.transactStatements()));
        boolean reads = statements.stream().anyMatch(one -> one.statement() instanceof Statement.Select);
        if (reads && statements.stream().anyMatch(one -> one.statement() instanceof Statement.Write)) {
            throw DynamoException.validation(
                    "ExecuteTransaction API does not support both read and write operations in the same request.");
        }
        return reads ? read(call, request, statements) : write(call, request, statements);
    }

    private static List<BoundStatement> bound(List<ParameterizedStatement> statements) {
        List<StatementParser.Parsed> parsed = new ArrayList<>();
        for (ParameterizedStatement statement : statements) {
            parsed.add(BoundStatement.parse(Objects.requireNonNull(statement.statement())));
        }
        List<BoundStatement> bound = new ArrayList<>();
        for (int at = 0; at < parsed.size(); at++) {
            ParameterizedStatement statement = statements.get(at);
            String text = Objects.requireNonNull(statement.statement());
            try {
                bound.add(BoundStatement.bind(text, parsed.get(at), statement.parameters()));
            } catch (DynamoException e) {
                throw failed(at, e.text());
            }
        }
        return bound;
    }

    private static DynamoException failed(int at, String why) {
        return DynamoException.validation("Validation failed in TransactStatements[" + at + "]: " + why);
    }

    private ExecuteTransactionOutput read(Call call, ExecuteTransactionInput request, List<BoundStatement> statements) {
        List<ItemStore.Read> reads = new ArrayList<>();
        for (int at = 0; at < statements.size(); at++) {
            reads.add(read(call, at, statements.get(at)));
        }

        List<@Nullable Item> found = JointRead.of(items, call, reads);

        List<ItemResponse> responses = new ArrayList<>();
        for (int at = 0; at < found.size(); at++) {
            Item item = found.get(at);
            Columns columns = statements.get(at).parsed().columns();
            responses.add(new ItemResponse(item == null || columns == null ? item : columns.project(item)));
        }
        String mode = request.returnConsumedCapacity();
        return new ExecuteTransactionOutput(
                responses, Consumed.isWanted(mode) ? Consumed.of(mode, TransactionUnits.ofReads(reads, found)) : null);
    }

    private ItemStore.Read read(Call call, int at, BoundStatement bound) {
        Statement.Select select = (Statement.Select) bound.statement();
        if (select.index() != null) {
            throw failed(at, "Reads on indices are not supported within transactions.");
        }
        Table table = tables.open(call, select.table());
        ItemKey key = SelectPlan.point(bound, select, table);
        if (key == null) {
            throw failed(
                    at,
                    "Select statements within ExecuteTransaction must specify the primary key in the where clause.");
        }
        return new ItemStore.Read(table, key);
    }

    private ExecuteTransactionOutput write(
            Call call, ExecuteTransactionInput request, List<BoundStatement> statements) {
        List<ParameterizedStatement> asked = Objects.requireNonNull(request.transactStatements());
        List<Action> actions = new ArrayList<>();
        for (int at = 0; at < statements.size(); at++) {
            actions.add(action(call, at, statements.get(at), asked.get(at)));
        }

        Transaction.Done done =
                transaction.run(call, actions, tokens.guard(call, request.clientRequestToken(), () -> bytes(asked)));

        return new ExecuteTransactionOutput(List.of(), consumed(call, request.returnConsumedCapacity(), actions, done));
    }

    private Action action(Call call, int at, BoundStatement bound, ParameterizedStatement asked) {
        Statement.Write statement = (Statement.Write) bound.statement();
        if (statement.returning() != Returning.NOTHING) {
            throw failed(at, "RETURNING clause is not supported in ExecuteTransaction.");
        }
        StatementWrite write = new StatementWrite(bound, statement);
        if (statement instanceof Statement.Exists exists) {
            Table table = tables.open(call, statement.table());
            try {
                write.checked(exists, table);
            } catch (DynamoException e) {
                throw failed(at, e.text());
            }
        }
        return new Action(
                statement.table(),
                write,
                asked.returnValuesOnConditionCheckFailure(),
                Objects.requireNonNull(asked.statement()).getBytes(StandardCharsets.UTF_8).length);
    }

    private @Nullable List<ConsumedCapacity> consumed(
            Call call, @Nullable String mode, List<Action> actions, Transaction.@Nullable Done done) {
        if (!Consumed.isWanted(mode)) {
            return null;
        }
        Collection<Consumption> used = done == null
                ? TransactionUnits.ofReplay(items, transaction.writes(call, actions))
                : TransactionUnits.of(done);
        return Consumed.of(mode, used);
    }

    private static byte[] bytes(List<ParameterizedStatement> statements) {
        JsonWriter writer = new JsonWriter();
        ExecuteTransactionInput.builder().transactStatements(statements).build().write(writer);
        return writer.toBytes();
    }
}
