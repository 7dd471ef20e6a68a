package dev.gramme.database.transact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gramme.database.Database;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.layout.SystemRows;
import dev.gramme.database.testing.Client;
import dev.gramme.database.testing.ManualEnvironment;
import dev.gramme.database.testing.TestDatabases;
import dev.gramme.database.testing.TestEngines;
import dev.gramme.kv.Direction;
import dev.gramme.kv.KvCursor;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.PartitionId;
import dev.gramme.kv.ReadMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A transaction with a client's token is done once within ten minutes, however often it is sent. */
class TokensTest {
    private static final long MINUTE = 60_000;
    private static final String TOKEN = "token-1";

    /** Half a minute before a stretch of ten minutes ends. */
    private final ManualEnvironment environment = new ManualEnvironment(3_000_000L * 10 * MINUTE - MINUTE / 2, 10);

    private final KvEngine engine = TestEngines.open(environment::clockMillis);
    private Database database;
    private Client client;

    @BeforeEach
    void open() {
        database = TestDatabases.over(engine, environment);
        client = new Client(database);
        Workload.create(client);
    }

    @AfterEach
    void close() {
        database.close();
        engine.close();
    }

    private static Map<String, Object> add(String key, int amount) {
        Map<String, Object> update = new LinkedHashMap<>();
        update.put("TableName", Workload.TABLE);
        update.put("Key", Map.of("k", Map.of("S", key)));
        update.put("UpdateExpression", "ADD n :x");
        update.put("ExpressionAttributeValues", Map.of(":x", Map.of("N", Integer.toString(amount))));
        return Map.of("Update", update);
    }

    private Map<String, Object> send(String token, Object... actions) {
        return client.call(
                "TransactWriteItems",
                Map.of(
                        "TransactItems",
                        List.of(actions),
                        "ClientRequestToken",
                        token,
                        "ReturnConsumedCapacity",
                        "TOTAL"));
    }

    private Object count(String key) {
        Map<String, Object> request = Map.of("TableName", Workload.TABLE, "Key", Map.of("k", Map.of("S", key)));
        Object item = client.call("GetItem", request).get("Item");
        return Client.map(Client.map(item).get("n")).get("N");
    }

    private int tokenRows() {
        int rows = 0;
        List<PartitionId> partitions = new ArrayList<>(SystemRows.tokenPartitions());
        partitions.add(SystemRows.SYSTEM);
        for (PartitionId partition : partitions) {
            try (KvCursor cursor = engine.scan(
                    partition, SystemRows.requestTokensBefore(Long.MAX_VALUE), Direction.FORWARD, ReadMode.STRONG)) {
                while (cursor.next()) {
                    rows++;
                }
            }
        }
        return rows;
    }

    private static Object units(Map<String, Object> answer) {
        return Client.maps(answer.get("ConsumedCapacity")).getFirst().get("CapacityUnits");
    }

    @Test
    void theSameRequestIsDoneOnce() {
        assertThat(units(send(TOKEN, add("a", 1), add("b", 1)))).isEqualTo(4.0);
        // A request that is answered again costs the reading of its items (source: API reference).
        assertThat(units(send(TOKEN, add("a", 1), add("b", 1)))).isEqualTo(4.0);
        environment.advance(MINUTE);
        send(TOKEN, add("a", 1), add("b", 1));
        assertThat(count("a")).isEqualTo("1");
        assertThat(count("b")).isEqualTo("1");
        send("token-2", add("a", 1));
        assertThat(count("a")).isEqualTo("2");
    }

    @Test
    void anotherRequestIsRefused() {
        send(TOKEN, add("a", 1), add("b", 1));
        for (List<Object> other :
                List.<List<Object>>of(List.of(add("a", 2), add("b", 1)), List.of(add("b", 1), add("a", 1)))) {
            assertThatThrownBy(() -> send(TOKEN, other.toArray()))
                    .isInstanceOfSatisfying(
                            DynamoException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.IDEMPOTENT_PARAMETER_MISMATCH));
        }
        assertThat(count("a")).isEqualTo("1");
    }

    @Test
    void aRequestThatWasNotDoneMayBeChanged() {
        Map<String, Object> check = new LinkedHashMap<>();
        check.put("TableName", Workload.TABLE);
        check.put("Key", Map.of("k", Map.of("S", "b")));
        check.put("ConditionExpression", "attribute_exists(n)");
        assertThatThrownBy(() -> send(TOKEN, add("a", 1), Map.of("ConditionCheck", check)))
                .isInstanceOf(DynamoException.class);
        assertThat(tokenRows()).isZero();
        send(TOKEN, add("a", 5));
        assertThat(count("a")).isEqualTo("5");
    }

    @Test
    void itIsForgottenAfterTenMinutes() {
        send(TOKEN, add("a", 1));
        environment.advance(10 * MINUTE - 1);
        send(TOKEN, add("a", 1));
        assertThat(count("a")).isEqualTo("1");
        environment.advance(1);
        send(TOKEN, add("a", 7));
        assertThat(count("a")).isEqualTo("8");
        send(TOKEN, add("a", 7));
        assertThat(count("a")).isEqualTo("8");
    }

    @Test
    void itOutlivesTheDatabase() {
        send(TOKEN, add("a", 1));
        database.close();
        database = TestDatabases.over(engine, environment);
        client = new Client(database);
        send(TOKEN, add("a", 1));
        assertThat(count("a")).isEqualTo("1");
    }

    @Test
    void oldRowsAreTrimmed() {
        send(TOKEN, add("a", 1));
        environment.advance(9 * MINUTE);
        send("token-2", add("a", 1));
        assertThat(tokenRows()).isEqualTo(2);
        environment.advance(11 * MINUTE);
        awaitTokenRows(1);
        environment.advance(20 * MINUTE);
        awaitTokenRows(0);
        assertThat(count("a")).isEqualTo("2");
    }

    private void awaitTokenRows(int expected) {
        for (int wait = 0; wait < 500 && tokenRows() != expected; wait++) {
            LockSupport.parkNanos(10_000_000);
        }
        assertThat(tokenRows()).isEqualTo(expected);
    }

    @Test
    void manyAtOnceAreOne() throws Exception {
        try (ExecutorService executor = Executors.newFixedThreadPool(4)) {
            for (int round = 0; round < 50; round++) {
                String token = "round-" + round;
                List<Future<?>> sent = new ArrayList<>();
                for (int one = 0; one < 4; one++) {
                    sent.add(executor.submit(() -> send(token, add("a", 1), add("c", 1))));
                }
                for (Future<?> one : sent) {
                    one.get();
                }
                assertThat(count("a")).isEqualTo(Integer.toString(round + 1));
            }
        }
    }
}
