package dev.gramme.database.transact;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.database.capacity.Consumed;
import dev.gramme.database.index.CollectionLimit;
import dev.gramme.database.store.ItemStore;
import dev.gramme.database.table.Tables;
import dev.gramme.json.JsonWriter;
import dev.gramme.model.OperationShape;
import dev.gramme.model.dynamodb.ItemCollectionMetrics;
import dev.gramme.model.dynamodb.Operations;
import dev.gramme.model.dynamodb.TransactWriteItem;
import dev.gramme.model.dynamodb.TransactWriteItemsInput;
import dev.gramme.model.dynamodb.TransactWriteItemsOutput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** TransactWriteItems: up to 100 writes and checks of any tables, all or none. */
public final class TransactWriteItems implements Operation<TransactWriteItemsInput, TransactWriteItemsOutput> {
    private final Tables tables;
    private final Transaction transaction;
    private final RequestTokens tokens;
    private final ItemStore items;
    private final CollectionLimit collections;

    public TransactWriteItems(
            Tables tables,
            Transaction transaction,
            RequestTokens tokens,
            ItemStore items,
            CollectionLimit collections) {
        this.tables = tables;
        this.transaction = transaction;
        this.tokens = tokens;
        this.items = items;
        this.collections = collections;
    }

    @Override
    public OperationShape<TransactWriteItemsInput, TransactWriteItemsOutput> shape() {
        return Operations.TRANSACT_WRITE_ITEMS;
    }

    @Override
    public boolean isDoneAnywhere() {
        return true;
    }

    @Override
    public List<Access> accesses(Call call, TransactWriteItemsInput request) {
        return ActionAccess.of(tables, call, request);
    }

    @Override
    public TransactWriteItemsOutput run(Call call, TransactWriteItemsInput request) {
        List<Action> actions = new ArrayList<>();
        for (TransactWriteItem item : Objects.requireNonNull(request.transactItems())) {
            actions.add(Actions.of(item));
        }

        Transaction.Done done =
                transaction.run(call, actions, tokens.guard(call, request.clientRequestToken(), () -> asked(request)));

        String mode = request.returnConsumedCapacity();
        List<ItemStore.Write> writes = done == null ? transaction.writes(call, actions) : done.writes();
        return TransactWriteItemsOutput.builder()
                .consumedCapacity(
                        !Consumed.isWanted(mode)
                                ? null
                                : Consumed.of(
                                        mode,
                                        done == null
                                                ? TransactionUnits.ofReplay(items, writes)
                                                : TransactionUnits.of(done)))
                .itemCollectionMetrics(metrics(request.returnItemCollectionMetrics(), writes))
                .build();
    }

    /** The request as far as it says what to do. */
    private static byte[] asked(TransactWriteItemsInput request) {
        JsonWriter writer = new JsonWriter();
        TransactWriteItemsInput.builder()
                .transactItems(request.transactItems())
                .build()
                .write(writer);
        return writer.toBytes();
    }

    private @Nullable Map<String, List<ItemCollectionMetrics>> metrics(
            @Nullable String mode, List<ItemStore.Write> writes) {
        Map<String, List<ItemCollectionMetrics>> byTable = new LinkedHashMap<>();
        for (ItemStore.Write write : writes) {
            ItemCollectionMetrics metrics = collections.metrics(mode, write.table(), write.key());
            if (metrics != null) {
                byTable.computeIfAbsent(write.table().name(), none -> new ArrayList<>())
                        .add(metrics);
            }
        }
        return byTable.isEmpty() ? null : byTable;
    }
}
