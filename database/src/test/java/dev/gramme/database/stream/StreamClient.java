package dev.gramme.database.stream;

import dev.gramme.database.testing.Client;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads streams through their operations, as a consumer does. */
public final class StreamClient {
    private Client client;
    private final String arn;
    /** Of each shard begun, the iterator to go on with; null where it ended. */
    private final Map<String, String> iterators = new HashMap<>();

    private final Set<String> ended = new HashSet<>();

    public StreamClient(Client client, String arn) {
        this.client = client;
        this.arn = arn;
    }

    /** The newest stream of a table. */
    public static StreamClient of(Client client, String table) {
        return new StreamClient(client, (String) client.describe(table).get("LatestStreamArn"));
    }

    /** After a restart. */
    public void goOnWith(Client reopened) {
        client = reopened;
    }

    public String arn() {
        return arn;
    }

    public Map<String, Object> describe() {
        return Client.map(
                client.call("DescribeStream", Map.of("StreamArn", arn)).get("StreamDescription"));
    }

    public List<Map<String, Object>> shards() {
        List<Map<String, Object>> shards = new ArrayList<>();
        String after = null;
        do {
            Map<String, Object> request = new LinkedHashMap<>(Map.of("StreamArn", arn, "Limit", 3));
            if (after != null) {
                request.put("ExclusiveStartShardId", after);
            }
            Map<String, Object> page =
                    Client.map(client.call("DescribeStream", request).get("StreamDescription"));
            shards.addAll(Client.maps(page.get("Shards")));
            after = (String) page.get("LastEvaluatedShardId");
        } while (after != null);
        return shards;
    }

    public String iterator(String shard, String type, String sequenceNumber) {
        Map<String, Object> request =
                new LinkedHashMap<>(Map.of("StreamArn", arn, "ShardId", shard, "ShardIteratorType", type));
        if (sequenceNumber != null) {
            request.put("SequenceNumber", sequenceNumber);
        }
        return (String) client.call("GetShardIterator", request).get("ShardIterator");
    }

    public Map<String, Object> records(String iterator) {
        return client.call("GetRecords", Map.of("ShardIterator", iterator, "Limit", 7));
    }

    /** All that is left to read, through all shards there are. */
    public List<Map<String, Object>> rest() {
        List<Map<String, Object>> records = new ArrayList<>();
        List<Map<String, Object>> more = more();
        while (!more.isEmpty()) {
            records.addAll(more);
            more = more();
        }
        return records;
    }

    /** What came since the last call: of each shard in order, parents before their children. */
    public List<Map<String, Object>> more() {
        List<Map<String, Object>> records = new ArrayList<>();
        for (Map<String, Object> shard : shards()) {
            String id = (String) shard.get("ShardId");
            Object parent = shard.get("ParentShardId");
            if (ended.contains(id) || (parent != null && iterators.containsKey(parent) && !ended.contains(parent))) {
                continue;
            }
            String iterator = iterators.containsKey(id) ? iterators.get(id) : iterator(id, "TRIM_HORIZON", null);
            boolean more = true;
            while (more) {
                Map<String, Object> page = records(iterator);
                List<Map<String, Object>> found = Client.maps(page.get("Records"));
                records.addAll(found);
                iterator = (String) page.get("NextShardIterator");
                more = iterator != null && !found.isEmpty();
            }
            iterators.put(id, iterator);
            if (iterator == null) {
                ended.add(id);
            }
        }
        return records;
    }
}
