package dev.gramme.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.dynamodbv2.streamsadapter.AmazonDynamoDBStreamsAdapterClient;
import com.amazonaws.services.dynamodbv2.streamsadapter.StreamsSchedulerFactory;
import com.amazonaws.services.dynamodbv2.streamsadapter.adapter.DynamoDBStreamsClientRecord;
import com.amazonaws.services.dynamodbv2.streamsadapter.model.DynamoDBStreamsProcessRecordsInput;
import com.amazonaws.services.dynamodbv2.streamsadapter.polling.DynamoDBStreamsPollingConfig;
import com.amazonaws.services.dynamodbv2.streamsadapter.processor.DynamoDBStreamsShardRecordProcessor;
import dev.gramme.database.Settings;
import dev.gramme.database.stream.StreamTimes;
import dev.gramme.server.Server;
import dev.gramme.server.ServerConfig;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.kinesis.common.ConfigsBuilder;
import software.amazon.kinesis.common.InitialPositionInStream;
import software.amazon.kinesis.common.InitialPositionInStreamExtended;
import software.amazon.kinesis.coordinator.Scheduler;
import software.amazon.kinesis.exceptions.InvalidStateException;
import software.amazon.kinesis.exceptions.ShutdownException;
import software.amazon.kinesis.lifecycle.events.InitializationInput;
import software.amazon.kinesis.lifecycle.events.LeaseLostInput;
import software.amazon.kinesis.lifecycle.events.ShardEndedInput;
import software.amazon.kinesis.lifecycle.events.ShutdownRequestedInput;
import software.amazon.kinesis.metrics.NullMetricsFactory;
import software.amazon.kinesis.processor.ShardRecordProcessor;

/** The Kinesis Client Library reads a stream through its adapter, as applications that follow a table do. */
@Timeout(300) // the library waits for up to a minute and a half before it begins, at random
class KinesisClientLibraryTest {
    private static final int KEYS = 20;
    private static final long SHARD_MILLIS = 12_000;
    private static final long HOUR = 3_600_000;

    /** What processors were given: for each key its numbers, in order. */
    private final Map<String, List<Integer>> seen = new ConcurrentHashMap<>();

    private final Set<String> shards = ConcurrentHashMap.newKeySet();

    private Server server;
    private DynamoDbClient tables;
    private DynamoDbAsyncClient leases;
    private DynamoDbStreamsClient streams;
    private CloudWatchAsyncClient metrics;

    @BeforeEach
    void open() throws IOException {
        StreamTimes times = new StreamTimes(SHARD_MILLIS, 24 * HOUR, HOUR);
        server = Server.start(ServerConfig.inMemory().withSettings(Settings.DEFAULT.withStreamTimes(times)));
        StaticCredentialsProvider credentials =
                StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret"));
        tables = SdkContract.client(server);
        leases = DynamoDbAsyncClient.builder()
                .endpointOverride(server.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials)
                .httpClient(NettyNioAsyncHttpClient.create())
                .build();
        streams = DynamoDbStreamsClient.builder()
                .endpointOverride(server.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials)
                .build();
        // Never called: metrics go nowhere.
        metrics = CloudWatchAsyncClient.builder()
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials)
                .httpClient(NettyNioAsyncHttpClient.create())
                .build();
    }

    @AfterEach
    void close() {
        metrics.close();
        streams.close();
        leases.close();
        tables.close();
        server.close();
    }

    @Test
    void everyChangeArrivesOnceAndInOrderOverRollsAndARestart() throws Exception {
        tables.createTable(table -> table.tableName("source")
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(key -> key.attributeName("pk").keyType(KeyType.HASH))
                .attributeDefinitions(attribute -> attribute.attributeName("pk").attributeType(ScalarAttributeType.S))
                .streamSpecification(stream -> stream.streamEnabled(true).streamViewType(StreamViewType.NEW_IMAGE)));
        tables.waiter().waitUntilTableExists(table -> table.tableName("source"));
        String stream =
                tables.describeTable(table -> table.tableName("source")).table().latestStreamArn();

        write(0, 20);
        Scheduler first = worker("first", stream);
        await(20);
        write(20, 40);
        await(30);
        first.startGracefulShutdown().get(60, TimeUnit.SECONDS);

        Thread.sleep(SHARD_MILLIS);
        write(40, 60);
        Scheduler second = worker("second", stream);
        await(50);
        Thread.sleep(SHARD_MILLIS);
        write(60, 70);
        await(70);
        second.startGracefulShutdown().get(60, TimeUnit.SECONDS);

        for (List<Integer> numbers : seen.values()) {
            assertThat(numbers)
                    .containsExactlyElementsOf(IntStream.range(0, 70).boxed().toList());
        }
        assertThat(seen).hasSize(KEYS);
        // The shards that were there at first, and at least one more generation.
        assertThat(shards).hasSizeGreaterThan(4);
    }

    private void write(int from, int to) {
        for (int number = from; number < to; number++) {
            for (int key = 0; key < KEYS; key++) {
                String value = Integer.toString(number);
                String name = "key-" + key;
                tables.putItem(put -> put.tableName("source")
                        .item(Map.of("pk", AttributeValue.fromS(name), "number", AttributeValue.fromN(value))));
            }
        }
    }

    /** Waits until each key's changes have arrived up to a number. */
    private void await(int number) throws InterruptedException {
        while (seen.size() < KEYS || seen.values().stream().anyMatch(numbers -> numbers.size() < number)) {
            Thread.sleep(100);
        }
    }

    private Scheduler worker(String name, String stream) {
        AmazonDynamoDBStreamsAdapterClient adapter = new AmazonDynamoDBStreamsAdapterClient(streams, Region.US_EAST_1);
        InitialPositionInStreamExtended start =
                InitialPositionInStreamExtended.newInitialPosition(InitialPositionInStream.TRIM_HORIZON);
        ConfigsBuilder configs = new ConfigsBuilder(
                StreamsSchedulerFactory.createSingleStreamTracker(stream, start),
                "follower",
                adapter,
                leases,
                metrics,
                name,
                Processor::new);
        Scheduler scheduler = StreamsSchedulerFactory.createScheduler(
                configs.checkpointConfig(),
                configs.coordinatorConfig()
                        .skipShardSyncAtWorkerInitializationIfLeasesExist(true)
                        .parentShardPollIntervalMillis(500)
                        .shardConsumerDispatchPollIntervalMillis(200),
                configs.leaseManagementConfig()
                        .failoverTimeMillis(1_000)
                        .leasesRecoveryAuditorExecutionFrequencyMillis(1_000)
                        .leasesRecoveryAuditorInconsistencyConfidenceThreshold(1),
                configs.lifecycleConfig(),
                configs.metricsConfig().metricsFactory(new NullMetricsFactory()),
                configs.processorConfig().callProcessRecordsEvenForEmptyRecordList(true),
                configs.retrievalConfig()
                        .retrievalSpecificConfig(
                                new DynamoDBStreamsPollingConfig(stream, adapter).idleTimeBetweenReadsInMillis(200L)),
                adapter);
        Thread.ofPlatform().daemon().name("worker-" + name).start(scheduler);
        return scheduler;
    }

    /** Keeps what it is given, and checkpoints each batch. */
    private final class Processor implements DynamoDBStreamsShardRecordProcessor, ShardRecordProcessor {
        @Override
        public void initialize(InitializationInput input) {
            shards.add(input.shardId());
        }

        @Override
        public void processRecords(DynamoDBStreamsProcessRecordsInput input) {
            for (DynamoDBStreamsClientRecord record : input.records()) {
                Map<String, AttributeValue> image =
                        record.getRecord().dynamodb().newImage();
                seen.computeIfAbsent(image.get("pk").s(), key -> new CopyOnWriteArrayList<>())
                        .add(Integer.valueOf(image.get("number").n()));
            }
            try {
                if (!input.records().isEmpty()) {
                    input.checkpointer().checkpoint();
                }
            } catch (InvalidStateException | ShutdownException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void leaseLost(LeaseLostInput input) {}

        @Override
        public void shardEnded(ShardEndedInput input) {
            try {
                input.checkpointer().checkpoint();
            } catch (InvalidStateException | ShutdownException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void shutdownRequested(ShutdownRequestedInput input) {}
    }
}
