package dev.gramme.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gramme.server.Server;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** What an application does with the AWS SDK for Java v2, unchanged but for the endpoint. */
@Timeout(60)
abstract class SdkContract {
    private Server server;
    private DynamoDbClient client;

    abstract Server start() throws IOException;

    @BeforeEach
    void open() throws IOException {
        server = start();
        client = client(server);
    }

    static DynamoDbClient client(Server server) {
        return DynamoDbClient.builder()
                .endpointOverride(server.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    DynamoDbClient client() {
        return client;
    }

    void restart() throws IOException {
        close();
        open();
    }

    static AttributeValue s(String value) {
        return AttributeValue.fromS(value);
    }

    static AttributeValue n(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    void createTable(String name, ScalarAttributeType sortType) {
        List<AttributeDefinition> definitions = new ArrayList<>();
        List<KeySchemaElement> keys = new ArrayList<>();
        definitions.add(AttributeDefinition.builder()
                .attributeName("pk")
                .attributeType(ScalarAttributeType.S)
                .build());
        keys.add(KeySchemaElement.builder()
                .attributeName("pk")
                .keyType(KeyType.HASH)
                .build());
        if (sortType != null) {
            definitions.add(AttributeDefinition.builder()
                    .attributeName("sk")
                    .attributeType(sortType)
                    .build());
            keys.add(KeySchemaElement.builder()
                    .attributeName("sk")
                    .keyType(KeyType.RANGE)
                    .build());
        }
        client.createTable(request -> request.tableName(name)
                .attributeDefinitions(definitions)
                .keySchema(keys)
                .billingMode(BillingMode.PAY_PER_REQUEST));
        client.waiter().waitUntilTableExists(request -> request.tableName(name));
    }

    @Test
    void aTableComesAndGoes() {
        createTable("films", null);
        assertThat(client.describeTable(request -> request.tableName("films"))
                        .table()
                        .tableStatus())
                .isEqualTo(TableStatus.ACTIVE);
        assertThat(client.listTablesPaginator().tableNames()).containsExactly("films");
        assertThat(client.deleteTable(request -> request.tableName("films"))
                        .tableDescription()
                        .tableStatus())
                .isEqualTo(TableStatus.DELETING);
        client.waiter().waitUntilTableNotExists(request -> request.tableName("films"));
        assertThat(client.listTables().tableNames()).isEmpty();
    }

    @Test
    void everyTypeComesBackAsItWas() {
        createTable("films", null);
        Map<String, AttributeValue> item = new HashMap<>();
        item.put("pk", s("ä €\u0000 \"quoted\" \\ 😀"));
        item.put("n", AttributeValue.fromN("-12345678901234567890.123456789012345678"));
        item.put("b", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {0, 1, -1})));
        item.put("bool", AttributeValue.fromBool(false));
        item.put("null", AttributeValue.fromNul(true));
        item.put("empty", s(""));
        item.put("list", AttributeValue.fromL(List.of(n(1), s("x"), AttributeValue.fromL(List.of()))));
        item.put("map", AttributeValue.fromM(Map.of("inner", AttributeValue.fromM(Map.of("deep", n(7))))));
        item.put("ss", AttributeValue.fromSs(List.of("a", "b")));
        item.put("ns", AttributeValue.fromNs(List.of("1", "2.5")));
        item.put("bs", AttributeValue.fromBs(List.of(SdkBytes.fromUtf8String("x"))));
        client.putItem(request -> request.tableName("films").item(item));
        assertThat(client.getItem(request -> request.tableName("films").key(Map.of("pk", item.get("pk"))))
                        .item())
                .isEqualTo(item);
    }

    @Test
    void aCounterLosesNoIncrement() throws InterruptedException {
        createTable("films", null);
        List<Thread> threads = new ArrayList<>();
        for (int thread = 0; thread < 8; thread++) {
            threads.add(Thread.ofPlatform().start(() -> {
                for (int round = 0; round < 25; round++) {
                    client.updateItem(request -> request.tableName("films")
                            .key(Map.of("pk", s("counter")))
                            .updateExpression("ADD hits :one")
                            .expressionAttributeValues(Map.of(":one", n(1))));
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(client.getItem(request -> request.tableName("films")
                                .key(Map.of("pk", s("counter")))
                                .consistentRead(true))
                        .item()
                        .get("hits"))
                .isEqualTo(n(200));
    }

    @Test
    void conditionsDecideAndTellWhy() {
        createTable("films", null);
        Map<String, AttributeValue> item = Map.of("pk", s("a"), "version", n(1));
        client.putItem(request -> request.tableName("films").item(item));
        assertThatThrownBy(() -> client.putItem(request -> request.tableName("films")
                        .item(item)
                        .conditionExpression("attribute_not_exists(pk) OR version > :v")
                        .expressionAttributeValues(Map.of(":v", n(5)))
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)))
                .isInstanceOfSatisfying(ConditionalCheckFailedException.class, e -> {
                    assertThat(e.statusCode()).isEqualTo(400);
                    assertThat(e.item()).isEqualTo(item);
                });
        assertThat(client.updateItem(request -> request.tableName("films")
                                .key(Map.of("pk", s("a")))
                                .updateExpression("SET version = version + :one")
                                .conditionExpression("version = :one")
                                .expressionAttributeValues(Map.of(":one", n(1)))
                                .returnValues(ReturnValue.ALL_NEW))
                        .attributes())
                .isEqualTo(Map.of("pk", s("a"), "version", n(2)));
        assertThat(client.deleteItem(request -> request.tableName("films")
                                .key(Map.of("pk", s("a")))
                                .returnValues(ReturnValue.ALL_OLD))
                        .attributes())
                .containsEntry("version", n(2));
    }

    @Test
    void sortKeysOfEveryTypeSortAndPage() {
        Map<ScalarAttributeType, List<AttributeValue>> inOrder = Map.of(
                ScalarAttributeType.S,
                List.of(s("A"), s("Z"), s("a"), s("aa"), s("ab"), s("b"), s("é"), s("€"), s("😀")),
                ScalarAttributeType.N,
                List.of("-1e100", "-10", "-9.5", "-1", "-0.001", "0", "0.001", "1", "2", "9.99", "10", "1e125").stream()
                        .map(AttributeValue::fromN)
                        .toList(),
                ScalarAttributeType.B,
                List.of(new byte[] {0}, new byte[] {0, 0}, new byte[] {1}, new byte[] {127}, new byte[] {-128}).stream()
                        .map(SdkBytes::fromByteArray)
                        .map(AttributeValue::fromB)
                        .toList());
        inOrder.forEach((type, values) -> {
            String table = "sorted" + type;
            createTable(table, type);
            List<AttributeValue> shuffled = new ArrayList<>(values);
            Collections.shuffle(shuffled, new java.util.Random(7));
            for (AttributeValue value : shuffled) {
                client.putItem(request -> request.tableName(table).item(Map.of("pk", s("p"), "sk", value)));
            }
            List<AttributeValue> normal = queryAll(table, true);
            assertThat(normal).hasSameSizeAs(values);
            assertThat(queryAll(table, false)).isEqualTo(normal.reversed());
            for (int at = 0; at < values.size(); at++) {
                int position = at;
                QueryResponse behind = client.query(request -> request.tableName(table)
                        .keyConditionExpression("pk = :p AND sk > :v")
                        .expressionAttributeValues(Map.of(":p", s("p"), ":v", values.get(position))));
                assertThat(behind.items().stream().map(item -> item.get("sk")))
                        .as(type + " behind " + values.get(position))
                        .isEqualTo(normal.subList(position + 1, normal.size()));
            }
        });
    }

    private List<AttributeValue> queryAll(String table, boolean forward) {
        return client
                .queryPaginator(request -> request.tableName(table)
                        .keyConditionExpression("pk = :p")
                        .expressionAttributeValues(Map.of(":p", s("p")))
                        .scanIndexForward(forward)
                        .limit(2))
                .items()
                .stream()
                .map(item -> item.get("sk"))
                .toList();
    }

    @Test
    void batchesAndParallelScansSeeEverything() {
        createTable("films", ScalarAttributeType.N);
        int count = 500;
        for (int from = 0; from < count; from += 25) {
            List<WriteRequest> writes = new ArrayList<>();
            for (int at = from; at < from + 25; at++) {
                writes.add(WriteRequest.builder()
                        .putRequest(PutRequest.builder()
                                .item(Map.of("pk", s("p" + at % 50), "sk", n(at), "data", s("x".repeat(100))))
                                .build())
                        .build());
            }
            assertThat(client.batchWriteItem(request -> request.requestItems(Map.of("films", writes)))
                            .unprocessedItems())
                    .isEmpty();
        }
        Set<AttributeValue> seen = new HashSet<>();
        for (int segment = 0; segment < 7; segment++) {
            int number = segment;
            client.scanPaginator(request -> request.tableName("films")
                            .segment(number)
                            .totalSegments(7)
                            .limit(11))
                    .items()
                    .forEach(item -> assertThat(seen.add(item.get("sk"))).isTrue());
        }
        assertThat(seen).hasSize(count);
        assertThat(client.describeTable(request -> request.tableName("films"))
                        .table()
                        .itemCount())
                .isEqualTo(count);
    }

    @Test
    void pagesEndAtOneMegabyteAndCapacityIsOfThePage() {
        createTable("films", ScalarAttributeType.N);
        String data = "x".repeat(100_000);
        for (int at = 0; at < 25; at++) {
            int number = at;
            client.putItem(
                    request -> request.tableName("films").item(Map.of("pk", s("p"), "sk", n(number), "data", s(data))));
        }
        QueryResponse page = client.query(request -> request.tableName("films")
                .keyConditionExpression("pk = :p")
                .expressionAttributeValues(Map.of(":p", s("p")))
                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                .consistentRead(true));
        assertThat(page.count()).isBetween(10, 11);
        assertThat(page.hasLastEvaluatedKey()).isTrue();
        double bytes = page.count() * (100_000 + 10.0);
        assertThat(page.consumedCapacity().capacityUnits()).isBetween(bytes / 4096 - 1, bytes / 4096 + 2);
        assertThat(client.queryPaginator(request -> request.tableName("films")
                                .keyConditionExpression("pk = :p")
                                .expressionAttributeValues(Map.of(":p", s("p"))))
                        .items())
                .hasSize(25);
    }

    @Test
    void itemsOf400KilobytesFitAndOneByteMoreDoesNot() {
        createTable("films", null);
        int room = 400 * 1024 - "pk".length() - "a".length() - "data".length();
        client.putItem(request -> request.tableName("films").item(Map.of("pk", s("a"), "data", s("x".repeat(room)))));
        assertThatThrownBy(() -> client.putItem(request ->
                        request.tableName("films").item(Map.of("pk", s("a"), "data", s("x".repeat(room + 1))))))
                .isInstanceOfSatisfying(DynamoDbException.class, e -> {
                    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationException");
                    assertThat(e.awsErrorDetails().errorMessage())
                            .isEqualTo("Item size has exceeded the maximum allowed size");
                });
    }
}
