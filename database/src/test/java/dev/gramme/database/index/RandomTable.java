package dev.gramme.database.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.testing.Client;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** A random table with random indexes, and random writes to it; few values, so that much collides. */
final class RandomTable {
    static final String NAME = "random";

    private static final List<String> TYPES = List.of("S", "N", "B");
    private static final List<String> ATTRIBUTES = List.of("k0", "k1", "k2", "k3", "k4", "k5");
    private static final Set<ErrorCode> REFUSALS =
            Set.of(ErrorCode.VALIDATION, ErrorCode.TRANSACTION_CANCELED, ErrorCode.CONDITIONAL_CHECK_FAILED);

    private final Random random;
    private final Client client;
    private final Map<String, String> types = new LinkedHashMap<>();
    private final boolean sorted;
    private final Set<String> used = new LinkedHashSet<>();

    RandomTable(Random random, Client client) {
        this.random = random;
        this.client = client;
        this.sorted = random.nextInt(4) > 0;
        types.put("h", type());
        types.put("r", type());
        ATTRIBUTES.forEach(attribute -> types.put(attribute, type()));
    }

    private String type() {
        return TYPES.get(random.nextInt(TYPES.size()));
    }

    /** A value that is never written. */
    static Object never(String type) {
        return switch (type) {
            case "S" -> Map.of("S", "never");
            case "N" -> Map.of("N", "4711");
            default -> Map.of("B", "bmV2ZXI=");
        };
    }

    /** A value that a key of this type may have. */
    static Object keyValue(Random random, String type) {
        return switch (type) {
            case "S" ->
                Map.of(
                        "S",
                        List.of("a", "a\u0000", "a\u0001", "ab", "\u00e9", "\u0000")
                                .get(random.nextInt(6)));
            case "N" ->
                Map.of("N", List.of("0", "-1", "1.5", "10", "-1E-20", "1E+100").get(random.nextInt(6)));
            default -> {
                byte[] bytes = new byte[1 + random.nextInt(3)];
                for (int at = 0; at < bytes.length; at++) {
                    bytes[at] =
                            (byte) List.of(0, 1, 0xFF).get(random.nextInt(3)).intValue();
                }
                yield Map.of("B", Base64.getEncoder().encodeToString(bytes));
            }
        };
    }

    private static Map<String, Object> element(String attribute, String type) {
        return Map.of("AttributeName", attribute, "KeyType", type);
    }

    void create() {
        used.add("h");
        List<Object> schema = new ArrayList<>(List.of(element("h", "HASH")));
        Map<String, Object> request = new LinkedHashMap<>();
        if (sorted) {
            used.add("r");
            schema.add(element("r", "RANGE"));
            List<Object> local = new ArrayList<>();
            for (int at = random.nextInt(3); at > 0; at--) {
                String range = pick();
                local.add(index("local" + at, List.of(element("h", "HASH"), element(range, "RANGE"))));
            }
            if (!local.isEmpty()) {
                request.put("LocalSecondaryIndexes", local);
            }
        }
        List<Object> global = new ArrayList<>();
        for (int at = random.nextInt(4); at > 0; at--) {
            global.add(index("global" + at, globalKeys()));
        }
        if (!global.isEmpty()) {
            request.put("GlobalSecondaryIndexes", global);
        }
        request.put("TableName", NAME);
        request.put("KeySchema", schema);
        request.put("BillingMode", "PAY_PER_REQUEST");
        request.put("AttributeDefinitions", definitions());
        client.call("CreateTable", request);
        client.awaitActive(NAME);
    }

    private String pick() {
        String attribute = ATTRIBUTES.get(random.nextInt(ATTRIBUTES.size()));
        used.add(attribute);
        return attribute;
    }

    private List<Object> definitions() {
        List<Object> definitions = new ArrayList<>();
        used.forEach(name -> definitions.add(Map.of("AttributeName", name, "AttributeType", types.get(name))));
        return definitions;
    }

    private List<Object> globalKeys() {
        List<String> names = new ArrayList<>(ATTRIBUTES);
        names.add("h");
        if (sorted) {
            names.add("r");
        }
        Collections.shuffle(names, random);
        int hashes = random.nextBoolean() ? 1 : 1 + random.nextInt(4);
        int ranges = random.nextBoolean() ? random.nextInt(2) : random.nextInt(4);
        List<Object> keys = new ArrayList<>();
        for (int at = 0; at < hashes + ranges && at < names.size(); at++) {
            used.add(names.get(at));
            keys.add(element(names.get(at), at < hashes ? "HASH" : "RANGE"));
        }
        return keys;
    }

    private Map<String, Object> index(String name, List<Object> keys) {
        Map<String, Object> projection = new LinkedHashMap<>();
        String type = List.of("ALL", "KEYS_ONLY", "INCLUDE").get(random.nextInt(3));
        projection.put("ProjectionType", type);
        if (type.equals("INCLUDE")) {
            projection.put("NonKeyAttributes", random.nextBoolean() ? List.of("p0") : List.of("p0", "k1"));
        }
        return Map.of("IndexName", name, "KeySchema", keys, "Projection", projection);
    }

    /** Adds a global index to the table as it is; it is filled in the background. */
    void addIndex() {
        Map<String, Object> index = index("added", globalKeys());
        client.call(
                "UpdateTable",
                Map.of(
                        "TableName",
                        NAME,
                        "AttributeDefinitions",
                        definitions(),
                        "GlobalSecondaryIndexUpdates",
                        List.of(Map.of("Create", index))));
    }

    /** Some random writes; those that are refused are as good as any. */
    void write(int count) {
        for (int at = 0; at < count; at++) {
            try {
                writeOnce();
            } catch (DynamoException e) {
                assertThat(REFUSALS).as(e.text()).contains(e.code());
            }
        }
    }

    private void writeOnce() {
        switch (random.nextInt(6)) {
            case 0, 1 -> client.call("PutItem", Map.of("TableName", NAME, "Item", item()));
            case 2 -> client.call("UpdateItem", update());
            case 3 -> client.call("DeleteItem", Map.of("TableName", NAME, "Key", key()));
            case 4 -> client.call("BatchWriteItem", Map.of("RequestItems", Map.of(NAME, batch())));
            default -> client.call("TransactWriteItems", Map.of("TransactItems", transaction()));
        }
    }

    private Map<String, Object> key() {
        Map<String, Object> key = new LinkedHashMap<>();
        key.put("h", keyValue(random, types.get("h")));
        if (sorted) {
            key.put("r", keyValue(random, types.get("r")));
        }
        return key;
    }

    /** Of the wrong type now and then: refused where an index wants another, kept otherwise. */
    private Object value(String attribute) {
        return keyValue(random, random.nextInt(30) == 0 ? type() : types.get(attribute));
    }

    private Map<String, Object> item() {
        Map<String, Object> item = key();
        for (String attribute : ATTRIBUTES) {
            if (random.nextInt(5) > 0) {
                item.put(attribute, value(attribute));
            }
        }
        for (String attribute : Arrays.asList("p0", "p1")) {
            if (random.nextBoolean()) {
                item.put(attribute, Map.of("S", "x".repeat(random.nextInt(4))));
            }
        }
        return item;
    }

    private Map<String, Object> update() {
        Map<String, Object> request = new LinkedHashMap<>(Map.of("TableName", NAME, "Key", key()));
        String attribute = ATTRIBUTES.get(random.nextInt(ATTRIBUTES.size()));
        switch (random.nextInt(4)) {
            case 0 -> request.put("UpdateExpression", "REMOVE " + attribute);
            case 1 -> {
                request.put("UpdateExpression", "SET p0 = :p");
                request.put("ExpressionAttributeValues", Map.of(":p", Map.of("S", "y".repeat(random.nextInt(4)))));
            }
            default -> {
                request.put("UpdateExpression", "SET " + attribute + " = :v");
                request.put("ExpressionAttributeValues", Map.of(":v", value(attribute)));
            }
        }
        return request;
    }

    private List<Object> batch() {
        Set<Map<String, Object>> keys = new LinkedHashSet<>();
        List<Object> batch = new ArrayList<>();
        for (int at = random.nextInt(5); at >= 0; at--) {
            Map<String, Object> item = item();
            Map<String, Object> key = new LinkedHashMap<>(item);
            key.keySet().retainAll(sorted ? List.of("h", "r") : List.of("h"));
            if (keys.add(key)) {
                batch.add(
                        random.nextInt(4) > 0
                                ? Map.of("PutRequest", Map.of("Item", item))
                                : Map.of("DeleteRequest", Map.of("Key", key)));
            }
        }
        return batch;
    }

    private List<Object> transaction() {
        List<Object> actions = new ArrayList<>();
        for (int at = random.nextInt(4); at >= 0; at--) {
            actions.add(
                    switch (random.nextInt(4)) {
                        case 0 -> Map.of("Put", Map.of("TableName", NAME, "Item", item()));
                        case 1 -> Map.of("Delete", Map.of("TableName", NAME, "Key", key()));
                        case 2 -> Map.of("Update", update());
                        default ->
                            Map.of(
                                    "ConditionCheck",
                                    Map.of(
                                            "TableName",
                                            NAME,
                                            "Key",
                                            key(),
                                            "ConditionExpression",
                                            random.nextInt(3) > 0
                                                    ? "attribute_not_exists(zz)"
                                                    : "attribute_exists(k0)"));
                    });
        }
        return actions;
    }
}
