package dev.gramme.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gramme.acceptance.load.Json;
import dev.gramme.acceptance.load.ServerProcess;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;
import software.amazon.awssdk.services.dynamodb.model.StreamStatus;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Streams of the packaged server, through the SDK's own client and the AWS CLI. */
@Timeout(120)
class StreamsTest {
    private static ServerProcess server;
    private static DynamoDbClient tables;
    private static DynamoDbStreamsClient streams;

    @BeforeAll
    static void start() throws Exception {
        server = Packaged.start("--in-memory");
        URI endpoint = URI.create("http://localhost:" + server.port());
        StaticCredentialsProvider credentials =
                StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret"));
        tables = DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials)
                .httpClient(UrlConnectionHttpClient.create())
                .build();
        streams = DynamoDbStreamsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials)
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    @AfterAll
    static void stop() {
        streams.close();
        tables.close();
        server.close();
    }

    private static String create(String table) {
        tables.createTable(create -> create.tableName(table)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(key -> key.attributeName("pk").keyType(KeyType.HASH))
                .attributeDefinitions(attribute -> attribute.attributeName("pk").attributeType(ScalarAttributeType.S))
                .streamSpecification(
                        stream -> stream.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)));
        tables.waiter().waitUntilTableExists(describe -> describe.tableName(table));
        return tables.describeTable(describe -> describe.tableName(table))
                .table()
                .latestStreamArn();
    }

    private static void put(String table, String key, String value) {
        tables.putItem(put ->
                put.tableName(table).item(Map.of("pk", AttributeValue.fromS(key), "v", AttributeValue.fromS(value))));
    }

    private static StreamDescription describe(String stream) {
        return streams.describeStream(describe -> describe.streamArn(stream)).streamDescription();
    }

    private static String iterator(String stream, Shard shard, ShardIteratorType type) {
        return streams.getShardIterator(
                        get -> get.streamArn(stream).shardId(shard.shardId()).shardIteratorType(type))
                .shardIterator();
    }

    /** All records of a stream: shards that are closed to their end, open ones up to now. */
    private static List<Record> read(String stream) {
        List<Record> records = new ArrayList<>();
        for (Shard shard : describe(stream).shards()) {
            String iterator = iterator(stream, shard, ShardIteratorType.TRIM_HORIZON);
            for (int page = 0; iterator != null && page < 3; page++) {
                String at = iterator;
                GetRecordsResponse answer = streams.getRecords(get -> get.shardIterator(at));
                records.addAll(answer.records());
                iterator = answer.nextShardIterator();
            }
        }
        return records;
    }

    @Test
    void theSdkReadsAStream() {
        String stream = create("orders");
        put("orders", "a", "1");
        put("orders", "a", "1");
        put("orders", "a", "2");
        tables.deleteItem(delete -> delete.tableName("orders").key(Map.of("pk", AttributeValue.fromS("a"))));

        List<Record> records = read(stream);
        assertThat(records)
                .extracting(Record::eventName)
                .containsExactly(OperationType.INSERT, OperationType.MODIFY, OperationType.REMOVE);
        Record modify = records.get(1);
        assertThat(modify.dynamodb().keys()).containsOnlyKeys("pk");
        assertThat(modify.dynamodb().oldImage()).containsEntry("v", AttributeValue.fromS("1"));
        assertThat(modify.dynamodb().newImage()).containsEntry("v", AttributeValue.fromS("2"));
        assertThat(modify.eventSource()).isEqualTo("aws:dynamodb");
        assertThat(modify.awsRegion()).isEqualTo("us-east-1");
        assertThat(modify.userIdentity()).isNull();
        assertThat(streams.listStreams(list -> list.tableName("orders")).streams())
                .extracting(listed -> listed.streamArn())
                .containsExactly(stream);

        Shard shard = describe(stream).shards().getFirst();
        assertThat(streams.getRecords(get -> get.shardIterator(iterator(stream, shard, ShardIteratorType.LATEST)))
                        .records())
                .isEmpty();
    }

    @Test
    void aStreamEndsAndAnotherBegins() {
        String first = create("ending");
        put("ending", "a", "1");
        tables.updateTable(update -> update.tableName("ending").streamSpecification(off -> off.streamEnabled(false)));
        tables.waiter().waitUntilTableExists(describe -> describe.tableName("ending"));
        put("ending", "b", "1");
        tables.updateTable(update -> update.tableName("ending")
                .streamSpecification(on -> on.streamEnabled(true).streamViewType(StreamViewType.KEYS_ONLY)));
        tables.waiter().waitUntilTableExists(describe -> describe.tableName("ending"));
        put("ending", "c", "1");

        assertThat(describe(first).streamStatus()).isEqualTo(StreamStatus.DISABLED);
        assertThat(read(first))
                .singleElement()
                .satisfies(
                        record -> assertThat(record.dynamodb().keys()).containsEntry("pk", AttributeValue.fromS("a")));
        String second = tables.describeTable(describe -> describe.tableName("ending"))
                .table()
                .latestStreamArn();
        assertThat(second).isNotEqualTo(first);
        assertThat(read(second)).singleElement().satisfies(record -> {
            assertThat(record.dynamodb().keys()).containsEntry("pk", AttributeValue.fromS("c"));
            assertThat(record.dynamodb().hasNewImage()).isFalse();
        });
    }

    @Test
    void mistakesAreRefused() {
        assertThatThrownBy(() -> describe("arn:aws:dynamodb:us-east-1:000000000000:table/none/stream/2026-01-01T00:00"))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> streams.getRecords(get -> get.shardIterator("no iterator at all")))
                .isNotInstanceOf(ExpiredIteratorException.class)
                .hasMessageContaining("Invalid ShardIterator");
    }

    @Test
    void theCommandLineReadsAStream() throws Exception {
        AwsCli.requireInstalled();
        String stream = create("shell");
        put("shell", "a", "1");
        AwsCli cli = new AwsCli(server.port(), "dynamodbstreams");
        assertThat(Json.array(cli.ok("list-streams", "--table-name", "shell").get("Streams")))
                .hasSize(1);
        Map<String, Object> description =
                Json.object(cli.ok("describe-stream", "--stream-arn", stream).get("StreamDescription"));
        int records = 0;
        for (Object shard : Json.array(description.get("Shards"))) {
            String id = (String) Json.object(shard).get("ShardId");
            String iterator = (String) cli.ok(
                            "get-shard-iterator",
                            "--stream-arn",
                            stream,
                            "--shard-id",
                            id,
                            "--shard-iterator-type",
                            "TRIM_HORIZON")
                    .get("ShardIterator");
            records += Json.array(
                            cli.ok("get-records", "--shard-iterator", iterator).get("Records"))
                    .size();
        }
        assertThat(records).isEqualTo(1);
        cli.refused("ResourceNotFoundException", "describe-stream", "--stream-arn", stream + "1");
    }
}
