package dev.gramme.database.index;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.store.ItemChange;
import dev.gramme.database.table.Index;
import dev.gramme.database.table.ItemKey;
import dev.gramme.database.table.Table;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.PartitionId;
import dev.gramme.model.dynamodb.ItemCollectionMetrics;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Item collections: in a table with local indexes, all items and local entries of one partition key, which together may
 * come to 10 GB. What a collection takes up is the engine's estimate; it is only asked for where the table as a whole
 * is large enough for the answer to matter.
 */
public final class CollectionLimit {
    private static final long GIGABYTE = 1L << 30;

    private final KvEngine engine;
    private final long limitBytes;

    public CollectionLimit(KvEngine engine, long limitBytes) {
        this.engine = engine;
        this.limitBytes = limitBytes;
    }

    private static boolean hasCollections(Table table) {
        return table.indexes().stream().anyMatch(index -> !index.isGlobal());
    }

    /** Refuses a change that makes a collection grow that is already too large. */
    void check(ItemChange change) {
        Table table = change.table();
        if (change.grownBytes() > 0
                && hasCollections(table)
                && bytesAtMost(table) > limitBytes
                && bytes(table, change.key()) > limitBytes) {
            throw new DynamoException(
                    ErrorCode.ITEM_COLLECTION_SIZE_LIMIT_EXCEEDED,
                    "Item collection size limit of " + limitBytes + " bytes exceeded");
        }
    }

    /** The metrics of a write's collection; null where they were not asked for or the table has no collections. */
    public @Nullable ItemCollectionMetrics metrics(@Nullable String mode, Table table, ItemKey key) {
        if (!"SIZE".equals(mode) || !hasCollections(table)) {
            return null;
        }
        double gigabytes = bytesAtMost(table) < GIGABYTE ? 0 : Math.floor((double) bytes(table, key) / GIGABYTE);
        return new ItemCollectionMetrics(
                key.attributes().keep(List.of(table.schema().hash().name())), List.of(gigabytes, gigabytes + 1));
    }

    private static long bytesAtMost(Table table) {
        long bytes = table.statistics().bytes();
        for (Index index : table.indexes()) {
            bytes += index.isGlobal() ? 0 : index.statistics().bytes();
        }
        return bytes;
    }

    private long bytes(Table table, ItemKey key) {
        byte[] token = table.token(List.of(key.hash()));
        PartitionId partition = key.location().partition();
        long bytes = engine.estimateBytes(partition, table.space().collection(token));
        List<Index> local = new ArrayList<>(table.indexes());
        local.removeIf(Index::isGlobal);
        for (Index index : local) {
            bytes += engine.estimateBytes(partition, index.space().collection(token));
        }
        return bytes;
    }
}
