package dev.gramme.database.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gramme.database.Database;
import dev.gramme.database.Settings;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.layout.Keyspace;
import dev.gramme.database.layout.SystemRows;
import dev.gramme.database.stream.StreamClient;
import dev.gramme.database.stream.StreamTimes;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What arrives at a table's Kinesis destination, and what can be asked of it. */
class KinesisDestinationsTest {
    private static final String TABLE = "orders";
    private static final String ARN = "arn:aws:kinesis:us-east-1:000000000000:stream/changes";
    private static final String OTHER_ARN = "arn:aws:kinesis:us-east-1:000000000000:stream/others";
    private static final long START = 1_700_000_000_123L;
    private static final long MINUTE = 60_000;
    private static final long DAY = 24 * 60 * MINUTE;

    private final ManualEnvironment environment = new ManualEnvironment(START, 5);
    private final KvEngine engine = TestEngines.open(environment::clockMillis);
    private TestSink sink = new TestSink(false);
    private Database database;
    private Client client;

    @BeforeEach
    void open() {
        open(new DestinationSettings(sink, 5, 2, 20, MINUTE));
    }

    private void open(DestinationSettings settings) {
        database = TestDatabases.over(
                engine,
                environment,
                Settings.DEFAULT
                        .withStreamTimes(new StreamTimes(MINUTE, DAY, DAY))
                        .withDestinations(settings));
        client = new Client(database);
    }

    @AfterEach
    void close() {
        database.close();
        engine.close();
    }

    private void create(String view) {
        Map<String, Object> request = new HashMap<>(Map.of(
                "TableName",
                TABLE,
                "BillingMode",
                "PAY_PER_REQUEST",
                "KeySchema",
                List.of(Map.of("AttributeName", "k", "KeyType", "HASH")),
                "AttributeDefinitions",
                List.of(Map.of("AttributeName", "k", "AttributeType", "S"))));
        if (view != null) {
            request.put("StreamSpecification", Map.of("StreamEnabled", true, "StreamViewType", view));
        }
        client.call("CreateTable", request);
        client.awaitActive(TABLE);
    }

    private void put(String k, String n) {
        client.call("PutItem", Map.of("TableName", TABLE, "Item", item(k, n)));
    }

    private static Map<String, Object> item(String k, String n) {
        return Map.of("k", Map.of("S", k), "n", Map.of("N", n));
    }

    private void add(String k) {
        client.call(
                "UpdateItem",
                Map.of(
                        "TableName",
                        TABLE,
                        "Key",
                        Map.of("k", Map.of("S", k)),
                        "UpdateExpression",
                        "ADD n :one",
                        "ExpressionAttributeValues",
                        Map.of(":one", Map.of("N", "1"))));
    }

    private Map<String, Object> call(String operation, String arn, Map<String, ?> more) {
        Map<String, Object> request = new HashMap<>(more);
        request.put("TableName", TABLE);
        request.put("StreamArn", arn);
        return client.call(operation + "KinesisStreamingDestination", request);
    }

    private void enable(String arn) throws InterruptedException {
        assertThat(call("Enable", arn, Map.of())).containsEntry("DestinationStatus", "ENABLING");
        awaitStatus(arn, "ACTIVE");
    }

    private List<Map<String, Object>> describe() {
        Map<String, Object> answer = client.call("DescribeKinesisStreamingDestination", Map.of("TableName", TABLE));
        assertThat(answer).containsEntry("TableName", TABLE);
        return Client.maps(answer.get("KinesisDataStreamDestinations"));
    }

    private Map<String, Object> describe(String arn) {
        return describe().stream()
                .filter(one -> one.get("StreamArn").equals(arn))
                .findFirst()
                .orElseThrow();
    }

    private void awaitStatus(String arn, String status) throws InterruptedException {
        await(() -> describe(arn).get("DestinationStatus").equals(status));
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int wait = 0; wait < 2_000 && !condition.getAsBoolean(); wait++) {
            Thread.sleep(5);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private static void refused(ErrorCode code, String text, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(DynamoException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.text()).contains(text);
        });
    }

    private long rows(PartitionId partition, Keyspace keyspace) {
        long count = 0;
        try (KvCursor cursor = engine.scan(partition, keyspace.rows(), Direction.FORWARD, ReadMode.STRONG)) {
            while (cursor.next()) {
                count++;
            }
        }
        return count;
    }

    private long changeRows() {
        return rows(new PartitionId(1), Keyspace.CHANGE)
                + rows(new PartitionId(2), Keyspace.CHANGE)
                + rows(new PartitionId(3), Keyspace.CHANGE)
                + rows(new PartitionId(4), Keyspace.CHANGE);
    }

    @Test
    void recordsAreThoseOfDynamoDb() throws Exception {
        create(null);
        put("a", "1");
        enable(ARN);
        put("a", "2");
        client.call("DeleteItem", Map.of("TableName", TABLE, "Key", Map.of("k", Map.of("S", "a"))));
        put("a", "30");
        await(() -> sink.size() == 3);

        Map<String, Object> first = sink.records().getFirst();
        assertThat(first)
                .containsOnlyKeys(
                        "awsRegion",
                        "eventID",
                        "eventName",
                        "userIdentity",
                        "recordFormat",
                        "tableName",
                        "dynamodb",
                        "eventSource")
                .containsEntry("awsRegion", "us-east-1")
                .containsEntry("eventName", "MODIFY")
                .containsEntry("userIdentity", null)
                .containsEntry("recordFormat", "application/json")
                .containsEntry("tableName", TABLE)
                .containsEntry("eventSource", "aws:dynamodb");
        assertThat((String) first.get("eventID"))
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
        assertThat(Client.map(first.get("dynamodb")))
                .isEqualTo(Map.of(
                        "ApproximateCreationDateTime",
                        (double) START,
                        "ApproximateCreationDateTimePrecision",
                        "MILLISECOND",
                        "Keys",
                        Map.of("k", Map.of("S", "a")),
                        "NewImage",
                        item("a", "2"),
                        "OldImage",
                        item("a", "1"),
                        "SizeBytes",
                        12.0));
        Map<String, Object> removal = Client.map(sink.records().get(1).get("dynamodb"));
        assertThat(removal).containsEntry("OldImage", item("a", "2")).doesNotContainKey("NewImage");
        Map<String, Object> insertion = Client.map(sink.records().get(2).get("dynamodb"));
        assertThat(insertion).containsEntry("NewImage", item("a", "30")).doesNotContainKey("OldImage");
    }

    @Test
    void tellsWhatExpired() throws Exception {
        create(null);
        client.call(
                "UpdateTimeToLive",
                Map.of("TableName", TABLE, "TimeToLiveSpecification", Map.of("Enabled", true, "AttributeName", "n")));
        await(() -> "ENABLED"
                .equals(Client.map(client.call("DescribeTimeToLive", Map.of("TableName", TABLE))
                                .get("TimeToLiveDescription"))
                        .get("TimeToLiveStatus")));
        enable(ARN);
        put("a", Long.toString(START / 1_000 + 10));
        environment.advance(MINUTE);
        await(() -> sink.size() == 2);

        assertThat(sink.records().getLast())
                .containsEntry("eventName", "REMOVE")
                .containsEntry("userIdentity", Map.of("type", "Service", "principalId", "dynamodb.amazonaws.com"));
    }

    @Test
    void aDestinationIsNoStream() throws Exception {
        create(null);
        enable(ARN);
        put("a", "1");
        await(() -> sink.size() == 1);

        assertThat(client.describe(TABLE)).doesNotContainKeys("LatestStreamArn", "StreamSpecification");
        assertThat(Client.maps(client.call("ListStreams", Map.of()).get("Streams")))
                .isEmpty();
    }

    @Test
    void aStreamOfKeysBesideItShowsKeysOnly() throws Exception {
        create("KEYS_ONLY");
        put("a", "1");
        enable(ARN);
        put("a", "2");
        await(() -> sink.size() == 1);

        assertThat(Client.map(sink.records().getFirst().get("dynamodb")))
                .containsEntry("NewImage", item("a", "2"))
                .containsEntry("OldImage", item("a", "1"));
        StreamClient stream = StreamClient.of(client, TABLE);
        assertThat(stream.more())
                .hasSize(2)
                .allSatisfy(record ->
                        assertThat(Client.map(record.get("dynamodb"))).doesNotContainKeys("NewImage", "OldImage"));
        assertThat(Client.maps(client.call("ListStreams", Map.of()).get("Streams")))
                .hasSize(1);

        call("Disable", ARN, Map.of());
        awaitStatus(ARN, "DISABLED");
        put("a", "3");
        assertThat(stream.more()).hasSize(1);
        assertThat(sink.size()).isEqualTo(1);
    }

    @Test
    void theLifeOfADestination() throws Exception {
        create(null);
        assertThat(describe()).isEmpty();
        enable(ARN);
        assertThat(describe(ARN))
                .isEqualTo(Map.of(
                        "StreamArn",
                        ARN,
                        "DestinationStatus",
                        "ACTIVE",
                        "ApproximateCreationDateTimePrecision",
                        "MILLISECOND"));
        String mustBeOff = "Table is not in a valid state to enable Kinesis Streaming Destination:"
                + " EnableKinesisStreamingDestination must be DISABLED or ENABLE_FAILED to perform ENABLE operation.";
        refused(ErrorCode.VALIDATION, mustBeOff, () -> call("Enable", ARN, Map.of()));
        refused(ErrorCode.VALIDATION, mustBeOff, () -> call("Enable", OTHER_ARN, Map.of()));

        put("a", "1");
        assertThat(call("Disable", ARN, Map.of())).containsEntry("DestinationStatus", "DISABLING");
        awaitStatus(ARN, "DISABLED");
        put("a", "2");
        assertThat(sink.size()).isEqualTo(1);
        refused(
                ErrorCode.VALIDATION,
                "KinesisStreamingDestination must be ACTIVE to perform DISABLE operation.",
                () -> call("Disable", ARN, Map.of()));

        enable(OTHER_ARN);
        put("a", "3");
        await(() -> sink.size() == 2);
        assertThat(describe()).hasSize(2);
        assertThat(rows(SystemRows.SYSTEM, Keyspace.DELIVERY)).isEqualTo(1);
    }

    @Test
    void precisionCanBeChanged() throws Exception {
        create(null);
        Map<String, Object> micros = Map.of("ApproximateCreationDateTimePrecision", "MICROSECOND");
        refused(
                ErrorCode.VALIDATION,
                "No streaming destination with streamArn: " + ARN + " found for table with tableName: " + TABLE,
                () -> call("Update", ARN, Map.of("UpdateKinesisStreamingConfiguration", micros)));
        enable(ARN);
        refused(
                ErrorCode.VALIDATION,
                "UpdateKinesisStreamingConfiguration cannot be null or contain only null values",
                () -> call("Update", ARN, Map.of()));
        refused(
                ErrorCode.VALIDATION,
                "Member must satisfy enum value set: [MILLISECOND, MICROSECOND]",
                () -> call(
                        "Update",
                        ARN,
                        Map.of(
                                "UpdateKinesisStreamingConfiguration",
                                Map.of("ApproximateCreationDateTimePrecision", "NANOSECOND"))));

        assertThat(call("Update", ARN, Map.of("UpdateKinesisStreamingConfiguration", micros)))
                .containsEntry("DestinationStatus", "UPDATING")
                .containsEntry("UpdateKinesisStreamingConfiguration", micros);
        awaitStatus(ARN, "ACTIVE");
        assertThat(describe(ARN)).containsAllEntriesOf(micros);
        put("a", "1");
        await(() -> sink.size() == 1);
        Map<String, Object> change = Client.map(sink.records().getFirst().get("dynamodb"));
        assertThat(change).containsAllEntriesOf(micros);
        double time = (Double) change.get("ApproximateCreationDateTime");
        assertThat(time).isBetween(START * 1_000.0, START * 1_000.0 + 999);
        refused(
                ErrorCode.VALIDATION,
                "Invalid Request: Precision is already set to the desired value of MICROSECOND for tableId: "
                        + client.describe(TABLE).get("TableId") + ", kdsArn: " + ARN,
                () -> call("Update", ARN, Map.of("UpdateKinesisStreamingConfiguration", micros)));

        call("Disable", ARN, Map.of());
        awaitStatus(ARN, "DISABLED");
        refused(
                ErrorCode.VALIDATION,
                "must be ACTIVE to perform UPDATE operation.",
                () -> call("Update", ARN, Map.of("UpdateKinesisStreamingConfiguration", micros)));
    }

    @Test
    void whatCannotBeIsRefused() {
        create(null);
        refused(
                ErrorCode.RESOURCE_NOT_FOUND,
                "Requested resource not found: Table: other not found",
                () -> client.call("EnableKinesisStreamingDestination", Map.of("TableName", "other", "StreamArn", ARN)));
        refused(
                ErrorCode.VALIDATION,
                "is not the ARN of a Kinesis data stream",
                () -> call("Enable", "arn:aws:dynamodb:us-east-1:000000000000:table/other", Map.of()));
        refused(
                ErrorCode.VALIDATION,
                "Member must have length greater than or equal to 37",
                () -> call("Enable", "changes", Map.of()));
        database.close();
        open(DestinationSettings.DEFAULT);
        refused(ErrorCode.VALIDATION, "--kinesis-endpoint", () -> call("Enable", ARN, Map.of()));
        assertThat(describe()).isEmpty();
    }

    @Test
    void aStreamThatIsNotThereFails() throws Exception {
        create(null);
        sink.checkFails = new SinkException("Stream changes under account 000000000000 not found.", true);
        call("Enable", ARN, Map.of());
        awaitStatus(ARN, "ENABLE_FAILED");
        assertThat(describe(ARN))
                .containsEntry("DestinationStatusDescription", "Stream changes under account 000000000000 not found.");
        put("a", "1");
        assertThat(changeRows()).isZero();

        sink.checkFails = TestSink.refused();
        call("Enable", ARN, Map.of());
        Thread.sleep(50);
        assertThat(describe(ARN)).containsEntry("DestinationStatus", "ENABLING");
        environment.advance(MINUTE + 1);
        awaitStatus(ARN, "ENABLE_FAILED");

        sink.checkFails = null;
        enable(ARN);
        put("a", "2");
        await(() -> sink.size() == 1);
    }

    @ParameterizedTest
    @CsvSource({"1, false", "2, false", "3, true", "4, true"})
    void deliversEachChangeAtLeastOnceAndInOrder(long seed, boolean keepsOrder) throws Exception {
        database.close();
        sink = new TestSink(keepsOrder);
        Random random = new Random(seed);
        if (!keepsOrder) {
            sink.refuses = n -> random.nextInt(5) == 0;
        }
        open(new DestinationSettings(sink, 5, 1, 10, MINUTE));
        create(null);
        enable(ARN);
        int threads = 3;
        int rounds = 200;
        for (int restart = 0; restart < 3; restart++) {
            try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
                List<Future<?>> writers = new ArrayList<>();
                for (int thread = 0; thread < threads; thread++) {
                    writers.add(pool.submit(() -> {
                        for (int round = 0; round < rounds; round++) {
                            add("k" + round % 20);
                        }
                    }));
                }
                while (!writers.stream().allMatch(Future::isDone)) {
                    sink.down = random.nextInt(3) == 0 ? TestSink.refused() : null;
                    environment.advance(random.nextInt(2 * (int) MINUTE));
                    Thread.sleep(3);
                }
                for (Future<?> writer : writers) {
                    writer.get();
                }
            }
            database.close();
            open(new DestinationSettings(sink, 5, 1, 10, MINUTE));
        }
        sink.down = null;
        int each = 3 * threads * rounds / 20;
        await(() -> newest().size() == 20 && newest().values().stream().allMatch(n -> n == each));
        assertThat(sink.batches()).isLessThan(sink.size());
    }

    /** Of each item the newest that was delivered; none before the one before it. */
    private Map<String, Integer> newest() {
        Map<String, Integer> newest = new HashMap<>();
        for (Map<String, Object> record : sink.records()) {
            Map<String, Object> image =
                    Client.map(Client.map(record.get("dynamodb")).get("NewImage"));
            String key = (String) Client.map(image.get("k")).get("S");
            int n = Integer.parseInt((String) Client.map(image.get("n")).get("N"));
            assertThat(n).as(key).isLessThanOrEqualTo(newest.getOrDefault(key, 0) + 1);
            newest.merge(key, n, Math::max);
        }
        return newest;
    }

    @Test
    void tellsWhatHoldsItUp() throws Exception {
        create(null);
        enable(ARN);
        sink.down = TestSink.refused();
        put("a", "1");
        await(() -> "Connection refused".equals(describe(ARN).get("DestinationStatusDescription")));
        assertThat(describe(ARN)).containsEntry("DestinationStatus", "ACTIVE");
        sink.down = null;
        await(() -> sink.size() == 1);
        await(() -> !describe(ARN).containsKey("DestinationStatusDescription"));
    }

    @Test
    void disablingDeliversWhatIsLeftUnlessNothingIsTaken() throws Exception {
        create(null);
        enable(ARN);
        sink.down = TestSink.refused();
        put("a", "1");
        call("Disable", ARN, Map.of());
        Thread.sleep(50);
        awaitStatus(ARN, "DISABLING");
        sink.down = null;
        awaitStatus(ARN, "DISABLED");
        assertThat(sink.size()).isEqualTo(1);

        enable(ARN);
        sink.down = TestSink.refused();
        put("a", "2");
        call("Disable", ARN, Map.of());
        await(() -> {
            environment.advance(MINUTE / 10);
            return describe(ARN).get("DestinationStatus").equals("DISABLED");
        });
        sink.down = null;
        Thread.sleep(50);
        assertThat(sink.size()).isEqualTo(1);
        assertThat(rows(SystemRows.SYSTEM, Keyspace.DELIVERED)).isZero();
    }

    @Test
    void aDeletedTablesLastChangesAreDelivered() throws Exception {
        create(null);
        enable(ARN);
        sink.down = TestSink.refused();
        put("a", "1");
        client.call("DeleteTable", Map.of("TableName", TABLE));
        create(null);
        assertThat(describe()).isEmpty();
        put("a", "2");
        sink.down = null;
        await(() -> rows(SystemRows.SYSTEM, Keyspace.DELIVERY) == 0);
        assertThat(sink.size()).isEqualTo(1);
        assertThat(Client.map(sink.records().getFirst().get("dynamodb"))).containsEntry("NewImage", item("a", "1"));

        environment.advance(DAY + 20 * MINUTE);
        await(() -> changeRows() == 0 && rows(SystemRows.SYSTEM, Keyspace.STREAM) == 0);
    }

    @Test
    void whatIsNotTakenForADayIsGivenUp() throws Exception {
        create(null);
        enable(ARN);
        sink.down = TestSink.refused();
        put("a", "1");
        environment.advance(DAY / 2);
        put("a", "2");
        environment.advance(DAY / 2 + 20 * MINUTE);
        put("a", "3");
        await(() -> changeRows() == 2);
        sink.down = null;
        await(() -> sink.size() == 2);
        assertThat(newestImages()).containsExactly(item("a", "2"), item("a", "3"));
    }

    private List<Object> newestImages() {
        return sink.records().stream()
                .map(record -> Client.map(record.get("dynamodb")).get("NewImage"))
                .toList();
    }

    @Test
    void largeChangesGoAlone() throws Exception {
        create(null);
        sink.down = TestSink.refused();
        enable(ARN);
        put("a", "1");
        put("a", "2");
        client.call(
                "PutItem",
                Map.of(
                        "TableName",
                        TABLE,
                        "Item",
                        Map.of("k", Map.of("S", "a"), "v", Map.of("S", "x".repeat(400_000)))));
        client.call(
                "PutItem",
                Map.of(
                        "TableName",
                        TABLE,
                        "Item",
                        Map.of("k", Map.of("S", "a"), "v", Map.of("S", "\u0001".repeat(390_000)))));
        put("a", "3");
        sink.down = null;
        await(() -> sink.size() == 5);
        assertThat(sink.batches()).isEqualTo(5);
    }
}
