package dev.gramme.database.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gramme.database.Database;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.testing.Client;
import dev.gramme.database.testing.ManualEnvironment;
import dev.gramme.database.testing.TestDatabases;
import dev.gramme.database.testing.TestEngines;
import dev.gramme.kv.KvException;
import dev.gramme.kv.testkit.Faults;
import dev.gramme.kv.testkit.FaultyEngine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An index that is added to a table with items is filled while the table is in use, whatever comes in between. */
class BackfillTest {
    private static final String TABLE = "filled";
    private static final String INDEX = "added";
    private static final int ITEMS = 2_000;
    private static final long START_MILLIS = 1_800_000_000_000L;
    private static final Faults SLOW = new Faults(0, 0, 0, 0, 1);
    private static final Faults SLOW_AND_FAILING = new Faults(0.01, 0, 0, 0.01, 1);
    private static final Faults DEAD = new Faults(0, 0, 0, 1, 0);

    private final long seed = ThreadLocalRandom.current().nextLong();
    private final ManualEnvironment environment = new ManualEnvironment(START_MILLIS, 20);
    private final FaultyEngine engine =
            new FaultyEngine(TestEngines.open(environment::clockMillis), seed, Faults.NONE, this::pause);

    /** The thread that a slow call of the engine stops, until it is let go. */
    private volatile Thread held;

    private final CountDownLatch holding = new CountDownLatch(1);
    private final CountDownLatch letGo = new CountDownLatch(1);

    private void pause() {
        if (Thread.currentThread() != held) {
            LockSupport.parkNanos(200_000);
            return;
        }
        holding.countDown();
        try {
            letGo.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private Database open() {
        return TestDatabases.over(engine, environment);
    }

    private Client load(Database database) {
        Client client = new Client(database);
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
        Random random = new Random(seed);
        for (int first = 0; first < ITEMS; first += 25) {
            List<Object> puts = new ArrayList<>();
            for (int at = first; at < first + 25; at++) {
                puts.add(Map.of("PutRequest", Map.of("Item", item(random, at))));
            }
            client.call("BatchWriteItem", Map.of("RequestItems", Map.of(TABLE, puts)));
        }
        return client;
    }

    private static Map<String, Object> item(Random random, int number) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("k", Map.of("S", "item" + number));
        switch (random.nextInt(8)) {
            case 0 -> item.put("g", Map.of("N", "7"));
            case 1 -> item.put("g", Map.of("S", ""));
            case 2 -> item.put("g", Map.of("S", "x".repeat(2049)));
            case 3 -> item.put("other", Map.of("S", "x"));
            default -> item.put("g", Map.of("S", "group" + random.nextInt(20)));
        }
        if (random.nextInt(8) > 0) {
            item.put("s", Map.of("N", Integer.toString(random.nextInt(100))));
        }
        item.put("p", Map.of("S", "p".repeat(random.nextInt(20))));
        return item;
    }

    private static void addIndex(Client client) {
        client.call(
                "UpdateTable",
                Map.of(
                        "TableName",
                        TABLE,
                        "AttributeDefinitions",
                        List.of(
                                Map.of("AttributeName", "g", "AttributeType", "S"),
                                Map.of("AttributeName", "s", "AttributeType", "N")),
                        "GlobalSecondaryIndexUpdates",
                        List.of(Map.of(
                                "Create",
                                Map.of(
                                        "IndexName",
                                        INDEX,
                                        "KeySchema",
                                        List.of(
                                                Map.of("AttributeName", "g", "KeyType", "HASH"),
                                                Map.of("AttributeName", "s", "KeyType", "RANGE")),
                                        "Projection",
                                        Map.of("ProjectionType", "INCLUDE", "NonKeyAttributes", List.of("p")))))));
    }

    private static void deleteIndex(Client client) {
        client.call(
                "UpdateTable",
                Map.of(
                        "TableName",
                        TABLE,
                        "GlobalSecondaryIndexUpdates",
                        List.of(Map.of("Delete", Map.of("IndexName", INDEX)))));
    }

    private static boolean isFilling(Client client) {
        Map<String, Object> index = client.describeGlobal(TABLE, INDEX);
        return index != null && "CREATING".equals(index.get("IndexStatus"));
    }

    private static void awaitEntries(Client client, int count) {
        for (int wait = 0; wait < 20_000; wait++) {
            if ((Double) client.describeGlobal(TABLE, INDEX).get("ItemCount") >= count) {
                return;
            }
            LockSupport.parkNanos(1_000_000);
        }
        throw new AssertionError("Nothing is filled: " + client.describeGlobal(TABLE, INDEX));
    }

    private static void write(Client client, Random random) {
        int number = random.nextInt(ITEMS + 200);
        Map<String, Object> key = Map.of("k", Map.of("S", "item" + number));
        try {
            switch (random.nextInt(4)) {
                case 0 -> client.call("PutItem", Map.of("TableName", TABLE, "Item", item(random, number)));
                case 1 -> client.call("DeleteItem", Map.of("TableName", TABLE, "Key", key));
                case 2 ->
                    client.call(
                            "UpdateItem",
                            Map.of(
                                    "TableName",
                                    TABLE,
                                    "Key",
                                    key,
                                    "UpdateExpression",
                                    "SET p = :p",
                                    "ExpressionAttributeValues",
                                    Map.of(":p", Map.of("S", "new"))));
                default ->
                    client.call(
                            "UpdateItem",
                            Map.of(
                                    "TableName",
                                    TABLE,
                                    "Key",
                                    key,
                                    "UpdateExpression",
                                    "SET s = :s",
                                    "ExpressionAttributeValues",
                                    Map.of(":s", Map.of("N", Integer.toString(random.nextInt(100))))));
            }
        } catch (DynamoException e) {
            // Keys of the wrong type are refused, and so is anything while the engine fails.
        }
    }

    /** Writers that go on until the task is done. */
    private void whileWriting(Client client, Runnable task) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger numbers = new AtomicInteger();
        List<Future<?>> writers = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(3)) {
            for (int writer = 0; writer < 3; writer++) {
                writers.add(executor.submit(() -> {
                    Random random = new Random(seed + numbers.incrementAndGet());
                    while (!over.get()) {
                        write(client, random);
                    }
                }));
            }
            try {
                task.run();
            } finally {
                over.set(true);
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        }
    }

    private static void check(Client client) {
        new IndexOracle(client, TABLE).check();
        assertThat((Double) client.describeGlobal(TABLE, INDEX).get("ItemCount"))
                .isGreaterThan(100);
    }

    @Test
    void writersGoOnWhileAnIndexIsFilled() throws Exception {
        try (Database database = open()) {
            Client client = load(database);
            engine.failLike(SLOW);
            whileWriting(client, () -> {
                LockSupport.parkNanos(20_000_000);
                addIndex(client);
                assertThat(isFilling(client)).isTrue();
                assertThat(client.describeGlobal(TABLE, INDEX)).containsEntry("Backfilling", true);
                client.awaitActive(TABLE);
            });
            engine.failLike(Faults.NONE);
            assertThat(client.describeGlobal(TABLE, INDEX)).doesNotContainKey("Backfilling");
            check(client);
        }
    }

    @Test
    void itGoesOnThoughTheEngineFailsAndTheDatabaseIsReopened() throws Exception {
        try (Database database = TestDatabases.over(engine, new ManualEnvironment(START_MILLIS, 10_000))) {
            Client client = load(database);
            engine.failLike(SLOW);
            addIndex(client);
            awaitEntries(client, 200);
            // The filling is cut off, and is closed before it begins again.
            engine.failLike(DEAD);
            LockSupport.parkNanos(500_000_000);
            engine.failLike(Faults.NONE);
            assertThat(isFilling(client)).isTrue();
        }
        environment.advance(60_000);
        try (Database database = open()) {
            Client client = new Client(database);
            assertThat(isFilling(client)).isTrue();
            engine.failLike(SLOW_AND_FAILING);
            whileWriting(client, () -> client.awaitActive(TABLE));
            engine.failLike(Faults.NONE);
            check(client);
        }
    }

    @Test
    void aCrashInTheMiddleLosesNoEntry() {
        Database crashed = open();
        Client client = load(crashed);
        engine.failLike(SLOW);
        addIndex(client);
        awaitEntries(client, 200);
        engine.failLike(DEAD);
        try {
            crashed.close();
        } catch (KvException.Unavailable e) {
            // It can save nothing any more.
        }
        engine.failLike(Faults.NONE);
        environment.advance(60_000);
        try (Database database = open()) {
            Client again = new Client(database);
            again.awaitActive(TABLE);
            IndexOracle oracle = new IndexOracle(again, TABLE);
            IndexOracle.Shape shape = oracle.shapes().getFirst();
            assertThat(oracle.all("Scan", Map.of("TableName", TABLE, "IndexName", INDEX)))
                    .hasSizeGreaterThan(100)
                    .containsExactlyInAnyOrderElementsOf(IndexOracle.entries(shape, oracle.items()));
        }
    }

    @Test
    void anIndexThatIsBeingFilledCannotBeReadAndCanBeDeleted() throws Exception {
        try (Database database = open()) {
            Client client = load(database);
            engine.failLike(SLOW);
            addIndex(client);
            assertThatThrownBy(() -> client.call("Scan", Map.of("TableName", TABLE, "IndexName", INDEX)))
                    .isInstanceOf(DynamoException.class)
                    .hasMessage("Cannot read from backfilling global secondary index: " + INDEX);
            whileWriting(client, () -> {
                awaitEntries(client, 100);
                deleteIndex(client);
                client.awaitActive(TABLE);
            });
            assertThat(client.describe(TABLE)).doesNotContainKey("GlobalSecondaryIndexes");
            assertThatThrownBy(() -> client.call("Scan", Map.of("TableName", TABLE, "IndexName", INDEX)))
                    .isInstanceOf(DynamoException.class)
                    .hasMessage("The table does not have the specified index: " + INDEX);
            engine.failLike(Faults.NONE);
            whileWriting(client, () -> {
                addIndex(client);
                client.awaitActive(TABLE);
            });
            check(client);
        }
    }

    @Test
    void theFillingWaitsForWritersWhoDoNotKnowOfTheIndex() throws Exception {
        try (Database database = open()) {
            Client client = load(database);
            engine.failLike(SLOW);
            Map<String, Object> late = Map.of("k", Map.of("S", "late"), "g", Map.of("S", "x"), "s", Map.of("N", "1"));
            Thread writer = Thread.ofPlatform().unstarted(() -> {
                client.call("PutItem", Map.of("TableName", TABLE, "Item", late));
            });
            held = writer;
            writer.start();
            holding.await();
            addIndex(client);
            LockSupport.parkNanos(300_000_000);
            assertThat(isFilling(client)).isTrue();
            assertThat(client.describeGlobal(TABLE, INDEX)).containsEntry("ItemCount", 0.0);
            letGo.countDown();
            writer.join();
            client.awaitActive(TABLE);
            engine.failLike(Faults.NONE);
            check(client);
            assertThat(new IndexOracle(client, TABLE).all("Scan", Map.of("TableName", TABLE, "IndexName", INDEX)))
                    .contains(late);
        }
    }
}
