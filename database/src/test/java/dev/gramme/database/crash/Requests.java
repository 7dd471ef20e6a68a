package dev.gramme.database.crash;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Requests about tables, all of them with the keys {@code k} and {@code s}. */
final class Requests {
    private static final Map<String, Object> ALL = Map.of("ProjectionType", "ALL");

    private Requests() {}

    static Map<String, Object> attribute(String name, String type) {
        return Map.of("AttributeName", name, "AttributeType", type);
    }

    private static List<Map<String, Object>> keys(String hash, String range) {
        return List.of(
                Map.of("AttributeName", hash, "KeyType", "HASH"), Map.of("AttributeName", range, "KeyType", "RANGE"));
    }

    private static Map<String, Object> index(String name, String hash, String range) {
        return Map.of("IndexName", name, "KeySchema", keys(hash, range), "Projection", ALL);
    }

    /** A table without anything. */
    static Map<String, Object> plain(String table) {
        Map<String, Object> request = new HashMap<>();
        request.put("TableName", table);
        request.put("BillingMode", "PAY_PER_REQUEST");
        request.put("AttributeDefinitions", List.of(attribute("k", "S"), attribute("s", "N")));
        request.put("KeySchema", keys("k", "s"));
        return request;
    }

    static Map<String, Object> streamed(String table) {
        Map<String, Object> request = plain(table);
        request.put("StreamSpecification", stream(true));
        return request;
    }

    /** A table with a local and a global index and a stream. */
    static Map<String, Object> full(String table) {
        Map<String, Object> request = streamed(table);
        request.put(
                "AttributeDefinitions",
                List.of(attribute("k", "S"), attribute("s", "N"), attribute("x", "S"), attribute("g", "S")));
        request.put("LocalSecondaryIndexes", List.of(index("local", "k", "x")));
        request.put("GlobalSecondaryIndexes", List.of(index("global", "g", "s")));
        return request;
    }

    static Map<String, Object> stream(boolean enabled) {
        return enabled
                ? Map.of("StreamEnabled", true, "StreamViewType", "NEW_AND_OLD_IMAGES")
                : Map.of("StreamEnabled", false);
    }

    static Map<String, Object> setStream(String table, boolean enabled) {
        return Map.of("TableName", table, "StreamSpecification", stream(enabled));
    }

    static Map<String, Object> addIndex(String table, String name, String hash) {
        return Map.of(
                "TableName",
                table,
                "AttributeDefinitions",
                List.of(attribute(hash, "S"), attribute("s", "N")),
                "GlobalSecondaryIndexUpdates",
                List.of(Map.of("Create", index(name, hash, "s"))));
    }

    static Map<String, Object> deleteIndex(String table, String name) {
        return Map.of(
                "TableName",
                table,
                "GlobalSecondaryIndexUpdates",
                List.of(Map.of("Delete", Map.of("IndexName", name))));
    }

    static Map<String, Object> expiry(String table, boolean enabled) {
        return Map.of(
                "TableName", table, "TimeToLiveSpecification", Map.of("Enabled", enabled, "AttributeName", "until"));
    }

    static Map<String, Object> recovery(String table, boolean enabled) {
        return Map.of(
                "TableName", table, "PointInTimeRecoverySpecification", Map.of("PointInTimeRecoveryEnabled", enabled));
    }

    static Map<String, Object> encryption(String table, String key) {
        return Map.of(
                "TableName",
                table,
                "SSESpecification",
                key == null
                        ? Map.of("Enabled", false)
                        : Map.of("Enabled", true, "SSEType", "KMS", "KMSMasterKeyId", key));
    }
}
