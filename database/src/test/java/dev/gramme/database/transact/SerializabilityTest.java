package dev.gramme.database.transact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gramme.database.Database;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.env.SystemEnvironment;
import dev.gramme.database.testing.Client;
import dev.gramme.database.testing.TestDatabases;
import dev.gramme.database.testing.TestEngines;
import dev.gramme.kv.testkit.Faults;
import dev.gramme.kv.testkit.FaultyEngine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Transactions by many threads at once come out as if they had been done one after the other. */
class SerializabilityTest {
    private static final int ACCOUNTS = 5;
    private static final int START = 100;
    private static final int PAIRS = 150;
    private static final Faults SLOW = new Faults(0, 0, 0, 0, 0.1);
    private static final Faults FAULTS = new Faults(0.02, 0.02, 0.02, 0.005, 0.1);

    private final long seed = ThreadLocalRandom.current().nextLong();

    /** Slow now and then, so that threads meet in the middle of what they do. */
    private final FaultyEngine engine = new FaultyEngine(
            TestEngines.open(System::currentTimeMillis), seed, SLOW, () -> LockSupport.parkNanos(100_000));

    private final Database database = TestDatabases.scattered(engine, new SystemEnvironment());
    private final Client client = new Client(database);

    @BeforeEach
    void create() {
        Workload.create(client);
    }

    @AfterEach
    void close() {
        database.close();
        engine.close();
    }

    private interface Task {
        void run(int number);
    }

    private static void together(int threads, Task task) throws InterruptedException, ExecutionException {
        List<Future<?>> running = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            for (int number = 0; number < threads; number++) {
                int own = number;
                running.add(executor.submit(() -> task.run(own)));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
    }

    private static Map<String, Object> numbered(int number) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("TableName", Workload.TABLE);
        request.put("Key", Map.of("k", Map.of("S", Integer.toString(number))));
        return request;
    }

    private static Map<String, Object> update(int number, String expression, String condition, Map<String, ?> values) {
        Map<String, Object> request = numbered(number);
        request.put("UpdateExpression", expression);
        if (condition != null) {
            request.put("ConditionExpression", condition);
        }
        request.put("ExpressionAttributeValues", values);
        return Map.of("Update", request);
    }

    private static boolean done(Client client, Object... actions) {
        try {
            client.call("TransactWriteItems", Map.of("TransactItems", List.of(actions)));
            return true;
        } catch (DynamoException e) {
            assertThat(e.code()).as(e.text()).isEqualTo(ErrorCode.TRANSACTION_CANCELED);
            return false;
        }
    }

    private static int total(Client client) {
        List<Object> gets = new ArrayList<>();
        for (int account = 0; account < ACCOUNTS; account++) {
            gets.add(Map.of("Get", numbered(account)));
        }
        int total = 0;
        for (Map<String, Object> response : Client.maps(
                client.call("TransactGetItems", Map.of("TransactItems", gets)).get("Responses"))) {
            Object balance = Client.map(response.get("Item")).get("n");
            total += Integer.parseInt((String) Client.map(balance).get("N"));
        }
        return total;
    }

    @Test
    void transfersKeepTheTotal() throws Exception {
        for (int account = 0; account < ACCOUNTS; account++) {
            done(client, update(account, "SET n = :n", null, Map.of(":n", Map.of("N", "" + START))));
        }
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger moved = new AtomicInteger();
        AtomicInteger writing = new AtomicInteger(4);
        together(6, number -> {
            if (number >= 4) {
                while (!over.get()) {
                    assertThat(total(client)).as("seed " + seed).isEqualTo(ACCOUNTS * START);
                }
                return;
            }
            try {
                Random random = new Random(seed + number);
                for (int at = 0; at < 200; at++) {
                    moved.addAndGet(transfer(client, random) ? 1 : 0);
                }
            } finally {
                over.compareAndSet(false, writing.decrementAndGet() == 0);
            }
        });
        assertThat(total(client)).isEqualTo(ACCOUNTS * START);
        assertThat(moved.get()).isGreaterThan(200);
    }

    private static boolean transfer(Client client, Random random) {
        int from = random.nextInt(ACCOUNTS);
        int to = (from + 1 + random.nextInt(ACCOUNTS - 1)) % ACCOUNTS;
        Map<String, Object> amount = Map.of(":x", Map.of("N", Integer.toString(1 + random.nextInt(40))));
        return done(
                client, update(from, "SET n = n - :x", "n >= :x", amount), update(to, "SET n = n + :x", null, amount));
    }

    @Test
    void onlyOneOfTwoThatForbidEachOther() throws Exception {
        AtomicInteger[] succeeded = new AtomicInteger[PAIRS];
        for (int pair = 0; pair < PAIRS; pair++) {
            succeeded[pair] = new AtomicInteger();
        }
        together(2, side -> {
            for (int pair = 0; pair < PAIRS; pair++) {
                Map<String, Object> check = numbered(2 * pair + 1 - side);
                check.put("ConditionExpression", "attribute_not_exists(gone)");
                Object own = update(2 * pair + side, "SET gone = :t", null, Map.of(":t", Map.of("BOOL", true)));
                if (done(client, Map.of("ConditionCheck", check), own)) {
                    succeeded[pair].incrementAndGet();
                }
            }
        });
        for (AtomicInteger pair : succeeded) {
            assertThat(pair.get()).isLessThanOrEqualTo(1);
        }
        assertThat(List.of(succeeded).stream().mapToInt(AtomicInteger::get).sum())
                .isGreaterThan(PAIRS / 2);
    }

    @RepeatedTest(3)
    void listsGrowInOneOrder() throws Exception {
        appendAndCheck();
    }

    @RepeatedTest(3)
    void listsGrowInOneOrderThoughTheEngineFails() throws Exception {
        engine.failLike(FAULTS);
        appendAndCheck();
    }

    private void appendAndCheck() throws Exception {
        History history = new History();
        together(6, number -> {
            Workload workload = new Workload(client, history, seed + number);
            for (int at = 0; at < 120; at++) {
                workload.once();
            }
        });
        engine.failLike(Faults.NONE);
        Map<String, List<Integer>> lists = new LinkedHashMap<>();
        for (String key : Workload.KEYS) {
            Map<String, Object> answer = client.call(
                    "GetItem",
                    Map.of("TableName", Workload.TABLE, "Key", Map.of("k", Map.of("S", key)), "ConsistentRead", true));
            lists.put(key, Workload.list(answer.get("Item")));
        }
        assertThat(history.size()).isGreaterThan(300);
        assertThat(history.anomalies(lists)).as("seed " + seed).isEmpty();
    }
}
