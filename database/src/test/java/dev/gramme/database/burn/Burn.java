package dev.gramme.database.burn;

import dev.gramme.database.Database;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.stream.StreamClient;
import dev.gramme.database.testing.Client;
import dev.gramme.database.testing.ManualEnvironment;
import dev.gramme.database.testing.SimulatedEnvironment;
import dev.gramme.database.testing.TestDatabases;
import dev.gramme.database.testing.TestEngines;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.testkit.Faults;
import dev.gramme.kv.testkit.FaultyEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A seeded history of writes and transactions over an engine that fails in every way, on one thread, and an auditor
 * that knows only what was answered: what was acknowledged happened once, what was refused did not. {@code main} runs
 * seed after seed until it is stopped.
 */
public final class Burn {
    private static final Faults FAULTS = new Faults(0.1, 0.1, 0.05, 0.05, 0).withLate(0.05);
    private static final int KEYS = 12;
    private static final int RESTORES = 3;

    private final Random random;
    private final Map<String, Long> expected = new TreeMap<>();
    private final List<String> history = new ArrayList<>();
    private final SimulatedEnvironment environment;
    private final KvEngine memory;
    private final FaultyEngine engine;
    private final Client client;
    /** What was there at some moments, milliseconds since 1970. */
    private final TreeMap<Long, Map<String, Long>> past = new TreeMap<>();

    private Burn(long seed) {
        this.random = new Random(seed);
        this.environment = new SimulatedEnvironment(seed);
        this.memory = TestEngines.open(environment::clockMillis);
        this.engine = new FaultyEngine(memory, seed, Faults.NONE, () -> environment.sleepMillis(5));
        Database database = TestDatabases.over(engine, environment);
        this.client = new Client(database);
        Map<String, Object> index = Map.of(
                "IndexName",
                "by-n",
                "KeySchema",
                List.of(Map.of("AttributeName", "n", "KeyType", "HASH")),
                "Projection",
                Map.of("ProjectionType", "ALL"));
        client.call(
                "CreateTable",
                Map.of(
                        "TableName",
                        "burn",
                        "BillingMode",
                        "PAY_PER_REQUEST",
                        "KeySchema",
                        List.of(Map.of("AttributeName", "k", "KeyType", "HASH")),
                        "AttributeDefinitions",
                        List.of(
                                Map.of("AttributeName", "k", "AttributeType", "S"),
                                Map.of("AttributeName", "n", "AttributeType", "N")),
                        "GlobalSecondaryIndexes",
                        List.of(index),
                        "StreamSpecification",
                        Map.of("StreamEnabled", true, "StreamViewType", "NEW_AND_OLD_IMAGES")));
        client.call(
                "UpdateContinuousBackups",
                Map.of(
                        "TableName",
                        "burn",
                        "PointInTimeRecoverySpecification",
                        Map.of("PointInTimeRecoveryEnabled", true)));
        environment.sleepMillis(5);
    }

    /** Runs a history; returns all that was done and answered. */
    static List<String> run(long seed, int steps) {
        Burn burn = new Burn(seed);
        burn.engine.failLike(FAULTS);
        for (int step = 0; step < steps; step++) {
            burn.step();
            if (step % 50 == 0) {
                burn.past.put(burn.environment.clockMillis(), new TreeMap<>(burn.expected));
                burn.environment.sleepMillis(2);
            }
        }
        burn.engine.failLike(Faults.NONE);
        burn.audit();
        burn.auditStream();
        burn.auditPast();
        return burn.history;
    }

    private String anyKey() {
        return "k" + random.nextInt(KEYS);
    }

    private void step() {
        String key = anyKey();
        long value = 1 + random.nextInt(5);
        switch (random.nextInt(5)) {
            case 0 -> done("PutItem", Map.of("TableName", "burn", "Item", item(key, value)), Map.of(key, value));
            case 1 -> done("UpdateItem", add(key, value), Map.of(key, expected.getOrDefault(key, 0L) + value));
            case 2 -> {
                if (answered("DeleteItem", Map.of("TableName", "burn", "Key", Map.of("k", Map.of("S", key))))) {
                    expected.remove(key);
                }
            }
            case 3 -> transfer(key, anyKey(), value);
            default -> read(key);
        }
    }

    private static Map<String, Object> item(String key, long value) {
        return Map.of("k", Map.of("S", key), "n", Map.of("N", Long.toString(value)));
    }

    private static Map<String, Object> add(String key, long value) {
        return Map.of(
                "TableName",
                "burn",
                "Key",
                Map.of("k", Map.of("S", key)),
                "UpdateExpression",
                "ADD n :v",
                "ExpressionAttributeValues",
                Map.of(":v", Map.of("N", Long.toString(value))));
    }

    private void transfer(String from, String to, long value) {
        if (from.equals(to)) {
            return;
        }
        done(
                "TransactWriteItems",
                Map.of("TransactItems", List.of(Map.of("Update", add(from, -value)), Map.of("Update", add(to, value)))),
                Map.of(from, expected.getOrDefault(from, 0L) - value, to, expected.getOrDefault(to, 0L) + value));
    }

    private void done(String operation, Map<String, Object> request, Map<String, Long> then) {
        if (answered(operation, request)) {
            expected.putAll(then);
        }
    }

    /** Whether it was acknowledged; refusals are only taken where nothing may have happened. */
    private boolean answered(String operation, Map<String, Object> request) {
        try {
            client.call(operation, request);
            history.add(operation + " " + request + " done");
            return true;
        } catch (DynamoException e) {
            history.add(operation + " " + request + " " + e.code());
            if (e.code() != ErrorCode.SERVICE_UNAVAILABLE && e.code() != ErrorCode.TRANSACTION_CANCELED) {
                throw e;
            }
            return false;
        }
    }

    private void read(String key) {
        Map<String, Object> request =
                Map.of("TableName", "burn", "ConsistentRead", true, "Key", Map.of("k", Map.of("S", key)));
        try {
            Object item = client.call("GetItem", request).get("Item");
            history.add("GetItem " + key + " " + item);
            Long value = expected.get(key);
            require(value == null ? item == null : item != null && valueOf(Client.map(item)) == value, key, item);
        } catch (DynamoException e) {
            history.add("GetItem " + key + " " + e.code());
        }
    }

    private static long valueOf(Map<String, Object> item) {
        return Long.parseLong((String) Client.map(item.get("n")).get("N"));
    }

    private void audit() {
        for (String index : new String[] {null, "by-n"}) {
            Map<String, Object> scan = new TreeMap<>(Map.of("TableName", "burn"));
            if (index != null) {
                scan.put("IndexName", index);
            }
            Map<String, Long> found = new TreeMap<>();
            for (Map<String, Object> item :
                    Client.maps(client.call("Scan", scan).get("Items"))) {
                found.put((String) Client.map(item.get("k")).get("S"), valueOf(item));
            }
            require(found.equals(expected), index == null ? "table" : index, found);
        }
    }

    /** Replayed from the start, the stream comes to the table as it is, each change going on from the one before. */
    private void auditStream() {
        Map<String, Long> replayed = new TreeMap<>();
        for (Map<String, Object> record : StreamClient.of(client, "burn").more()) {
            Map<String, Object> change = Client.map(record.get("dynamodb"));
            String key =
                    (String) Client.map(Client.map(change.get("Keys")).get("k")).get("S");
            Object before = change.get("OldImage");
            Object after = change.get("NewImage");
            Long known = replayed.get(key);
            require(
                    before == null ? known == null : known != null && valueOf(Client.map(before)) == known,
                    key,
                    record);
            if (after == null) {
                replayed.remove(key);
            } else {
                replayed.put(key, valueOf(Client.map(after)));
            }
        }
        require(replayed.equals(expected), "stream", replayed);
    }

    /** Restores the table to some of the moments, by a database of its own whose background work is done. */
    private void auditPast() {
        ManualEnvironment later = new ManualEnvironment(environment.clockMillis() + 60_000, 5);
        try (Database reopened = TestDatabases.over(memory, later)) {
            Client restoring = new Client(reopened);
            List<Long> moments = new ArrayList<>(past.keySet());
            for (int restore = 0; restore < RESTORES; restore++) {
                Long moment = moments.get(random.nextInt(moments.size()));
                String target = "restored-" + restore;
                restoring.call(
                        "RestoreTableToPointInTime",
                        Map.of(
                                "SourceTableName",
                                "burn",
                                "TargetTableName",
                                target,
                                "RestoreDateTime",
                                moment / 1000.0));
                restoring.awaitActive(target);
                Map<String, Long> found = new TreeMap<>();
                for (Map<String, Object> item : Client.maps(
                        restoring.call("Scan", Map.of("TableName", target)).get("Items"))) {
                    found.put((String) Client.map(item.get("k")).get("S"), valueOf(item));
                }
                if (!found.equals(past.get(moment))) {
                    throw new AssertionError("at " + moment + ": found " + found + ", expected " + past.get(moment)
                            + "\n" + String.join("\n", history));
                }
            }
        }
    }

    private void require(boolean right, String what, Object found) {
        if (!right) {
            throw new AssertionError(
                    what + ": found " + found + ", expected " + expected + "\n" + String.join("\n", history));
        }
    }

    /** Runs seed after seed, from the one given on. */
    public static void main(String[] arguments) {
        for (long seed = Long.parseLong(arguments[0]); ; seed++) {
            System.out.println("burn seed " + seed);
            run(seed, 2_000);
        }
    }
}
