package dev.gramme.database.split;

import dev.gramme.database.stream.StreamClient;
import dev.gramme.database.testing.Client;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A table with all that lies in partitions: items, both kinds of indexes, times of expiry, a stream. */
final class SplitTable {
    static final String NAME = "films";
    private static final String PADDING = "x".repeat(300);
    static final long LATER = 4_000_000_000L;

    private SplitTable() {}

    private static Map<String, Object> attribute(String name, String type) {
        return Map.of("AttributeName", name, "AttributeType", type);
    }

    private static List<Map<String, Object>> keys(String hash, String range) {
        return List.of(
                Map.of("AttributeName", hash, "KeyType", "HASH"), Map.of("AttributeName", range, "KeyType", "RANGE"));
    }

    private static Map<String, Object> index(String name, String hash, String range) {
        return Map.of("IndexName", name, "KeySchema", keys(hash, range), "Projection", Map.of("ProjectionType", "ALL"));
    }

    static void create(Client client) {
        Map<String, Object> request = new HashMap<>();
        request.put("TableName", NAME);
        request.put("BillingMode", "PAY_PER_REQUEST");
        request.put("AttributeDefinitions", List.of(attribute("p", "S"), attribute("s", "N"), attribute("x", "N")));
        request.put("KeySchema", keys("p", "s"));
        request.put("LocalSecondaryIndexes", List.of(index("local", "p", "x")));
        request.put("GlobalSecondaryIndexes", List.of(index("global", "x", "s")));
        request.put("StreamSpecification", Map.of("StreamEnabled", true, "StreamViewType", "NEW_AND_OLD_IMAGES"));
        client.call("CreateTable", request);
        client.call(
                "UpdateTimeToLive",
                Map.of("TableName", NAME, "TimeToLiveSpecification", Map.of("Enabled", true, "AttributeName", "ends")));
    }

    static Map<String, Object> key(int number) {
        return Map.of("p", Map.of("S", "p" + number / 3), "s", Map.of("N", Integer.toString(number)));
    }

    static Map<String, Object> item(int number, int version) {
        Map<String, Object> item = new HashMap<>(key(number));
        item.put("x", Map.of("N", Integer.toString(number % 50)));
        item.put("version", Map.of("N", Integer.toString(version)));
        item.put("padding", Map.of("S", PADDING));
        if (number % 4 == 0) {
            item.put("ends", Map.of("N", Long.toString(LATER + number)));
        }
        return item;
    }

    static void put(Client client, int number, int version) {
        client.call("PutItem", Map.of("TableName", NAME, "Item", item(number, version)));
    }

    /** The version of an item; 0 where there is none. */
    static int version(Client client, int number) {
        Object item = client.call("GetItem", Map.of("TableName", NAME, "Key", key(number), "ConsistentRead", true))
                .get("Item");
        return item == null ? 0 : version(Client.map(item));
    }

    static int version(Map<String, Object> item) {
        return Integer.parseInt((String) Client.map(item.get("version")).get("N"));
    }

    static int number(Map<String, Object> item) {
        return Integer.parseInt((String) Client.map(item.get("s")).get("N"));
    }

    /** All pages of a Query or Scan: versions by number. */
    static Map<Integer, Integer> all(Client client, String operation, Map<String, Object> asked) {
        Map<Integer, Integer> found = new TreeMap<>();
        Map<String, Object> request = new HashMap<>(asked);
        request.put("TableName", NAME);
        Object next;
        do {
            Map<String, Object> page = client.call(operation, request);
            Client.maps(page.get("Items")).forEach(item -> found.merge(number(item), version(item), (one, two) -> -1));
            next = page.get("LastEvaluatedKey");
            request.put("ExclusiveStartKey", next);
        } while (next != null);
        return found;
    }

    static Map<Integer, Integer> scan(Client client) {
        return all(client, "Scan", Map.of("Limit", 37, "ConsistentRead", true));
    }

    static Map<Integer, Integer> scanSegments(Client client, String index) {
        Map<Integer, Integer> found = new TreeMap<>();
        for (int segment = 0; segment < 3; segment++) {
            found.putAll(all(
                    client, "Scan", Map.of("IndexName", index, "Limit", 11, "Segment", segment, "TotalSegments", 3)));
        }
        return found;
    }

    /** Every partition key, or value of the index's, asked for by itself. */
    static Map<Integer, Integer> queries(Client client, String index, String hash, List<Map<String, String>> values) {
        Map<Integer, Integer> found = new TreeMap<>();
        for (Map<String, String> value : values) {
            found.putAll(all(
                    client,
                    "Query",
                    Map.of(
                            "IndexName",
                            index,
                            "ScanIndexForward",
                            found.size() % 2 == 0,
                            "Limit",
                            5,
                            "KeyConditionExpression",
                            hash + " = :v",
                            "ExpressionAttributeValues",
                            Map.of(":v", value))));
        }
        return found;
    }

    /** Partitions there are by now, as the stream's shards tell: each open one is of one partition. */
    static int partitions(Client client) {
        int open = 0;
        for (Map<String, Object> shard : StreamClient.of(client, NAME).shards()) {
            if (!Client.map(shard.get("SequenceNumberRange")).containsKey("EndingSequenceNumber")) {
                open++;
            }
        }
        return open;
    }

    /** Shards that have two children. */
    static int parted(List<Map<String, Object>> shards) {
        Set<Object> once = new HashSet<>();
        Set<Object> twice = new HashSet<>();
        for (Map<String, Object> shard : shards) {
            Object parent = shard.get("ParentShardId");
            if (parent != null && !once.add(parent)) {
                twice.add(parent);
            }
        }
        return twice.size();
    }

    /** Plays a stream's records onto nothing; each must go on from the image the one before it left. */
    static Map<Integer, Integer> replay(List<Map<String, Object>> records, List<String> faults) {
        Map<Integer, Integer> state = new TreeMap<>();
        for (Map<String, Object> record : records) {
            Map<String, Object> change = Client.map(record.get("dynamodb"));
            int number = number(Client.map(change.get("Keys")));
            Object before = change.get("OldImage");
            Object after = change.get("NewImage");
            int expected = before == null ? 0 : version(Client.map(before));
            if (state.getOrDefault(number, 0) != expected) {
                faults.add(number + ": " + state.get(number) + " before " + expected);
            }
            if (after == null) {
                state.remove(number);
            } else {
                state.put(number, version(Client.map(after)));
            }
        }
        return state;
    }
}
