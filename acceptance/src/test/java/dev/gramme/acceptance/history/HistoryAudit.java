package dev.gramme.acceptance.history;

import dev.gramme.acceptance.load.ApiConnection;
import dev.gramme.acceptance.load.Json;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What must agree when nobody writes: a stream tells of each addition once, in the order of the list, and a global
 * index holds exactly the items.
 */
public final class HistoryAudit {
    private static final String STREAMS = "DynamoDBStreams_20120810.";

    private final ApiConnection connection;
    private final List<String> faults = new ArrayList<>();
    private long records;

    private HistoryAudit(ApiConnection connection) {
        this.connection = connection;
    }

    /**
     * What was compared.
     *
     * @param records of streams
     */
    public record Finding(int items, long records, List<String> faults) {}

    /** Reads all of the tables, their streams and indexes. */
    public static Finding of(ApiConnection connection) throws IOException {
        HistoryAudit audit = new HistoryAudit(connection);
        int items = 0;
        for (String table : HistoryTables.ALL) {
            items += audit.table(table);
        }
        return new Finding(items, audit.records, audit.faults);
    }

    private int table(String table) throws IOException {
        Map<String, Object> items = scan(table, "\"ConsistentRead\":true");
        if (table.equals(HistoryTables.INDEXED)) {
            compare(table + ", its index", items, scan(table, "\"IndexName\":\"" + HistoryTables.INDEX + "\""));
        }
        compare(table + ", its stream", items, told(table));
        return items.size();
    }

    private void compare(String what, Map<String, Object> items, Map<String, Object> others) {
        Set<String> keys = new HashSet<>(items.keySet());
        keys.addAll(others.keySet());
        for (String key : keys) {
            if (!Objects.equals(items.get(key), others.get(key))) {
                faults.add(what + ": " + key + " is " + others.get(key) + " instead of " + items.get(key));
            }
        }
    }

    private Map<String, Object> call(String operation, String request) throws IOException {
        return Json.object(Json.parse(connection.call(operation, request)));
    }

    private Map<String, Object> scan(String table, String how) throws IOException {
        Map<String, Object> found = new HashMap<>();
        String from = "";
        do {
            Map<String, Object> page =
                    call("Scan", "{\"TableName\":\"" + table + "\",\"Limit\":50," + how + from + "}");
            for (Object element : Json.array(page.get("Items"))) {
                Map<String, Object> item = Json.object(element);
                if (found.put(HistoryTables.key(table, item), item) != null) {
                    faults.add(table + ": a scan showed " + item + " twice");
                }
            }
            Object last = page.get("LastEvaluatedKey");
            from = last == null ? "" : ",\"ExclusiveStartKey\":" + write(last);
        } while (!from.isEmpty());
        return found;
    }

    /** A key as it was read. */
    private static String write(Object key) {
        List<String> parts = new ArrayList<>();
        Json.object(key)
                .forEach((name, value) -> Json.object(value)
                        .forEach((type, text) -> parts.add(
                                Json.quote(name) + ":{\"" + type + "\":" + Json.quote(String.valueOf(text)) + "}")));
        return "{" + String.join(",", parts) + "}";
    }

    /** The items as the table's stream tells them. */
    private Map<String, Object> told(String table) throws IOException {
        Map<String, Object> told = new HashMap<>();
        Object stream = Json.object(call("DescribeTable", "{\"TableName\":\"" + table + "\"}")
                        .get("Table"))
                .get("LatestStreamArn");
        String last = "";
        Object more;
        do {
            Map<String, Object> description =
                    Json.object(call(STREAMS + "DescribeStream", "{\"StreamArn\":\"" + stream + "\"" + last + "}")
                            .get("StreamDescription"));
            for (Object shard : Json.array(description.get("Shards"))) {
                shard(table, stream, Json.object(shard).get("ShardId"), told);
            }
            more = description.get("LastEvaluatedShardId");
            last = ",\"ExclusiveStartShardId\":\"" + more + "\"";
        } while (more != null);
        return told;
    }

    private void shard(String table, Object stream, Object shard, Map<String, Object> told) throws IOException {
        Object iterator = call(
                        STREAMS + "GetShardIterator",
                        "{\"StreamArn\":\"" + stream + "\",\"ShardId\":\"" + shard
                                + "\",\"ShardIteratorType\":\"TRIM_HORIZON\"}")
                .get("ShardIterator");
        BigInteger before = BigInteger.ZERO;
        int empty = 0;
        // an empty page may be one of several
        while (iterator != null && empty < 3) {
            Map<String, Object> page =
                    call(STREAMS + "GetRecords", "{\"ShardIterator\":\"" + iterator + "\",\"Limit\":200}");
            List<?> found = Json.array(page.get("Records"));
            empty = found.isEmpty() ? empty + 1 : 0;
            for (Object record : found) {
                Map<String, Object> change = Json.object(Json.object(record).get("dynamodb"));
                BigInteger number = new BigInteger((String) change.get("SequenceNumber"));
                if (number.compareTo(before) <= 0) {
                    faults.add(shard + ": " + number + " comes behind " + before);
                }
                before = number;
                record(table, change, told);
            }
            iterator = page.get("NextShardIterator");
        }
    }

    private void record(String table, Map<String, Object> change, Map<String, Object> told) {
        records++;
        Object image = change.get("NewImage");
        @Nullable Object old = change.get("OldImage");
        String key = HistoryTables.key(table, Json.object(change.get("Keys")));
        if (image == null || !Objects.equals(old, told.get(key))) {
            faults.add(table + ", its stream: " + key + " was " + old + " instead of " + told.get(key));
            return;
        }
        List<Long> before = HistoryTables.values(old);
        List<Long> values = HistoryTables.values(image);
        if (values.size() != before.size() + 1
                || !values.subList(0, before.size()).equals(before)) {
            faults.add(table + ", its stream: " + key + " became " + values + " from " + before);
        }
        told.put(key, image);
    }
}
