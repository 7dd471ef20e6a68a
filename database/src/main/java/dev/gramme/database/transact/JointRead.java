package dev.gramme.database.transact;

import dev.gramme.database.api.Call;
import dev.gramme.database.api.ContentionException;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.TransactionCancelledException;
import dev.gramme.database.api.TransactionCancelledException.Reason;
import dev.gramme.database.store.ItemStore;
import dev.gramme.item.Item;
import dev.gramme.kv.Key;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads items as they were at one moment. */
public final class JointRead {
    private JointRead() {}

    /**
     * In the order of the reads, null where there is none.
     *
     * @throws DynamoException where two reads are of one item, or where others keep changing them
     */
    public static List<@Nullable Item> of(ItemStore items, Call call, List<ItemStore.Read> reads) {
        Set<Key> locations = new HashSet<>();
        for (ItemStore.Read read : reads) {
            if (!locations.add(read.key().location())) {
                throw DynamoException.validation("Transaction request cannot include multiple operations on one item");
            }
        }
        try {
            return items.getTogether(reads, call.deadlineNanos());
        } catch (ContentionException e) {
            throw new TransactionCancelledException(reads.stream()
                    .map(read -> new Reason("TransactionConflict", "Transaction is ongoing for the item", null))
                    .toList());
        }
    }
}
