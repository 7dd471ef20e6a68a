package dev.gramme.database.transact;

import dev.gramme.database.access.ItemAccess;
import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.Operation;
import dev.gramme.database.api.TransactionCancelledException;
import dev.gramme.database.api.TransactionCancelledException.Reason;
import dev.gramme.database.capacity.Consumed;
import dev.gramme.database.expression.Expressions;
import dev.gramme.database.expression.Projection;
import dev.gramme.database.store.ItemStore;
import dev.gramme.database.table.KeyPaths;
import dev.gramme.database.table.Table;
import dev.gramme.database.table.TableNames;
import dev.gramme.database.table.Tables;
import dev.gramme.item.Item;
import dev.gramme.model.OperationShape;
import dev.gramme.model.dynamodb.Get;
import dev.gramme.model.dynamodb.ItemResponse;
import dev.gramme.model.dynamodb.Operations;
import dev.gramme.model.dynamodb.TransactGetItem;
import dev.gramme.model.dynamodb.TransactGetItemsInput;
import dev.gramme.model.dynamodb.TransactGetItemsOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** TransactGetItems: up to 100 items of any tables, as they were at one moment. */
public final class TransactGetItems implements Operation<TransactGetItemsInput, TransactGetItemsOutput> {
    private final Tables tables;
    private final ItemStore items;

    public TransactGetItems(Tables tables, ItemStore items) {
        this.tables = tables;
        this.items = items;
    }

    @Override
    public OperationShape<TransactGetItemsInput, TransactGetItemsOutput> shape() {
        return Operations.TRANSACT_GET_ITEMS;
    }

    @Override
    public boolean isDoneAnywhere() {
        return true;
    }

    @Override
    public List<Access> accesses(Call call, TransactGetItemsInput request) {
        List<Access> accesses = new ArrayList<>();
        for (TransactGetItem item : Objects.requireNonNull(request.transactItems())) {
            Get get = Objects.requireNonNull(item.get());
            Item key = Objects.requireNonNull(get.key());
            accesses.add(ItemAccess.of(tables, call, Objects.requireNonNull(get.tableName()))
                    .keys(source -> List.of(key))
                    .names(() -> names(get))
                    .select(get.projectionExpression() == null ? "ALL_ATTRIBUTES" : "SPECIFIC_ATTRIBUTES")
                    .enclosing("TransactGetItems")
                    .returnConsumedCapacity(request.returnConsumedCapacity())
                    .as(Operations.GET_ITEM.action()));
        }
        return accesses;
    }

    private static Set<String> names(Get get) {
        Projection projection = projection(get);
        return projection == null ? Set.of() : projection.attributes();
    }

    @Override
    public TransactGetItemsOutput run(Call call, TransactGetItemsInput request) {
        List<Get> gets = new ArrayList<>();
        List<@Nullable Projection> projections = new ArrayList<>();
        for (TransactGetItem item : Objects.requireNonNull(request.transactItems())) {
            Get get = Objects.requireNonNull(item.get());
            TableNames.resolve(call, Objects.requireNonNull(get.tableName()));
            gets.add(get);
            projections.add(projection(get));
        }
        List<ItemStore.Read> reads = reads(call, gets);
        for (int at = 0; at < reads.size(); at++) {
            KeyPaths.check(reads.get(at).table(), projections.get(at));
        }

        List<@Nullable Item> found = JointRead.of(items, call, reads);

        List<ItemResponse> responses = new ArrayList<>();
        for (int at = 0; at < found.size(); at++) {
            Item item = found.get(at);
            Projection projection = projections.get(at);
            responses.add(new ItemResponse(item == null || projection == null ? item : projection.project(item)));
        }
        String mode = request.returnConsumedCapacity();
        return new TransactGetItemsOutput(
                Consumed.isWanted(mode) ? Consumed.of(mode, TransactionUnits.ofReads(reads, found)) : null, responses);
    }

    private List<ItemStore.Read> reads(Call call, List<Get> gets) {
        List<Table> opened = new ArrayList<>();
        for (Get get : gets) {
            opened.add(tables.open(call, Objects.requireNonNull(get.tableName())));
        }
        List<ItemStore.Read> reads = new ArrayList<>();
        List<Reason> reasons = new ArrayList<>();
        for (int at = 0; at < gets.size(); at++) {
            Table table = opened.get(at);
            try {
                Item key = Objects.requireNonNull(gets.get(at).key());
                reads.add(new ItemStore.Read(table, table.keyOf(key)));
                reasons.add(Reason.NONE);
            } catch (DynamoException e) {
                reasons.add(new Reason("ValidationError", e.text(), null));
            }
        }
        if (reads.size() < gets.size()) {
            throw new TransactionCancelledException(reasons);
        }
        return reads;
    }

    private static @Nullable Projection projection(Get get) {
        String text = get.projectionExpression();
        String fault = Objects.requireNonNull(get.key()).fault();
        if (fault != null) {
            throw DynamoException.validation(fault);
        }
        if (text == null) {
            Expressions.requireNone(get.expressionAttributeNames(), null, "");
            return null;
        }
        Expressions expressions = new Expressions(get.expressionAttributeNames(), null);
        Projection projection = expressions.projection(text);
        expressions.checkAllUsed();
        return projection;
    }
}
