package dev.gramme.database.partiql;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Authorizer;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.ConditionFailedException;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.Operation;
import dev.gramme.database.capacity.Consumed;
import dev.gramme.database.capacity.Consumption;
import dev.gramme.database.capacity.Units;
import dev.gramme.database.store.ItemStore;
import dev.gramme.database.store.Outcome;
import dev.gramme.database.table.ItemKey;
import dev.gramme.database.table.Table;
import dev.gramme.database.table.Tables;
import dev.gramme.database.write.WriteAnswer;
import dev.gramme.item.Item;
import dev.gramme.kv.Key;
import dev.gramme.kv.ReadMode;
import dev.gramme.model.OperationShape;
import dev.gramme.model.dynamodb.BatchExecuteStatementInput;
import dev.gramme.model.dynamodb.BatchExecuteStatementOutput;
import dev.gramme.model.dynamodb.BatchStatementError;
import dev.gramme.model.dynamodb.BatchStatementErrorCodeEnum;
import dev.gramme.model.dynamodb.BatchStatementRequest;
import dev.gramme.model.dynamodb.BatchStatementResponse;
import dev.gramme.model.dynamodb.Operations;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** BatchExecuteStatement: up to 25 statements that each read or each write one item; each fails on its own. */
public final class BatchExecuteStatement implements Operation<BatchExecuteStatementInput, BatchExecuteStatementOutput> {
    private final Tables tables;
    private final ItemStore items;
    private final Authorizer authorizer;

    public BatchExecuteStatement(Tables tables, ItemStore items, Authorizer authorizer) {
        this.tables = tables;
        this.items = items;
        this.authorizer = authorizer;
    }

    @Override
    public OperationShape<BatchExecuteStatementInput, BatchExecuteStatementOutput> shape() {
        return Operations.BATCH_EXECUTE_STATEMENT;
    }

    /** What became of a statement before anything was read or written. */
    private sealed interface Planned {
        /** The item it is about, null where it is about none. */
        @Nullable
        Key location();
    }

    private record Refused(DynamoException fault) implements Planned {
        @Override
        public @Nullable Key location() {
            return null;
        }
    }

    private record Read(Table table, ItemKey key, @Nullable Columns columns, boolean consistent) implements Planned {
        @Override
        public Key location() {
            return key.location();
        }
    }

    private record Write(SingleWrite write, @Nullable String returnOnFailure) implements Planned {
        @Override
        public Key location() {
            return write.write().key().location();
        }
    }

    @Override
    public boolean isDoneAnywhere() {
        return true;
    }

    @Override
    public List<Access> accesses(Call call, BatchExecuteStatementInput request) {
        return List.of(); // each statement is asked for on its own, and fails on its own
    }

    @Override
    public BatchExecuteStatementOutput run(Call call, BatchExecuteStatementInput request) {
        List<BatchStatementRequest> statements = Objects.requireNonNull(request.statements());
        List<Planned> all = new ArrayList<>();
        for (BatchStatementRequest statement : statements) {
            all.add(planned(call, statement));
        }
        check(all);
        Map<Read, Item> found = read(all);
        Map<String, Consumption> used = new LinkedHashMap<>();
        List<BatchStatementResponse> responses = new ArrayList<>();
        for (Planned planned : all) {
            responses.add(
                    switch (planned) {
                        case Refused(var fault) -> refused(null, fault);
                        case Read read -> answer(read, found.get(read), used);
                        case Write write -> write(call, write, used);
                    });
        }
        return BatchExecuteStatementOutput.builder()
                .responses(responses)
                .consumedCapacity(Consumed.of(request.returnConsumedCapacity(), used.values()))
                .build();
    }

    private Planned planned(Call call, BatchStatementRequest request) {
        try {
            BoundStatement bound = BoundStatement.of(Objects.requireNonNull(request.statement()), request.parameters());
            Statement statement = bound.statement();
            if (statement instanceof Statement.Exists) {
                throw ExecuteStatement.onlyInTransactions();
            }
            authorizer.require(
                    call, StatementAccess.of(tables, call, bound, null, request.returnValuesOnConditionCheckFailure()));
            Table table = tables.open(call, statement.table());
            return switch (statement) {
                case Statement.Select select ->
                    new Read(
                            table,
                            point(bound, select, table),
                            bound.parsed().columns(),
                            Boolean.TRUE.equals(request.consistentRead()));
                case Statement.Write write ->
                    new Write(SingleWrite.of(bound, write, table), request.returnValuesOnConditionCheckFailure());
            };
        } catch (DynamoException e) {
            return new Refused(e);
        }
    }

    private static ItemKey point(BoundStatement bound, Statement.Select select, Table table) {
        ItemKey key = SelectPlan.point(bound, select, table);
        if (key == null) {
            throw DynamoException.validation(
                    "Select statements within BatchExecuteStatement must specify the primary key in the where clause.");
        }
        return key;
    }

    private static void check(List<Planned> all) {
        boolean reads = all.stream().anyMatch(planned -> planned instanceof Read);
        if (reads && all.stream().anyMatch(planned -> planned instanceof Write)) {
            throw DynamoException.validation("Read and write requests together in the same batch is not supported.");
        }
        Set<Key> locations = new HashSet<>();
        for (Planned planned : all) {
            Key location = planned.location();
            if (location != null && !locations.add(location)) {
                throw DynamoException.validation("Provided list of item keys contains duplicates");
            }
        }
    }

    /** Reads all items in one go for each kind of consistency. */
    private Map<Read, Item> read(List<Planned> all) {
        Map<Read, Item> found = new LinkedHashMap<>();
        for (boolean consistent : List.of(true, false)) {
            List<Read> reads = new ArrayList<>();
            for (Planned planned : all) {
                if (planned instanceof Read read && read.consistent() == consistent) {
                    reads.add(read);
                }
            }
            if (reads.isEmpty()) {
                continue;
            }
            List<@Nullable Item> read = items.getAll(
                    reads.stream()
                            .map(one -> new ItemStore.Read(one.table(), one.key()))
                            .toList(),
                    consistent ? ReadMode.STRONG : ReadMode.EVENTUAL);
            for (int at = 0; at < reads.size(); at++) {
                Item item = read.get(at);
                if (item != null) {
                    found.put(reads.get(at), item);
                }
            }
        }
        return found;
    }

    private static BatchStatementResponse answer(Read read, @Nullable Item item, Map<String, Consumption> used) {
        String table = read.table().name();
        used.computeIfAbsent(table, Consumption::new)
                .addTable(Units.read(item == null ? 0 : item.sizeBytes(), read.consistent()));
        Columns columns = read.columns();
        return new BatchStatementResponse(null, table, item == null || columns == null ? item : columns.project(item));
    }

    private BatchStatementResponse write(Call call, Write planned, Map<String, Consumption> used) {
        SingleWrite write = planned.write();
        String table = write.table().name();
        try {
            Outcome outcome = write.run(items, call, planned.returnOnFailure());
            WriteAnswer.add(
                    used.computeIfAbsent(table, Consumption::new), write.table(), outcome, outcome.afterBytes());
            return new BatchStatementResponse(null, table, write.returned(outcome));
        } catch (DynamoException e) {
            return refused(table, e);
        }
    }

    private static BatchStatementResponse refused(@Nullable String table, DynamoException fault) {
        Item item = fault instanceof ConditionFailedException failed ? failed.item() : null;
        return new BatchStatementResponse(new BatchStatementError(code(fault), fault.text(), item), table, null);
    }

    private static String code(DynamoException fault) {
        return switch (fault.code()) {
            case CONDITIONAL_CHECK_FAILED -> BatchStatementErrorCodeEnum.CONDITIONAL_CHECK_FAILED;
            case ITEM_COLLECTION_SIZE_LIMIT_EXCEEDED -> BatchStatementErrorCodeEnum.ITEM_COLLECTION_SIZE_LIMIT_EXCEEDED;
            case TRANSACTION_CONFLICT -> BatchStatementErrorCodeEnum.TRANSACTION_CONFLICT;
            case RESOURCE_NOT_FOUND -> BatchStatementErrorCodeEnum.RESOURCE_NOT_FOUND;
            case DUPLICATE_ITEM -> BatchStatementErrorCodeEnum.DUPLICATE_ITEM;
            case ACCESS_DENIED -> BatchStatementErrorCodeEnum.ACCESS_DENIED;
            case VALIDATION -> BatchStatementErrorCodeEnum.VALIDATION_ERROR;
            default -> BatchStatementErrorCodeEnum.INTERNAL_SERVER_ERROR;
        };
    }
}
