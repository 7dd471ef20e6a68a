package dev.gramme.database.read;

import dev.gramme.database.access.ItemAccess;
import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.Operation;
import dev.gramme.database.capacity.Consumed;
import dev.gramme.database.capacity.Consumption;
import dev.gramme.database.capacity.Units;
import dev.gramme.database.expression.Expressions;
import dev.gramme.database.expression.ParameterMix;
import dev.gramme.database.expression.Projection;
import dev.gramme.database.store.ItemStore;
import dev.gramme.database.table.ItemKey;
import dev.gramme.database.table.KeyPaths;
import dev.gramme.database.table.Table;
import dev.gramme.database.table.TableNames;
import dev.gramme.database.table.Tables;
import dev.gramme.item.Item;
import dev.gramme.kv.Key;
import dev.gramme.kv.ReadMode;
import dev.gramme.model.OperationShape;
import dev.gramme.model.dynamodb.BatchGetItemInput;
import dev.gramme.model.dynamodb.BatchGetItemOutput;
import dev.gramme.model.dynamodb.KeysAndAttributes;
import dev.gramme.model.dynamodb.Operations;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** BatchGetItem: up to 100 items of any tables; what does not fit 16 MB comes back as unprocessed. */
public final class BatchGetItem implements Operation<BatchGetItemInput, BatchGetItemOutput> {
    static final int MAX_KEYS = 100;
    static final long MAX_ANSWER_BYTES = 16L << 20;

    private final Tables tables;
    private final ItemStore items;

    public BatchGetItem(Tables tables, ItemStore items) {
        this.tables = tables;
        this.items = items;
    }

    @Override
    public OperationShape<BatchGetItemInput, BatchGetItemOutput> shape() {
        return Operations.BATCH_GET_ITEM;
    }

    /** What is asked of one table. */
    private record Wanted(
            String name, KeysAndAttributes keys, @Nullable Projection projection) {
        boolean consistent() {
            return Boolean.TRUE.equals(keys.consistentRead());
        }
    }

    /** The answer as it fills up. */
    private static final class Answer {
        private final Map<String, List<Item>> responses = new LinkedHashMap<>();
        private final Map<String, KeysAndAttributes> unprocessed = new LinkedHashMap<>();
        private final Map<String, Consumption> used = new LinkedHashMap<>();
        private long bytes;
    }

    @Override
    public boolean isDoneAnywhere() {
        return true;
    }

    @Override
    public List<Access> accesses(Call call, BatchGetItemInput request) {
        List<Access> accesses = new ArrayList<>();
        Objects.requireNonNull(request.requestItems())
                .forEach((table, wanted) -> accesses.add(ItemAccess.of(tables, call, table)
                        .keys(source -> Objects.requireNonNull(wanted.keys()))
                        .names(() -> ReadProjection.names(projection(wanted)))
                        .select(ReadProjection.select(wanted.projectionExpression(), wanted.attributesToGet()))
                        .returnConsumedCapacity(request.returnConsumedCapacity())
                        .as(shape().action())));
        return accesses;
    }

    @Override
    public BatchGetItemOutput run(Call call, BatchGetItemInput request) {
        List<Wanted> all = check(call, Objects.requireNonNull(request.requestItems()));
        Map<Wanted, List<ItemStore.Read>> reads = new LinkedHashMap<>();
        Set<Key> locations = new HashSet<>();
        for (Wanted wanted : all) {
            Table table = tables.open(call, wanted.name());
            KeyPaths.check(table, wanted.projection());
            List<ItemStore.Read> ofTable = new ArrayList<>();
            for (Item key : Objects.requireNonNull(wanted.keys().keys())) {
                ItemKey located = table.keyOf(key);
                if (!locations.add(located.location())) {
                    throw duplicates();
                }
                ofTable.add(new ItemStore.Read(table, located));
            }
            reads.put(wanted, ofTable);
        }
        Answer answer = new Answer();
        reads.forEach((wanted, ofTable) -> read(wanted, ofTable, answer));
        return BatchGetItemOutput.builder()
                .responses(answer.responses)
                .unprocessedKeys(answer.unprocessed)
                .consumedCapacity(Consumed.of(request.returnConsumedCapacity(), answer.used.values()))
                .build();
    }

    private static void checkSizes(Map<String, KeysAndAttributes> requested) {
        if (requested.isEmpty()) {
            throw tooShort("Value at 'RequestItems'");
        }
        requested.forEach((table, wanted) -> {
            int count = Objects.requireNonNull(wanted.keys()).size();
            if (count == 0) {
                throw tooShort("Value '[]' at 'requestItems." + table + ".member.keys'");
            }
            if (count > MAX_KEYS) {
                throw DynamoException.validation("1 validation error detected: Value at 'RequestItems." + table
                        + ".member.Keys' failed to satisfy constraint: Member must have length less than or equal to "
                        + MAX_KEYS);
            }
        });
    }

    private static DynamoException tooShort(String value) {
        return DynamoException.validation("1 validation error detected: " + value
                + " failed to satisfy constraint: Member must have length greater than or equal to 1");
    }

    private static List<Wanted> check(Call call, Map<String, KeysAndAttributes> requested) {
        checkSizes(requested);
        int count = 0;
        List<Wanted> all = new ArrayList<>();
        for (var entry : requested.entrySet()) {
            TableNames.resolve(call, entry.getKey());
            count += Objects.requireNonNull(entry.getValue().keys()).size();
        }
        if (count > MAX_KEYS) {
            throw DynamoException.validation("Too many items requested for the BatchGetItem call");
        }
        requested.forEach((name, keys) -> all.add(new Wanted(name, keys, projection(keys))));
        for (Wanted wanted : all) {
            List<Item> ofTable = Objects.requireNonNull(wanted.keys().keys());
            ofTable.forEach(GetItem::checkValues);
            if (Set.copyOf(ofTable).size() < ofTable.size()) {
                throw duplicates();
            }
        }
        return all;
    }

    private static DynamoException duplicates() {
        return DynamoException.validation("Provided list of item keys contains duplicates");
    }

    private static @Nullable Projection projection(KeysAndAttributes keys) {
        String text = keys.projectionExpression();
        new ParameterMix()
                .legacy("AttributesToGet", keys.attributesToGet())
                .expression("ProjectionExpression", text)
                .check();
        if (text == null) {
            Expressions.requireNone(keys.expressionAttributeNames(), null, "");
            return ReadProjection.of(null, null, keys.attributesToGet());
        }
        Expressions expressions = new Expressions(keys.expressionAttributeNames(), null);
        Projection projection = ReadProjection.of(expressions, text, null);
        expressions.checkAllUsed();
        return projection;
    }

    private void read(Wanted wanted, List<ItemStore.Read> reads, Answer answer) {
        ReadMode mode = wanted.consistent() ? ReadMode.STRONG : ReadMode.EVENTUAL;
        List<@Nullable Item> found = items.getAll(reads, mode);
        List<Item> kept = new ArrayList<>();
        List<Item> left = new ArrayList<>();
        Consumption used = answer.used.computeIfAbsent(reads.getFirst().table().name(), Consumption::new);
        for (int at = 0; at < reads.size(); at++) {
            Item item = found.get(at);
            int size = item == null ? 0 : item.sizeBytes();
            if (answer.bytes + size > MAX_ANSWER_BYTES) {
                left.add(reads.get(at).key().attributes());
                continue;
            }
            answer.bytes += size;
            used.addTable(Units.read(size, wanted.consistent()));
            if (item != null) {
                Projection projection = wanted.projection();
                kept.add(projection == null ? item : projection.project(item));
            }
        }
        answer.responses.put(wanted.name(), kept);
        if (!left.isEmpty()) {
            answer.unprocessed.put(
                    wanted.name(), wanted.keys().toBuilder().keys(left).build());
        }
    }
}
