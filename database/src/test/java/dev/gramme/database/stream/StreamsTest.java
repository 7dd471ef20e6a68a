package dev.gramme.database.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gramme.database.Database;
import dev.gramme.database.Settings;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.testing.Client;
import dev.gramme.database.testing.ManualEnvironment;
import dev.gramme.database.testing.TestDatabases;
import dev.gramme.database.testing.TestEngines;
import dev.gramme.kv.KvEngine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a stream tells of its table's changes, from the first to the last day of it. */
class StreamsTest {
    private static final String TABLE = "streamed";
    private static final long HOUR = 3_600_000;

    private final ManualEnvironment environment = new ManualEnvironment(1_700_000_000_000L, 5);
    private final KvEngine engine = TestEngines.open(environment::clockMillis);
    private Database database;
    private Client client;

    @BeforeEach
    void open() {
        open(StreamTimes.DEFAULT);
    }

    private void open(StreamTimes times) {
        database = TestDatabases.over(engine, environment, Settings.DEFAULT.withStreamTimes(times));
        client = new Client(database);
    }

    private Client reopen(StreamTimes times) {
        database.close();
        open(times);
        return client;
    }

    @AfterEach
    void close() {
        database.close();
        engine.close();
    }

    private void create(String view) {
        client.call(
                "CreateTable",
                Map.of(
                        "TableName",
                        TABLE,
                        "BillingMode",
                        "PAY_PER_REQUEST",
                        "KeySchema",
                        List.of(
                                Map.of("AttributeName", "k", "KeyType", "HASH"),
                                Map.of("AttributeName", "s", "KeyType", "RANGE")),
                        "AttributeDefinitions",
                        List.of(
                                Map.of("AttributeName", "k", "AttributeType", "S"),
                                Map.of("AttributeName", "s", "AttributeType", "N")),
                        "StreamSpecification",
                        Map.of("StreamEnabled", true, "StreamViewType", view)));
        client.awaitActive(TABLE);
    }

    private static Map<String, Object> key(String k) {
        return Map.of("k", Map.of("S", k), "s", Map.of("N", "1"));
    }

    private static Map<String, Object> item(String k, String value) {
        Map<String, Object> item = new HashMap<>(key(k));
        item.put("v", Map.of("S", value));
        return item;
    }

    private void put(String k, String value) {
        client.call("PutItem", Map.of("TableName", TABLE, "Item", item(k, value)));
    }

    private void add(String k) {
        client.call(
                "UpdateItem",
                Map.of(
                        "TableName",
                        TABLE,
                        "Key",
                        key(k),
                        "UpdateExpression",
                        "ADD n :one",
                        "ExpressionAttributeValues",
                        Map.of(":one", Map.of("N", "1"))));
    }

    private void setStream(Map<String, ?> specification) {
        client.call("UpdateTable", Map.of("TableName", TABLE, "StreamSpecification", specification));
        client.awaitActive(TABLE);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int wait = 0; wait < 2_000 && !condition.getAsBoolean(); wait++) {
            Thread.sleep(5);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "KEYS_ONLY, false, false, 5, 5, 5",
        "NEW_IMAGE, true, false, 14, 15, 5",
        "OLD_IMAGE, false, true, 5, 14, 15",
        "NEW_AND_OLD_IMAGES, true, true, 14, 24, 15"
    })
    void showsWhatItsViewShows(String view, boolean showsNew, boolean showsOld, long first, long second, long third) {
        create(view);
        put("a", "one");
        put("a", "one");
        put("a", "four");
        client.call("DeleteItem", Map.of("TableName", TABLE, "Key", key("a")));
        client.call("DeleteItem", Map.of("TableName", TABLE, "Key", key("a")));

        List<Map<String, Object>> records = StreamClient.of(client, TABLE).more();

        assertThat(records).hasSize(3);
        check(records.get(0), "INSERT", view, showsNew ? "one" : null, null, first);
        check(records.get(1), "MODIFY", view, showsNew ? "four" : null, showsOld ? "one" : null, second);
        check(records.get(2), "REMOVE", view, null, showsOld ? "four" : null, third);
    }

    private static void check(
            Map<String, Object> record, String event, String view, String newValue, String oldValue, long size) {
        Map<String, Object> change = Client.map(record.get("dynamodb"));
        assertThat(record)
                .containsEntry("eventName", event)
                .containsEntry("eventVersion", "1.1")
                .containsEntry("eventSource", "aws:dynamodb")
                .containsEntry("awsRegion", "us-east-1")
                .doesNotContainKey("userIdentity");
        assertThat((String) record.get("eventID")).hasSize(32);
        assertThat((String) change.get("SequenceNumber")).matches("[0-9]{22}");
        assertThat(change)
                .containsEntry("Keys", key("a"))
                .containsEntry("StreamViewType", view)
                .containsEntry("SizeBytes", (double) size)
                .containsEntry("ApproximateCreationDateTime", 1.7e9);
        assertThat(change.get("NewImage")).isEqualTo(newValue == null ? null : item("a", newValue));
        assertThat(change.get("OldImage")).isEqualTo(oldValue == null ? null : item("a", oldValue));
    }

    @Test
    void tellsEachChangeOnceAndInOrderWhileShardsRoll() throws Exception {
        reopen(new StreamTimes(HOUR / 2, 24 * HOUR, 24 * HOUR));
        create("NEW_IMAGE");
        StreamClient stream = StreamClient.of(client, TABLE);
        Map<String, Integer> last = new HashMap<>();
        int threads = 4;
        int rounds = 150;
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> writers = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                writers.add(pool.submit(() -> {
                    for (int round = 0; round < rounds; round++) {
                        add("k" + round % 10);
                    }
                }));
            }
            while (!writers.stream().allMatch(Future::isDone)) {
                follow(stream, last);
                environment.advance(HOUR / 8);
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        }
        environment.advance(5 * HOUR);
        await(() -> stream.shards().stream().anyMatch(shard -> shard.get("ParentShardId") != null));
        for (int again = 0; again < 20; again++) {
            follow(stream, last);
        }
        assertThat(last)
                .hasSize(10)
                .allSatisfy((key, count) -> assertThat(count).isEqualTo(threads * rounds / 10));
    }

    private static void follow(StreamClient stream, Map<String, Integer> last) {
        for (Map<String, Object> record : stream.more()) {
            Map<String, Object> image =
                    Client.map(Client.map(record.get("dynamodb")).get("NewImage"));
            String key = (String) Client.map(image.get("k")).get("S");
            int count = Integer.parseInt((String) Client.map(image.get("n")).get("N"));
            assertThat(count).as(key).isEqualTo(last.getOrDefault(key, 0) + 1);
            last.put(key, count);
        }
    }

    @Test
    void goesOnAfterARestart() {
        create("NEW_AND_OLD_IMAGES");
        StreamClient before = StreamClient.of(client, TABLE);
        put("a", "one");
        List<Map<String, Object>> first = before.more();
        put("a", "two");
        before.goOnWith(reopen(StreamTimes.DEFAULT));

        assertThat(before.more()).hasSize(1);
        put("a", "three");
        assertThat(before.more()).hasSize(1);
        StreamClient after = StreamClient.of(client, TABLE);
        List<Map<String, Object>> all = after.more();
        assertThat(all).hasSize(3);
        assertThat(all.getFirst()).isEqualTo(first.getFirst());
    }

    @Test
    void iteratorsStandWhereTheySay() {
        create("NEW_IMAGE");
        put("a", "one");
        put("a", "two");
        StreamClient stream = StreamClient.of(client, TABLE);
        List<Map<String, Object>> records = stream.more();
        String second = (String) Client.map(records.get(1).get("dynamodb")).get("SequenceNumber");
        String shard = shardOf(stream, second);
        assertThat(read(stream, stream.iterator(shard, "AT_SEQUENCE_NUMBER", second)))
                .isEqualTo(List.of(records.get(1)));
        assertThat(read(stream, stream.iterator(shard, "AFTER_SEQUENCE_NUMBER", second)))
                .isEmpty();
        String latest = stream.iterator(shard, "LATEST", null);
        assertThat(read(stream, latest)).isEmpty();
        put("a", "three");
        assertThat(read(stream, latest)).hasSize(1);

        environment.advance(15 * 60_000 + 1);
        assertThatThrownBy(() -> stream.records(latest))
                .isInstanceOfSatisfying(
                        DynamoException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.EXPIRED_ITERATOR));
    }

    private String shardOf(StreamClient stream, String sequenceNumber) {
        for (Map<String, Object> shard : stream.shards()) {
            String id = (String) shard.get("ShardId");
            if (!read(stream, stream.iterator(id, "TRIM_HORIZON", null)).isEmpty()) {
                return id;
            }
        }
        throw new AssertionError("No shard holds " + sequenceNumber);
    }

    private static List<Map<String, Object>> read(StreamClient stream, String iterator) {
        return Client.maps(stream.records(iterator).get("Records"));
    }

    @Test
    void changesAreGoneAfterADay() throws Exception {
        create("NEW_IMAGE");
        put("a", "one");
        StreamClient stream = StreamClient.of(client, TABLE);
        String number =
                (String) Client.map(stream.more().getFirst().get("dynamodb")).get("SequenceNumber");
        String shard = shardOf(stream, number);
        environment.advance(23 * HOUR);
        put("a", "two");
        environment.advance(2 * HOUR);
        await(() -> {
            try {
                stream.iterator(shard, "AT_SEQUENCE_NUMBER", number);
                return false;
            } catch (DynamoException e) {
                return e.code() == ErrorCode.TRIMMED_DATA_ACCESS || e.code() == ErrorCode.RESOURCE_NOT_FOUND;
            }
        });
        StreamClient late = StreamClient.of(client, TABLE);
        List<Map<String, Object>> left = new ArrayList<>();
        await(() -> left.addAll(late.more()) || !left.isEmpty());
        assertThat(left).hasSize(1);
        assertThat(Client.map(left.getFirst().get("dynamodb"))).containsEntry("NewImage", item("a", "two"));
    }

    @Test
    void anotherStreamHasAnotherLabelAndTheOldOneCanBeReadToItsEnd() {
        create("NEW_IMAGE");
        put("a", "one");
        StreamClient old = StreamClient.of(client, TABLE);
        setStream(Map.of("StreamEnabled", false));
        put("a", "unseen");
        assertThat(client.describe(TABLE))
                .doesNotContainKey("StreamSpecification")
                .containsEntry("LatestStreamArn", old.arn());
        environment.advance(1);
        setStream(Map.of("StreamEnabled", true, "StreamViewType", "OLD_IMAGE"));
        put("a", "two");

        StreamClient young = StreamClient.of(client, TABLE);
        assertThat(young.arn()).isNotEqualTo(old.arn());
        assertThat(old.describe()).containsEntry("StreamStatus", "DISABLED");
        assertThat(old.more()).hasSize(1);
        assertThat(old.more()).isEmpty();
        List<Map<String, Object>> records = young.more();
        assertThat(records).hasSize(1);
        assertThat(Client.map(records.getFirst().get("dynamodb"))).containsEntry("OldImage", item("a", "unseen"));
        assertThat(Client.maps(
                        client.call("ListStreams", Map.of("TableName", TABLE)).get("Streams")))
                .hasSize(2);
    }

    @Test
    void outlivesItsTableByADay() throws Exception {
        create("NEW_IMAGE");
        put("a", "one");
        StreamClient stream = StreamClient.of(client, TABLE);
        client.call("DeleteTable", Map.of("TableName", TABLE));
        await(() ->
                Client.maps(client.call("ListTables", Map.of()).get("Tables")).isEmpty()
                        && stream.describe().get("StreamStatus").equals("DISABLED"));
        stream.goOnWith(reopen(StreamTimes.DEFAULT));
        assertThat(stream.more()).hasSize(1);

        environment.advance(25 * HOUR);
        await(() ->
                Client.maps(client.call("ListStreams", Map.of()).get("Streams")).isEmpty());
        assertThatThrownBy(stream::describe)
                .isInstanceOfSatisfying(
                        DynamoException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RESOURCE_NOT_FOUND));
    }

    /** Numbers are kept as text, so this item's two images take more room than two items may have. */
    @Test
    void theLargestItemsAreRecorded() {
        create("NEW_AND_OLD_IMAGES");
        Map<String, Object> numbers = Map.of("N", "12345678901234567890123456789012345678");
        for (String last : List.of("1", "2")) {
            Map<String, Object> item = new HashMap<>(item("large", last));
            item.put("list", Map.of("L", Collections.nCopies(19_000, numbers)));
            client.call("PutItem", Map.of("TableName", TABLE, "Item", item));
        }
        assertThat(StreamClient.of(client, TABLE).more()).hasSize(2);
    }
}
