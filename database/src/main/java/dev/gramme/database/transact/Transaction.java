package dev.gramme.database.transact;

import dev.gramme.database.api.Call;
import dev.gramme.database.api.ContentionException;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.TransactionCancelledException;
import dev.gramme.database.api.TransactionCancelledException.Reason;
import dev.gramme.database.store.Companion;
import dev.gramme.database.store.ItemStore;
import dev.gramme.database.store.Origin;
import dev.gramme.database.store.Outcome;
import dev.gramme.database.store.StoredItem;
import dev.gramme.database.store.Together;
import dev.gramme.database.table.Table;
import dev.gramme.database.table.TableNames;
import dev.gramme.database.table.Tables;
import dev.gramme.kv.Key;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Does the actions of a transaction together. */
public final class Transaction {
    /** Largest sum of items, keys and expressions, bytes (source: "Amazon DynamoDB transactions: best practices"). */
    private static final long MAX_PAYLOAD_BYTES = 4L << 20;

    private static final String CONFLICT = "Transaction is ongoing for the item";

    private final Tables tables;
    private final ItemStore items;

    public Transaction(Tables tables, ItemStore items) {
        this.tables = tables;
        this.items = items;
    }

    /** What was done: the writes and how each ended. */
    public record Done(List<ItemStore.Write> writes, List<Outcome> outcomes) {}

    /**
     * Does all actions, or throws and does none.
     *
     * @return null where the companion stopped it
     */
    public @Nullable Done run(Call call, List<Action> actions, Companion companion) {
        List<ItemStore.Write> writes = writes(call, actions);
        Together together;
        try {
            together = items.applyTogether(writes, companion, Origin.CLIENT, call.deadlineNanos());
        } catch (ContentionException e) {
            throw new TransactionCancelledException(actions.stream()
                    .map(action -> new Reason("TransactionConflict", CONFLICT, null))
                    .toList());
        }
        if (together == null) {
            return null;
        }
        if (!together.done()) {
            throw cancelled(actions, together);
        }
        return new Done(
                writes, together.parts().stream().map(Together.Part::outcome).toList());
    }

    /** The writes on their tables; what is wrong with keys and values cancels the transaction. */
    public List<ItemStore.Write> writes(Call call, List<Action> actions) {
        long payload = 0;
        for (Action action : actions) {
            TableNames.resolve(call, action.tableName());
            payload += action.write().payloadBytes() + action.expressionBytes();
        }
        if (payload > MAX_PAYLOAD_BYTES) {
            throw DynamoException.validation("Transaction payload size cannot exceed 4MB. Payload Size: " + payload);
        }
        List<Table> opened = new ArrayList<>();
        for (Action action : actions) {
            opened.add(tables.open(call, action.tableName()));
        }
        List<ItemStore.Write> writes = new ArrayList<>();
        List<Reason> reasons = new ArrayList<>();
        for (int at = 0; at < actions.size(); at++) {
            try {
                writes.add(actions.get(at).write().on(opened.get(at)));
                reasons.add(Reason.NONE);
            } catch (DynamoException e) {
                reasons.add(fault(e));
            }
        }
        if (writes.size() < actions.size()) {
            throw new TransactionCancelledException(reasons);
        }
        requireDistinct(writes);
        return writes;
    }

    private static void requireDistinct(List<ItemStore.Write> writes) {
        Set<Key> locations = new HashSet<>();
        for (ItemStore.Write write : writes) {
            if (!locations.add(write.key().location())) {
                throw DynamoException.validation("Transaction request cannot include multiple operations on one item");
            }
        }
    }

    private static TransactionCancelledException cancelled(List<Action> actions, Together together) {
        List<Reason> reasons = new ArrayList<>();
        for (int at = 0; at < actions.size(); at++) {
            Together.Part part = together.parts().get(at);
            DynamoException fault = part.fault();
            if (fault != null) {
                reasons.add(fault(fault));
            } else if (part.outcome().refused()) {
                StoredItem before = part.outcome().before();
                boolean wanted = "ALL_OLD".equals(actions.get(at).returnOnFailure());
                reasons.add(new Reason(
                        "ConditionalCheckFailed",
                        "The conditional request failed",
                        wanted && before != null ? before.item() : null));
            } else {
                reasons.add(Reason.NONE);
            }
        }
        return new TransactionCancelledException(reasons);
    }

    private static Reason fault(DynamoException e) {
        String code = switch (e.code()) {
            case ITEM_COLLECTION_SIZE_LIMIT_EXCEEDED -> "ItemCollectionSizeLimitExceeded";
            // As the service is reported to name it; DynamoDB Local calls it a ValidationError.
            case DUPLICATE_ITEM -> "DuplicateItem";
            default -> "ValidationError";
        };
        return new Reason(code, e.text(), null);
    }
}
