package dev.gramme.database.write;

import dev.gramme.database.access.ItemAccess;
import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.Operation;
import dev.gramme.database.capacity.Consumed;
import dev.gramme.database.capacity.Consumption;
import dev.gramme.database.index.CollectionLimit;
import dev.gramme.database.store.Decision;
import dev.gramme.database.store.ItemStore;
import dev.gramme.database.store.Origin;
import dev.gramme.database.store.Outcome;
import dev.gramme.database.table.IndexKeys;
import dev.gramme.database.table.ItemKey;
import dev.gramme.database.table.Table;
import dev.gramme.database.table.TableNames;
import dev.gramme.database.table.Tables;
import dev.gramme.item.Item;
import dev.gramme.kv.Key;
import dev.gramme.model.OperationShape;
import dev.gramme.model.dynamodb.BatchWriteItemInput;
import dev.gramme.model.dynamodb.BatchWriteItemOutput;
import dev.gramme.model.dynamodb.ConsumedCapacity;
import dev.gramme.model.dynamodb.DeleteRequest;
import dev.gramme.model.dynamodb.ItemCollectionMetrics;
import dev.gramme.model.dynamodb.Operations;
import dev.gramme.model.dynamodb.PutRequest;
import dev.gramme.model.dynamodb.WriteRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** BatchWriteItem: up to 25 puts and deletes without conditions, each on its own. */
public final class BatchWriteItem implements Operation<BatchWriteItemInput, BatchWriteItemOutput> {
    static final int MAX_WRITES = 25;

    private final Tables tables;
    private final ItemStore items;
    private final CollectionLimit collections;

    public BatchWriteItem(Tables tables, ItemStore items, CollectionLimit collections) {
        this.tables = tables;
        this.items = items;
        this.collections = collections;
    }

    @Override
    public OperationShape<BatchWriteItemInput, BatchWriteItemOutput> shape() {
        return Operations.BATCH_WRITE_ITEM;
    }

    @Override
    public boolean isDoneAnywhere() {
        return true;
    }

    @Override
    public List<Access> accesses(Call call, BatchWriteItemInput request) {
        List<Access> accesses = new ArrayList<>();
        Objects.requireNonNull(request.requestItems())
                .forEach((table, requests) -> accesses.add(ItemAccess.of(tables, call, table)
                        .keys(source ->
                                requests.stream().map(BatchWriteItem::keyOrItem).toList())
                        .returnConsumedCapacity(request.returnConsumedCapacity())
                        .as(shape().action())));
        return accesses;
    }

    /** Has its key at least; empty for a write that is refused later. */
    private static Item keyOrItem(WriteRequest request) {
        PutRequest put = request.putRequest();
        DeleteRequest delete = request.deleteRequest();
        Item item = put != null ? put.item() : delete != null ? delete.key() : null;
        return item == null ? Item.EMPTY : item;
    }

    @Override
    public BatchWriteItemOutput run(Call call, BatchWriteItemInput request) {
        Map<String, List<WriteRequest>> wanted = Objects.requireNonNull(request.requestItems());
        checkRequests(call, wanted);
        List<ItemStore.Write> writes = new ArrayList<>();
        wanted.forEach((name, requests) -> {
            Table table = tables.open(call, name);
            for (WriteRequest one : requests) {
                writes.add(write(table, one));
            }
        });
        checkDistinct(writes);

        List<Outcome> outcomes = items.applyAll(writes, Origin.CLIENT, call.deadlineNanos());

        return BatchWriteItemOutput.builder()
                .unprocessedItems(Map.of())
                .consumedCapacity(consumed(request.returnConsumedCapacity(), writes, outcomes))
                .itemCollectionMetrics(metrics(request.returnItemCollectionMetrics(), writes))
                .build();
    }

    private static @Nullable List<ConsumedCapacity> consumed(
            @Nullable String mode, List<ItemStore.Write> writes, List<Outcome> outcomes) {
        if (!Consumed.isWanted(mode)) {
            return null;
        }
        Map<String, Consumption> used = new LinkedHashMap<>();
        for (int at = 0; at < writes.size(); at++) {
            Table table = writes.get(at).table();
            Outcome outcome = outcomes.get(at);
            WriteAnswer.add(used.computeIfAbsent(table.name(), Consumption::new), table, outcome, outcome.afterBytes());
        }
        return Consumed.of(mode, used.values());
    }

    private @Nullable Map<String, List<ItemCollectionMetrics>> metrics(
            @Nullable String mode, List<ItemStore.Write> writes) {
        Map<String, Set<ItemCollectionMetrics>> byTable = new LinkedHashMap<>();
        for (ItemStore.Write write : writes) {
            ItemCollectionMetrics metrics = collections.metrics(mode, write.table(), write.key());
            if (metrics != null) {
                byTable.computeIfAbsent(write.table().name(), none -> new LinkedHashSet<>())
                        .add(metrics);
            }
        }
        if (byTable.isEmpty()) {
            return null;
        }
        Map<String, List<ItemCollectionMetrics>> all = new LinkedHashMap<>();
        byTable.forEach((table, metrics) -> all.put(table, List.copyOf(metrics)));
        return all;
    }

    private static void checkRequests(Call call, Map<String, List<WriteRequest>> wanted) {
        if (wanted.isEmpty()) {
            throw DynamoException.validation("The requestItems parameter is required for BatchWriteItem");
        }
        int count = 0;
        for (var entry : wanted.entrySet()) {
            TableNames.resolve(call, entry.getKey());
            count += entry.getValue().size();
        }
        if (count > MAX_WRITES) {
            throw DynamoException.validation("Too many items requested for the BatchWriteItem call");
        }
        for (List<WriteRequest> requests : wanted.values()) {
            for (WriteRequest one : requests) {
                checkOne(one);
            }
        }
    }

    private static void checkOne(WriteRequest request) {
        PutRequest put = request.putRequest();
        DeleteRequest delete = request.deleteRequest();
        if ((put == null) == (delete == null)) {
            // DynamoDB says this of a write that is neither put nor delete, too.
            throw DynamoException.validation(
                    "Supplied AttributeValue has more than one datatypes set, must contain exactly"
                            + " one of the supported datatypes");
        }
        if (put != null) {
            Item item = Objects.requireNonNull(put.item());
            ItemLimits.checkValues(item);
            ItemLimits.checkPutSize(item);
        } else if (delete != null) {
            ItemLimits.checkValues(Objects.requireNonNull(delete.key()));
        }
    }

    private static ItemStore.Write write(Table table, WriteRequest request) {
        PutRequest put = request.putRequest();
        if (put != null) {
            Item item = Objects.requireNonNull(put.item());
            ItemKey key = table.keyOfItem(item);
            IndexKeys.checkPut(table, item);
            return new ItemStore.Write(table, key, before -> Decision.change(item));
        }
        Item key = Objects.requireNonNull(
                Objects.requireNonNull(request.deleteRequest()).key());
        return new ItemStore.Write(table, table.keyOf(key), before -> Decision.delete());
    }

    private static void checkDistinct(List<ItemStore.Write> writes) {
        Set<Key> locations = new HashSet<>();
        for (ItemStore.Write write : writes) {
            if (!locations.add(write.key().location())) {
                throw DynamoException.validation("Provided list of item keys contains duplicates");
            }
        }
    }
}
