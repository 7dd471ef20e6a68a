package dev.gramme.database.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gramme.database.Database;
import dev.gramme.database.Settings;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.stream.StreamTimes;
import dev.gramme.database.testing.Client;
import dev.gramme.database.testing.JumpingEnvironment;
import dev.gramme.database.testing.TestDatabases;
import dev.gramme.database.testing.TestEngines;
import dev.gramme.database.trigger.Functions.Invocation;
import dev.gramme.kv.KvEngine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What functions are called with, and what happens where they fail. */
class TriggersTest {
    private static final String TABLE = "triggered";

    private final JumpingEnvironment environment = new JumpingEnvironment();
    private final KvEngine engine = TestEngines.open(environment::clockMillis);
    private final RecordingFunctions functions = new RecordingFunctions();
    private final List<Map<String, Object>> accounts = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger unsent = new AtomicInteger();
    private Database database;
    private Client client;

    private final FailureDestination destination = new FailureDestination() {
        @Override
        public boolean takes(String arn) {
            return arn.endsWith(":failed");
        }

        @Override
        public void send(String arn, byte[] account) throws IOException {
            if (unsent.getAndDecrement() > 0) {
                throw new IOException("not now");
            }
            accounts.add(Client.map(JsonTree.parse(account)));
        }
    };

    @BeforeEach
    void open() {
        open(StreamTimes.DEFAULT);
    }

    private void open(StreamTimes times) {
        TriggerSettings triggers = new TriggerSettings(functions, destination, 5, 5, 20);
        database = TestDatabases.over(
                engine, environment, Settings.DEFAULT.withTriggers(triggers).withStreamTimes(times));
        client = new Client(database);
    }

    @AfterEach
    void close() {
        database.close();
        engine.close();
    }

    private String createTable() {
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
                        List.of(Map.of("AttributeName", "k", "AttributeType", "S")),
                        "StreamSpecification",
                        Map.of("StreamEnabled", true, "StreamViewType", "NEW_AND_OLD_IMAGES")));
        client.awaitActive(TABLE);
        return (String) client.describe(TABLE).get("LatestStreamArn");
    }

    private void put(String k, int value) {
        client.call(
                "PutItem",
                Map.of("TableName", TABLE, "Item", Map.of("k", Map.of("S", k), "v", Map.of("N", "" + value))));
    }

    private Map<String, Object> map(String streamArn, Map<String, ?> more) {
        Map<String, Object> request = new LinkedHashMap<>(
                Map.of("EventSourceArn", streamArn, "FunctionName", "orders", "StartingPosition", "TRIM_HORIZON"));
        request.putAll(more);
        return client.call("CreateEventSourceMapping", request);
    }

    private Map<String, Object> get(Map<String, Object> mapping) {
        return client.call("GetEventSourceMapping", Map.of("UUID", mapping.get("UUID")));
    }

    private static void await(BooleanSupplier condition) {
        for (int wait = 0; wait < 2_000 && !condition.getAsBoolean(); wait++) {
            pause(5);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aFunctionGetsChangesAsLambdasDo() {
        String arn = createTable();
        put("a", 1);
        Map<String, Object> made = map(arn, Map.of());
        assertThat(made)
                .containsEntry("State", "Creating")
                .containsEntry("BatchSize", 100d)
                .containsEntry("MaximumRetryAttempts", -1d)
                .containsEntry("FunctionArn", "arn:aws:lambda:us-east-1:000000000000:function:orders");
        await(() -> functions.records().size() == 1);
        client.call("DeleteItem", Map.of("TableName", TABLE, "Key", Map.of("k", Map.of("S", "a"))));
        await(() -> functions.records().size() == 2);

        Map<String, Object> insert = functions.records().getFirst();
        assertThat(insert)
                .containsOnlyKeys(
                        "eventID",
                        "eventName",
                        "eventVersion",
                        "eventSource",
                        "awsRegion",
                        "dynamodb",
                        "eventSourceARN")
                .containsEntry("eventName", "INSERT")
                .containsEntry("eventSource", "aws:dynamodb")
                .containsEntry("eventSourceARN", arn);
        assertThat(RecordingFunctions.change(insert))
                .containsOnlyKeys(
                        "ApproximateCreationDateTime",
                        "Keys",
                        "NewImage",
                        "SequenceNumber",
                        "SizeBytes",
                        "StreamViewType");
        assertThat(functions.records().getLast()).containsEntry("eventName", "REMOVE");
        await(() -> "OK".equals(get(made).get("LastProcessingResult")));
        assertThat(get(made)).containsEntry("State", "Enabled");
    }

    @Test
    void latestBeginsWithTheNextChange() {
        String arn = createTable();
        put("a", 1);
        map(arn, Map.of("StartingPosition", "LATEST"));
        put("b", 2);
        await(() -> functions.records().size() == 1);
        pause(50);
        assertThat(functions.records()).hasSize(1);
        assertThat(RecordingFunctions.key(functions.records().getFirst())).isEqualTo("b");
    }

    @Test
    void eachItemsChangesComeInOrderWhateverFails() {
        String arn = createTable();
        Random random = new Random(42);
        functions.behave(_ -> switch (random.nextInt(4)) {
            case 0 -> new Invocation.Failed("now and then");
            case 1 -> new Invocation.Unreached("now and then");
            default -> new Invocation.Answered(null);
        });
        map(arn, Map.of("BatchSize", 7, "ParallelizationFactor", 3));
        for (int round = 0; round < 30; round++) {
            for (int item = 0; item < 10; item++) {
                put("i" + item, round);
            }
        }
        await(() -> distinct().size() == 300);
        assertInOrder(10, 30);
    }

    private Set<String> distinct() {
        Set<String> numbers = new TreeSet<>();
        functions.records().forEach(record -> numbers.add(record.get("eventID").toString()));
        return numbers;
    }

    /** Repeated records go back to one that was there before, never beyond the next one. */
    private void assertInOrder(int items, int rounds) {
        Map<String, Integer> newest = new HashMap<>();
        for (Map<String, Object> record : functions.records()) {
            String key = RecordingFunctions.key(record);
            int value = Integer.parseInt((String) RecordingFunctions.value(record, "v"));
            assertThat(value).isLessThanOrEqualTo(newest.getOrDefault(key, -1) + 1);
            newest.merge(key, value, Math::max);
        }
        assertThat(newest)
                .hasSize(items)
                .allSatisfy((_, value) -> assertThat(value).isEqualTo(rounds - 1));
    }

    @Test
    void nothingIsLostOverRestartsAndRollsOfShards() {
        StreamTimes shortShards =
                new StreamTimes(50, StreamTimes.DEFAULT.retentionMillis(), StreamTimes.DEFAULT.iteratorMillis());
        reopen(shortShards);
        String arn = createTable();
        functions.behave(_ -> {
            pause(2);
            return new Invocation.Answered(null);
        });
        map(arn, Map.of("BatchSize", 3));
        for (int round = 0; round < 20; round++) {
            for (int item = 0; item < 10; item++) {
                put("i" + item, round);
            }
            if (round % 5 == 4) {
                reopen(shortShards);
            }
        }
        await(() -> distinct().size() == 200);
        assertInOrder(10, 20);
    }

    private void reopen(StreamTimes times) {
        database.close();
        open(times);
    }

    @Test
    void aBadRecordIsFoundBySplittingAndGivenUp() {
        String arn = createTable();
        functions.behave(records -> records.stream()
                        .anyMatch(
                                record -> RecordingFunctions.value(record, "v").equals("13"))
                ? new Invocation.Failed("thirteen")
                : new Invocation.Answered(null));
        for (int value = 0; value < 40; value++) {
            put("same", value);
        }
        map(
                arn,
                Map.of(
                        "BisectBatchOnFunctionError",
                        true,
                        "MaximumRetryAttempts",
                        2,
                        "DestinationConfig",
                        Map.of("OnFailure", Map.of("Destination", "arn:aws:sqs:us-east-1:000000000000:failed"))));
        unsent.set(2);
        await(() -> !accounts.isEmpty() && done().size() == 39);
        assertThat(done()).doesNotContain("13");
        assertThat(accounts).hasSize(1);
        Map<String, Object> account = accounts.getFirst();
        assertThat(Client.map(account.get("requestContext"))).containsEntry("condition", "RetryAttemptsExhausted");
        assertThat(Client.map(account.get("DDBStreamBatchInfo")))
                .containsEntry("batchSize", 1d)
                .containsEntry("streamArn", arn);
    }

    /** Values of records in calls that went well. */
    private Set<String> done() {
        Set<String> done = new TreeSet<>();
        synchronized (functions.calls) {
            for (List<Map<String, Object>> call : functions.calls) {
                List<String> values = call.stream()
                        .map(record -> (String) RecordingFunctions.value(record, "v"))
                        .toList();
                if (!values.contains("13")) {
                    done.addAll(values);
                }
            }
        }
        return done;
    }

    @Test
    void aFunctionSaysWhichRecordsFailed() {
        String arn = createTable();
        AtomicInteger refusals = new AtomicInteger(2);
        functions.behave(records -> {
            for (Map<String, Object> record : records) {
                if (RecordingFunctions.value(record, "v").equals("5") && refusals.getAndDecrement() > 0) {
                    return new Invocation.Answered(("{\"batchItemFailures\":[{\"itemIdentifier\":\""
                                    + RecordingFunctions.number(record) + "\"}]}")
                            .getBytes(StandardCharsets.UTF_8));
                }
            }
            return new Invocation.Answered(null);
        });
        for (int value = 0; value < 10; value++) {
            put("same", value);
        }
        map(arn, Map.of("FunctionResponseTypes", List.of("ReportBatchItemFailures")));
        await(() -> functions.calls.size() == 3);
        assertThat(functions.calls.stream().map(List::size)).containsExactly(10, 5, 5);
    }

    @Test
    void filtersAndWindows() {
        String arn = createTable();
        Map<String, Object> made = map(
                arn,
                Map.of(
                        "MaximumBatchingWindowInSeconds",
                        1,
                        "FilterCriteria",
                        Map.of(
                                "Filters",
                                List.of(Map.of(
                                        "Pattern",
                                        "{\"eventName\":[\"INSERT\"],"
                                                + "\"dynamodb\":{\"NewImage\":{\"v\":{\"N\":[\"1\",\"3\"]}}}}")))));
        for (int value = 0; value < 5; value++) {
            put("k", value);
            put("k" + value, value);
        }
        await(() -> functions.records().size() == 2);
        assertThat(functions.records().stream().map(RecordingFunctions::key)).containsExactlyInAnyOrder("k1", "k3");
        client.call(
                "UpdateEventSourceMapping",
                Map.of(
                        "UUID",
                        made.get("UUID"),
                        "MaximumBatchingWindowInSeconds",
                        0,
                        "FilterCriteria",
                        Map.of("Filters", List.of())));
        pause(100);
        assertThat(functions.records()).hasSize(2);
        put("all", 0);
        await(() -> functions.records().stream()
                .anyMatch(record -> RecordingFunctions.key(record).equals("all")));
    }

    @Test
    void aMappingRestsAndGoesOn() {
        String arn = createTable();
        Map<String, Object> made = map(arn, Map.of("Enabled", false));
        put("a", 1);
        pause(50);
        assertThat(functions.calls).isEmpty();
        assertThat(get(made))
                .containsEntry("State", "Disabled")
                .containsEntry("LastProcessingResult", "No records processed");
        client.call("UpdateEventSourceMapping", Map.of("UUID", made.get("UUID"), "Enabled", true));
        await(() -> functions.records().size() == 1);
        client.call("DeleteEventSourceMapping", Map.of("UUID", made.get("UUID")));
        pause(30);
        put("a", 2);
        pause(50);
        assertThat(functions.records()).hasSize(1);
        assertThatThrownBy(() -> get(made))
                .isInstanceOfSatisfying(
                        DynamoException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LAMBDA_RESOURCE_NOT_FOUND))
                .hasMessage("The resource you requested does not exist.");
    }

    @Test
    void oldRecordsAreGivenUp() {
        String arn = createTable();
        put("a", 1);
        functions.behave(_ -> new Invocation.Unreached("never"));
        map(
                arn,
                Map.of(
                        "MaximumRecordAgeInSeconds",
                        60,
                        "DestinationConfig",
                        Map.of("OnFailure", Map.of("Destination", "arn:aws:sqs:us-east-1:000000000000:failed"))));
        await(() -> !functions.calls.isEmpty());
        assertThat(accounts).isEmpty();
        environment.jumpWallClock(61_000);
        functions.behave(_ -> new Invocation.Answered(null));
        put("b", 2);
        await(() -> !accounts.isEmpty() && distinct().size() == 2);
        assertThat(Client.map(accounts.getFirst().get("requestContext")))
                .containsEntry("condition", "RecordAgeExceeded");
    }

    @Test
    void lists() {
        String arn = createTable();
        Map<String, Object> first = map(arn, Map.of());
        Map<String, Object> second = map(arn, Map.of("FunctionName", "others"));
        assertThat(uuids(Map.of())).containsExactlyInAnyOrder(first.get("UUID"), second.get("UUID"));
        assertThat(uuids(Map.of("FunctionName", "others"))).containsExactly(second.get("UUID"));
        assertThat(uuids(Map.of("EventSourceArn", arn + "x"))).isEmpty();
        Map<String, Object> page = client.call("ListEventSourceMappings", Map.of("MaxItems", 1));
        assertThat(uuids(Map.of("Marker", page.get("NextMarker")))).hasSize(1);
    }

    private List<Object> uuids(Map<String, ?> request) {
        return Client.maps(client.call("ListEventSourceMappings", request).get("EventSourceMappings")).stream()
                .map(mapping -> mapping.get("UUID"))
                .toList();
    }

    @Test
    void whatCannotBeIsRefused() {
        String arn = createTable();
        Map<String, Object> made = map(arn, Map.of());
        refuses(
                arn,
                Map.of(),
                ErrorCode.RESOURCE_CONFLICT,
                "The event source arn (\" " + arn + " \") and function"
                        + " (\" orders \") provided mapping already exists. Please update or delete the existing"
                        + " mapping with UUID " + made.get("UUID"));
        refuses(
                arn,
                Map.of("FunctionName", "nobody"),
                ErrorCode.LAMBDA_RESOURCE_NOT_FOUND,
                "Function not found: arn:aws:lambda:us-east-1:000000000000:function:nobody");
        refuses(
                arn + "x",
                Map.of("FunctionName", "others"),
                ErrorCode.INVALID_PARAMETER_VALUE,
                "Stream not found: " + arn + "x");
        refuses(
                arn,
                Map.of("StartingPosition", "AT_TIMESTAMP"),
                ErrorCode.INVALID_PARAMETER_VALUE,
                "Unsupported starting position for arn type: DynamoDB streams know LATEST and TRIM_HORIZON only");
        refuses(
                arn,
                Map.of("TumblingWindowInSeconds", 5),
                ErrorCode.INVALID_PARAMETER_VALUE,
                "TumblingWindowInSeconds is not supported for DynamoDB streams by this server");
        refuses(
                arn,
                Map.of("Topics", List.of("t")),
                ErrorCode.INVALID_PARAMETER_VALUE,
                "Topics is not supported for DynamoDB streams by this server");
        refuses(
                arn,
                Map.of(
                        "FunctionName",
                        "others",
                        "FilterCriteria",
                        Map.of("Filters", List.of(Map.of("Pattern", "{\"a\":1}")))),
                ErrorCode.INVALID_PARAMETER_VALUE,
                "Invalid filter pattern definition: \"a\" must be an object or a list");
        refuses(
                arn,
                Map.of(
                        "FunctionName",
                        "others",
                        "DestinationConfig",
                        Map.of("OnFailure", Map.of("Destination", "arn:aws:sqs:us-east-1:000000000000:nowhere"))),
                ErrorCode.INVALID_PARAMETER_VALUE,
                "The destination arn:aws:sqs:us-east-1:000000000000:nowhere cannot be reached: this server"
                        + " was started without --failure-destination");
        refuses(
                arn,
                Map.of("BatchSize", 10_001),
                ErrorCode.VALIDATION,
                "1 validation error detected: Value '10001' at 'batchSize' failed to satisfy constraint: Member must"
                        + " have value less than or equal to 10000");
    }

    private void refuses(String arn, Map<String, ?> more, ErrorCode code, String message) {
        assertThatThrownBy(() -> map(arn, more))
                .isInstanceOfSatisfying(
                        DynamoException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessage(message);
    }
}
