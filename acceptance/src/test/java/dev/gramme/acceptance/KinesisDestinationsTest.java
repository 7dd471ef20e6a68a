package dev.gramme.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gramme.acceptance.load.Json;
import dev.gramme.acceptance.load.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ApproximateCreationDateTimePrecision;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.DestinationStatus;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.KinesisDataStreamDestination;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** The packaged server delivers to an endpoint that plays Kinesis. */
@Timeout(120)
class KinesisDestinationsTest {
    private static final String TABLE = "counters";
    private static final String ARNS = "arn:aws:kinesis:us-east-1:000000000000:stream/";
    private static final String ARN = ARNS + FakeKinesis.STREAM;
    private static final int WRITERS = 4;
    private static final int ITEMS = 5;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path data;

    private ServerProcess start(FakeKinesis kinesis) throws IOException {
        return Packaged.start(
                Map.of("AWS_ACCESS_KEY_ID", "id", "AWS_SECRET_ACCESS_KEY", "secret"),
                "--data",
                data.toString(),
                "--kinesis-endpoint",
                kinesis.endpoint().toString());
    }

    private static DynamoDbClient client(ServerProcess server) {
        return DynamoDbClient.builder()
                .endpointOverride(URI.create("http://localhost:" + server.port()))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
                .httpClient(UrlConnectionHttpClient.create())
                .overrideConfiguration(configuration -> configuration.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    private static void create(DynamoDbClient client) {
        client.createTable(create -> create.tableName(TABLE)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(key -> key.attributeName("pk").keyType(KeyType.HASH))
                .attributeDefinitions(attribute -> attribute.attributeName("pk").attributeType(ScalarAttributeType.S)));
        client.waiter().waitUntilTableExists(describe -> describe.tableName(TABLE));
    }

    private static KinesisDataStreamDestination describe(DynamoDbClient client) {
        return client.describeKinesisStreamingDestination(describe -> describe.tableName(TABLE))
                .kinesisDataStreamDestinations()
                .getLast();
    }

    private static void awaitStatus(DynamoDbClient client, DestinationStatus status) throws InterruptedException {
        await(() -> describe(client).destinationStatus() == status);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int wait = 0; wait < 3_000 && !condition.getAsBoolean(); wait++) {
            Thread.sleep(10);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    @Test
    void allThatWasAcknowledgedArrivesInOrderOverAKill() throws Exception {
        long seed = Long.getLong("gramme.seed", System.nanoTime() % 1_000_000);
        System.out.println("KinesisDestinationsTest seed " + seed + " in " + data);
        Map<String, Integer> acknowledged = new ConcurrentHashMap<>();
        try (FakeKinesis kinesis = new FakeKinesis(seed)) {
            ServerProcess server = start(kinesis);
            try {
                try (DynamoDbClient client = client(server)) {
                    create(client);
                    client.enableKinesisStreamingDestination(
                            enable -> enable.tableName(TABLE).streamArn(ARN));
                    awaitStatus(client, DestinationStatus.ACTIVE);
                    kinesis.refuse(true);
                    List<Thread> writers = new ArrayList<>();
                    for (int writer = 0; writer < WRITERS; writer++) {
                        String name = "w" + writer;
                        writers.add(Thread.ofPlatform().start(() -> count(client, name, acknowledged)));
                    }
                    await(() -> kinesis.records().size() > 1_000);
                    server.kill();
                    for (Thread writer : writers) {
                        writer.join();
                    }
                }
                server = start(kinesis);
                await(() -> hasAll(newest(kinesis), acknowledged));
                assertThat(kinesis.refusedRecords()).isPositive();
                assertThat(kinesis.refusedRequests()).isPositive();
                System.out.println("KinesisDestinationsTest: "
                        + acknowledged.values().stream()
                                .mapToInt(Integer::intValue)
                                .sum() + " acknowledged, " + kinesis.records().size() + " delivered, "
                        + kinesis.refusedRecords() + " refused");
            } finally {
                server.close();
            }
        }
    }

    /** Counts up its items until the server is gone. */
    private static void count(DynamoDbClient client, String name, Map<String, Integer> acknowledged) {
        try {
            for (int round = 0; ; round++) {
                String key = name + "-" + round % ITEMS;
                String n = client.updateItem(update -> update.tableName(TABLE)
                                .key(Map.of("pk", AttributeValue.fromS(key)))
                                .updateExpression("ADD n :one")
                                .expressionAttributeValues(Map.of(":one", AttributeValue.fromN("1")))
                                .returnValues(ReturnValue.ALL_NEW))
                        .attributes()
                        .get("n")
                        .n();
                acknowledged.put(key, Integer.parseInt(n));
            }
        } catch (SdkException e) {
            // The server was killed.
        }
    }

    private static boolean hasAll(Map<String, Integer> newest, Map<String, Integer> acknowledged) {
        return acknowledged.entrySet().stream()
                .allMatch(entry -> newest.getOrDefault(entry.getKey(), 0) >= entry.getValue());
    }

    /** Of each item the newest count delivered; none before the one before it. */
    private static Map<String, Integer> newest(FakeKinesis kinesis) {
        Map<String, Integer> newest = new HashMap<>();
        for (Map<String, Object> record : kinesis.records()) {
            Map<String, Object> image =
                    Json.object(Json.object(record.get("dynamodb")).get("NewImage"));
            String key = (String) Json.object(image.get("pk")).get("S");
            int n = Integer.parseInt((String) Json.object(image.get("n")).get("N"));
            assertThat(n).as(key).isLessThanOrEqualTo(newest.getOrDefault(key, 0) + 1);
            newest.merge(key, n, Math::max);
        }
        return newest;
    }

    @Test
    void theLifeOfADestination() throws Exception {
        try (FakeKinesis kinesis = new FakeKinesis(0);
                ServerProcess server = start(kinesis);
                DynamoDbClient client = client(server)) {
            create(client);
            client.enableKinesisStreamingDestination(
                    enable -> enable.tableName(TABLE).streamArn(ARNS + "missing"));
            awaitStatus(client, DestinationStatus.ENABLE_FAILED);
            assertThat(describe(client).destinationStatusDescription())
                    .isEqualTo("ResourceNotFoundException: Stream missing not found.");

            assertThat(client.enableKinesisStreamingDestination(enable -> enable.tableName(TABLE)
                                    .streamArn(ARN)
                                    .enableKinesisStreamingConfiguration(
                                            configuration -> configuration.approximateCreationDateTimePrecision(
                                                    ApproximateCreationDateTimePrecision.MICROSECOND)))
                            .destinationStatus())
                    .isEqualTo(DestinationStatus.ENABLING);
            awaitStatus(client, DestinationStatus.ACTIVE);
            client.putItem(put -> put.tableName(TABLE).item(Map.of("pk", AttributeValue.fromS("a"))));
            await(() -> kinesis.records().size() == 1);
            assertThat(kinesis.records().getFirst()).containsEntry("eventName", "INSERT");

            client.updateKinesisStreamingDestination(update -> update.tableName(TABLE)
                    .streamArn(ARN)
                    .updateKinesisStreamingConfiguration(
                            configuration -> configuration.approximateCreationDateTimePrecision(
                                    ApproximateCreationDateTimePrecision.MILLISECOND)));
            awaitStatus(client, DestinationStatus.ACTIVE);
            client.disableKinesisStreamingDestination(
                    disable -> disable.tableName(TABLE).streamArn(ARN));
            awaitStatus(client, DestinationStatus.DISABLED);
            assertThatThrownBy(() -> client.disableKinesisStreamingDestination(
                            disable -> disable.tableName(TABLE).streamArn(ARN)))
                    .isInstanceOf(DynamoDbException.class)
                    .hasMessageContaining("KinesisStreamingDestination must be ACTIVE to perform DISABLE operation.");
        }
    }
}
