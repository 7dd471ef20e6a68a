package dev.gramme.database.ttl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gramme.database.Database;
import dev.gramme.database.Settings;
import dev.gramme.database.layout.Keyspace;
import dev.gramme.database.stream.StreamClient;
import dev.gramme.database.testing.Client;
import dev.gramme.database.testing.ManualEnvironment;
import dev.gramme.database.testing.TestDatabases;
import dev.gramme.database.testing.TestEngines;
import dev.gramme.kv.Direction;
import dev.gramme.kv.KvCursor;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.PartitionId;
import dev.gramme.kv.ReadMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TimeToLiveTest {
    private static final String TABLE = "sessions";
    private static final long START_SECONDS = 1_700_000_000L;
    private static final long HOUR = 3_600;

    private ManualEnvironment environment;
    private KvEngine engine;
    private Database database;
    private Client client;

    @BeforeEach
    @BeforeTry
    void open() {
        environment = new ManualEnvironment(START_SECONDS * 1_000, 5);
        engine = TestEngines.open(environment::clockMillis);
        open(TimeToLiveTimes.DEFAULT);
    }

    private void open(TimeToLiveTimes times) {
        database = TestDatabases.over(engine, environment, Settings.DEFAULT.withTimeToLiveTimes(times));
        client = new Client(database);
    }

    private void reopen(TimeToLiveTimes times) {
        database.close();
        open(times);
    }

    @AfterEach
    @AfterTry
    void close() {
        database.close();
        engine.close();
    }

    private void create() {
        client.call(
                "CreateTable",
                Map.of(
                        "TableName",
                        TABLE,
                        "BillingMode",
                        "PAY_PER_REQUEST",
                        "KeySchema",
                        List.of(Map.of("AttributeName", "k", "KeyType", "HASH")),
                        "AttributeDefinitions",
                        List.of(
                                Map.of("AttributeName", "k", "AttributeType", "S"),
                                Map.of("AttributeName", "kind", "AttributeType", "S")),
                        "GlobalSecondaryIndexes",
                        List.of(Map.of(
                                "IndexName",
                                "by-kind",
                                "KeySchema",
                                List.of(Map.of("AttributeName", "kind", "KeyType", "HASH")),
                                "Projection",
                                Map.of("ProjectionType", "ALL"))),
                        "StreamSpecification",
                        Map.of("StreamEnabled", true, "StreamViewType", "OLD_IMAGE")));
        client.awaitActive(TABLE);
    }

    private void timeToLive(boolean enabled, String attribute) {
        client.call(
                "UpdateTimeToLive",
                Map.of(
                        "TableName",
                        TABLE,
                        "TimeToLiveSpecification",
                        Map.of("Enabled", enabled, "AttributeName", attribute)));
    }

    private String status() {
        return (String) Client.map(client.call("DescribeTimeToLive", Map.of("TableName", TABLE))
                        .get("TimeToLiveDescription"))
                .get("TimeToLiveStatus");
    }

    private void enable() {
        timeToLive(true, "until");
        await(() -> status().equals("ENABLED"));
    }

    private static void await(BooleanSupplier reached) {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (!reached.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private void put(String k, @Nullable String number) {
        Map<String, Object> item =
                new HashMap<>(Map.of("k", Map.of("S", k), "kind", Map.of("S", "all"), "v", Map.of("S", "text")));
        if (number != null) {
            item.put("until", Map.of("N", number));
        }
        client.call("PutItem", Map.of("TableName", TABLE, "Item", item));
    }

    private Set<String> keys() {
        Set<String> keys = new TreeSet<>();
        for (Map<String, Object> item :
                Client.maps(client.call("Scan", Map.of("TableName", TABLE)).get("Items"))) {
            keys.add((String) Client.map(item.get("k")).get("S"));
        }
        return keys;
    }

    private Object entries() {
        return client.call("Scan", Map.of("TableName", TABLE, "IndexName", "by-kind"))
                .get("Count");
    }

    private int rows() {
        int rows = 0;
        for (int partition = 1; partition <= 16; partition++) {
            try (KvCursor cursor = engine.scan(
                    new PartitionId(partition), Keyspace.EXPIRY.rows(), Direction.FORWARD, ReadMode.STRONG)) {
                while (cursor.next()) {
                    rows++;
                }
            }
        }
        return rows;
    }

    @Test
    void whatIsDueGoesAndNothingElse() {
        create();
        put("early", "" + (START_SECONDS + 10));
        enable();
        put("late", "" + (START_SECONDS + 20));
        put("fraction", START_SECONDS + 10 + ".9");
        put("no time", null);
        put("five years", "" + (START_SECONDS - 6 * 365 * 24 * HOUR));
        put("below zero", "-5");
        put("far", "1E30");
        client.call(
                "PutItem",
                Map.of("TableName", TABLE, "Item", Map.of("k", Map.of("S", "text"), "until", Map.of("S", "5"))));
        Set<String> all = keys();

        environment.advance(10_000);
        // Now is not after then.
        reopen(TimeToLiveTimes.DEFAULT);
        assertThat(keys()).isEqualTo(all);

        environment.advance(1_000);
        all.removeAll(Set.of("early", "fraction"));
        await(() -> keys().equals(all));
        environment.advance(10_000);
        all.remove("late");
        await(() -> keys().equals(all));
        // All have an entry but the one without a kind.
        assertThat(entries()).isEqualTo(all.size() - 1.0);
        assertThat(rows()).as("the one that is too old").isEqualTo(1);
    }

    @Test
    void deletionsAreTheServices() {
        create();
        enable();
        put("a", "" + START_SECONDS);
        environment.advance(1_000);
        await(() -> keys().isEmpty());
        List<Map<String, Object>> records = StreamClient.of(client, TABLE).more();
        assertThat(records).hasSize(2);
        assertThat(records.get(0)).doesNotContainKey("userIdentity");
        assertThat(records.get(1))
                .containsEntry("eventName", "REMOVE")
                .containsEntry("userIdentity", Map.of("Type", "Service", "PrincipalId", "dynamodb.amazonaws.com"));
    }

    @Test
    void changesFollowTheRules() {
        create();
        refused("TimeToLive is already disabled", false, "until");
        enable();
        refused("TimeToLive is already enabled", true, "until");
        refused("TimeToLive is active on a different AttributeName: current AttributeName is until", true, "other");
        refused("TimeToLive is active on a different AttributeName: current AttributeName is until", false, "other");
        refused("Time to live has been modified multiple times within a fixed interval", false, "until");
        put("a", "" + (START_SECONDS + 2 * HOUR));
        environment.advance(HOUR * 1_000);
        timeToLive(false, "until");
        await(() -> status().equals("DISABLED"));
        assertThat(rows()).isZero();
        refused("Time to live has been modified multiple times within a fixed interval", true, "until");
        environment.advance(2 * HOUR * 1_000);
        assertThat(keys()).containsExactly("a");
        timeToLive(true, "other");
        await(() -> status().equals("ENABLED"));
        assertThat(keys()).containsExactly("a");
        assertThatThrownBy(() -> client.call("DescribeTimeToLive", Map.of("TableName", "none")))
                .hasMessage("Requested resource not found: Table: none not found");
    }

    private void refused(String message, boolean enabled, String attribute) {
        assertThatThrownBy(() -> timeToLive(enabled, attribute)).hasMessage(message);
    }

    @Test
    void anItemThatIsRenewedStays() throws InterruptedException {
        create();
        enable();
        for (int number = 0; number < 300; number++) {
            put("k" + number, "" + (START_SECONDS + 1));
        }
        Thread renewing = Thread.ofVirtual().start(() -> {
            for (int number = 0; number < 300; number++) {
                put("k" + number, "" + (START_SECONDS + HOUR));
            }
        });
        environment.advance(2_000);
        renewing.join();
        environment.advance(2_000);
        await(() -> keys().size() == 300);
        assertThat(rows()).isEqualTo(300);
    }

    /** Whatever was written, and whenever expiry was switched on and the database reopened. */
    @Property(tries = 50, shrinking = ShrinkingMode.OFF)
    void theAccountIsTrue(@ForAll long seed) {
        Random random = new Random(seed);
        TimeToLiveTimes times = new TimeToLiveTimes(1_000, 0);
        reopen(times);
        create();
        Map<String, Long> model = new HashMap<>();
        boolean on = false;
        for (int step = 0; step < 150; step++) {
            String key = "k" + random.nextInt(25);
            switch (random.nextInt(12)) {
                case 0 -> {
                    client.call("DeleteItem", Map.of("TableName", TABLE, "Key", Map.of("k", Map.of("S", key))));
                    model.remove(key);
                }
                case 1 -> {
                    put(key, null);
                    model.put(key, Long.MAX_VALUE);
                }
                case 2 -> {
                    if (random.nextInt(3) == 0) {
                        await(() -> Set.of("ENABLED", "DISABLED").contains(status()));
                        on = !on;
                        timeToLive(on, "until");
                    }
                }
                case 3 -> {
                    if (random.nextInt(3) == 0) {
                        reopen(times);
                    }
                }
                default -> {
                    long second = START_SECONDS + 10L * random.nextInt(10);
                    put(key, "" + second);
                    model.put(key, second);
                }
            }
            if (on && random.nextInt(10) == 0 && status().equals("ENABLED")) {
                // Time stands still but for here, so that the model knows what is gone.
                expire(model, environment.clockMillis() / 1_000 + random.nextInt(5));
            }
        }
        await(() -> Set.of("ENABLED", "DISABLED").contains(status()));
        if (!on) {
            assertThat(rows()).isZero();
            return;
        }
        for (int tens = 0; tens <= 11; tens++) {
            expire(model, Math.max(environment.clockMillis() / 1_000, START_SECONDS + 10L * tens) + 1);
            assertThat(rows()).isEqualTo((int) model.values().stream()
                    .filter(second -> second < Long.MAX_VALUE)
                    .count());
        }
    }

    private void expire(Map<String, Long> model, long nowSeconds) {
        environment.advance(nowSeconds * 1_000 - environment.clockMillis() + 1_000);
        long now = environment.clockMillis() / 1_000;
        model.values().removeIf(second -> second < now);
        await(() -> keys().equals(model.keySet()));
    }
}
