package dev.gramme.database.transact;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.testing.Client;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** A client that appends to lists and reads them, and writes down what it did and saw. */
final class Workload {
    static final String TABLE = "lists";
    static final List<String> KEYS = List.of("a", "b", "c", "d");

    /** Nothing was done. */
    private static final Set<ErrorCode> REFUSED = Set.of(
            ErrorCode.TRANSACTION_CANCELED,
            ErrorCode.TRANSACTION_CONFLICT,
            ErrorCode.CONDITIONAL_CHECK_FAILED,
            ErrorCode.SERVICE_UNAVAILABLE,
            ErrorCode.TRANSACTION_IN_PROGRESS);

    private static final int TOKEN_TRIES = 5;
    private static final AtomicInteger VALUES = new AtomicInteger();

    private final Client client;
    private final History history;
    private final Random random;

    Workload(Client client, History history, long seed) {
        this.client = client;
        this.history = history;
        this.random = new Random(seed);
    }

    static void create(Client client) {
        client.call(
                "CreateTable",
                Map.of(
                        "TableName",
                        TABLE,
                        "KeySchema",
                        List.of(Map.of("AttributeName", "k", "KeyType", "HASH")),
                        "AttributeDefinitions",
                        List.of(Map.of("AttributeName", "k", "AttributeType", "S")),
                        "BillingMode",
                        "PAY_PER_REQUEST"));
        client.awaitActive(TABLE);
        for (String key : KEYS) {
            Map<String, Object> empty = Map.of("L", List.of());
            client.call("PutItem", Map.of("TableName", TABLE, "Item", Map.of("k", Map.of("S", key), "l", empty)));
        }
    }

    private static Map<String, Object> keyed(String key) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("TableName", TABLE);
        request.put("Key", Map.of("k", Map.of("S", key)));
        return request;
    }

    private static Map<String, Object> append(String key, int value) {
        Map<String, Object> request = keyed(key);
        request.put("UpdateExpression", "SET l = list_append(l, :v)");
        Map<String, Object> one = Map.of("N", Integer.toString(value));
        request.put("ExpressionAttributeValues", Map.of(":v", Map.of("L", List.of(one))));
        return request;
    }

    static List<Integer> list(Object item) {
        return Client.maps(Client.map(Client.map(item).get("l")).get("L")).stream()
                .map(value -> Integer.parseInt((String) value.get("N")))
                .toList();
    }

    void once() {
        List<String> keys = new ArrayList<>(KEYS);
        Collections.shuffle(keys, random);
        keys = keys.subList(0, 2 + random.nextInt(keys.size() - 1));
        switch (random.nextInt(6)) {
            case 0 -> single(keys.getFirst());
            case 1, 2 -> read(keys);
            case 3 -> guarded(keys);
            default -> transaction(keys);
        }
    }

    /** One append that tells the list it made. */
    private void single(String key) {
        int value = VALUES.incrementAndGet();
        Map<String, Object> request = append(key, value);
        request.put("ReturnValues", "ALL_NEW");
        attempt("update", Map.of(key, value), () -> {
            Map<String, Object> answer = client.call("UpdateItem", request);
            return Map.of(key, list(answer.get("Attributes")).size() - 1);
        });
    }

    private void read(List<String> keys) {
        List<Object> gets = new ArrayList<>();
        keys.forEach(key -> gets.add(Map.of("Get", keyed(key))));
        attempt("read", Map.of(), () -> {
            List<Map<String, Object>> answers =
                    Client.maps(client.call("TransactGetItems", Map.of("TransactItems", gets))
                            .get("Responses"));
            Map<String, Integer> reads = new LinkedHashMap<>();
            for (int at = 0; at < keys.size(); at++) {
                reads.put(keys.get(at), list(answers.get(at).get("Item")).size());
            }
            return reads;
        });
    }

    /** Appends to one list given that others are as they were just seen. */
    private void guarded(List<String> keys) {
        Map<String, Integer> seen = new LinkedHashMap<>();
        List<Object> actions = new ArrayList<>();
        try {
            for (String key : keys.subList(1, keys.size())) {
                int length =
                        list(client.call("GetItem", keyed(key)).get("Item")).size();
                seen.put(key, length);
                Map<String, Object> check = keyed(key);
                check.put("ConditionExpression", "size(l) = :n");
                check.put("ExpressionAttributeValues", Map.of(":n", Map.of("N", Integer.toString(length))));
                actions.add(Map.of("ConditionCheck", check));
            }
        } catch (DynamoException e) {
            return;
        }
        int value = VALUES.incrementAndGet();
        actions.add(Map.of("Update", append(keys.getFirst(), value)));
        attempt("guarded", Map.of(keys.getFirst(), value), () -> {
            client.call("TransactWriteItems", Map.of("TransactItems", actions));
            return seen;
        });
    }

    /** Appends to many lists; with a token, it is sent again as long as nobody knows what became of it. */
    private void transaction(List<String> keys) {
        Map<String, Integer> appends = new LinkedHashMap<>();
        List<Object> actions = new ArrayList<>();
        for (String key : keys) {
            int value = VALUES.incrementAndGet();
            appends.put(key, value);
            actions.add(Map.of("Update", append(key, value)));
        }
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("TransactItems", actions);
        int tries = 1;
        if (random.nextBoolean()) {
            request.put("ClientRequestToken", new UUID(random.nextLong(), random.nextLong()).toString());
            tries = TOKEN_TRIES;
        }
        int most = tries;
        attempt("transaction", appends, () -> {
            for (int left = most; ; left--) {
                try {
                    client.call("TransactWriteItems", request);
                    return Map.of();
                } catch (DynamoException e) {
                    if (left == 1) {
                        throw e;
                    }
                }
            }
        });
    }

    private interface Attempt {
        /** Does it, and tells how long the lists were that it saw. */
        Map<String, Integer> run();
    }

    private void attempt(String name, Map<String, Integer> appends, Attempt attempt) {
        long start = System.nanoTime();
        try {
            Map<String, Integer> reads = attempt.run();
            history.add(new History.Operation(name, start, System.nanoTime(), reads, appends));
        } catch (DynamoException e) {
            if (e.code() == ErrorCode.INTERNAL_SERVER) {
                history.add(new History.Operation(name, start, Long.MAX_VALUE, Map.of(), appends));
            } else if (!REFUSED.contains(e.code())) {
                throw e;
            }
        }
    }
}
