package dev.gramme.acceptance.burn;

import dev.gramme.acceptance.load.ApiConnection;
import dev.gramme.acceptance.load.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the stream of a table, from audit to audit and from one server to the next. */
final class BurnStream {
    private static final String STREAMS = "DynamoDBStreams_20120810.";
    /** Pages without a record after which there is nothing more for now. */
    private static final int EMPTY_PAGES = 2;

    private final String table;
    private final Map<String, String> lastNumbers = new HashMap<>();
    private final Set<String> ended = new HashSet<>();

    BurnStream(String table) {
        this.table = table;
    }

    /**
     * A change.
     *
     * @param before the version before
     * @param after the version from then on
     * @param expired whether the server deleted it since its time was over
     */
    record Shown(String key, long before, long after, boolean expired) {}

    /** What came since the last call, in order; notes what is not whole. */
    List<Shown> more(ApiConnection connection, List<String> faults) throws IOException {
        Map<String, @Nullable Object> described = Json.object(
                Json.object(Json.parse(connection.call("DescribeTable", "{\"TableName\":\"" + table + "\"}")))
                        .get("Table"));
        String arn = String.valueOf(described.get("LatestStreamArn"));
        List<Shown> records = new ArrayList<>();
        String after = "";
        do {
            Map<String, @Nullable Object> stream = Json.object(Json.object(Json.parse(connection.call(
                            STREAMS + "DescribeStream", "{\"StreamArn\":\"" + arn + "\"" + after + "}")))
                    .get("StreamDescription"));
            for (Object shard : Json.array(stream.get("Shards"))) {
                read(connection, arn, String.valueOf(Json.object(shard).get("ShardId")), records, faults);
            }
            Object last = stream.get("LastEvaluatedShardId");
            after = last == null ? "" : ",\"ExclusiveStartShardId\":\"" + last + "\"";
        } while (!after.isEmpty());
        return records;
    }

    private void read(ApiConnection connection, String arn, String shard, List<Shown> records, List<String> faults)
            throws IOException {
        if (ended.contains(shard)) {
            return;
        }
        String last = lastNumbers.get(shard);
        String from =
                last == null ? "\"TRIM_HORIZON\"" : "\"AFTER_SEQUENCE_NUMBER\",\"SequenceNumber\":\"" + last + "\"";
        Object iterator = Json.object(Json.parse(connection.call(
                        STREAMS + "GetShardIterator",
                        "{\"StreamArn\":\"" + arn + "\",\"ShardId\":\"" + shard + "\",\"ShardIteratorType\":" + from
                                + "}")))
                .get("ShardIterator");
        for (int empty = 0; iterator != null && empty < EMPTY_PAGES; ) {
            Map<String, @Nullable Object> page = Json.object(Json.parse(connection.call(
                    STREAMS + "GetRecords", "{\"ShardIterator\":" + Json.quote(iterator.toString()) + "}")));
            List<?> found = Json.array(page.get("Records"));
            for (Object record : found) {
                lastNumbers.put(shard, take(Json.object(record), records, faults));
            }
            empty = found.isEmpty() ? empty + 1 : 0;
            iterator = page.get("NextShardIterator");
        }
        if (iterator == null) {
            ended.add(shard);
        }
    }

    /** Returns its sequence number. */
    private static String take(Map<String, @Nullable Object> record, List<Shown> records, List<String> faults) {
        Map<String, @Nullable Object> change = Json.object(record.get("dynamodb"));
        String key = BurnItems.key(Json.object(change.get("Keys")));
        records.add(new Shown(
                key,
                version(change.get("OldImage"), faults),
                version(change.get("NewImage"), faults),
                record.containsKey("userIdentity")));
        return String.valueOf(change.get("SequenceNumber"));
    }

    private static long version(@Nullable Object image, List<String> faults) {
        if (image == null) {
            return BurnItems.ABSENT;
        }
        Map<String, @Nullable Object> item = Json.object(image);
        if (!BurnItems.isWhole(item)) {
            faults.add("an image in a stream is not whole: " + item);
        }
        return BurnItems.version(item);
    }
}
