package dev.gramme.database.stream;

import dev.gramme.database.resource.ResourcePolicy;
import dev.gramme.database.table.TableName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stream as the catalog keeps it. It outlives its table by a day, so it knows of it whatever its readers need.
 *
 * @param tableId tells the table from a later one of the same name
 * @param wrappedKey the table's data key
 * @param listed whether clients see it; otherwise it is a feed for a part of the database itself
 * @param enabled whether changes still come
 * @param keyNames the attributes of the table's key: the partition key, then the sort key if there is one
 * @param shards in the order of their ids
 * @param policy the stream's own policy; null for none
 */
@SuppressWarnings("ArrayRecordComponent") // streams are never compared
public record Stream(
        TableName table,
        String tableId,
        byte[] wrappedKey,
        String label,
        String viewType,
        boolean listed,
        boolean enabled,
        long createdMillis,
        List<String> keyNames,
        List<Shard> shards,
        @Nullable ResourcePolicy policy) {
    /**
     * From a record of the catalog.
     *
     * @throws dev.gramme.kv.KvException.Corrupt where it is none
     */
    public static Stream decode(byte[] record) {
        return StreamCodec.decode(record);
    }

    public String arn() {
        return arn(table, label);
    }

    static String arn(TableName table, String label) {
        return table.arn() + "/stream/" + label;
    }

    Stream withKey(byte[] wrapped) {
        return new Stream(
                table, tableId, wrapped, label, viewType, listed, enabled, createdMillis, keyNames, shards, policy);
    }

    Stream with(boolean stillEnabled, List<Shard> changed) {
        return new Stream(
                table,
                tableId,
                wrappedKey,
                label,
                viewType,
                listed,
                stillEnabled,
                createdMillis,
                keyNames,
                List.copyOf(changed),
                policy);
    }

    Stream withPolicy(@Nullable ResourcePolicy changed) {
        return new Stream(
                table, tableId, wrappedKey, label, viewType, listed, enabled, createdMillis, keyNames, shards, changed);
    }
}
