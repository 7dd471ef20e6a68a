package dev.gramme.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gramme.acceptance.load.ServerProcess;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.CreateEventSourceMappingResponse;
import software.amazon.awssdk.services.lambda.model.EventSourcePosition;
import software.amazon.awssdk.services.lambda.model.Filter;
import software.amazon.awssdk.services.lambda.model.FunctionResponseType;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/** Event source mappings of the packaged server, through the SDK's Lambda client, to a function behind HTTP. */
@Timeout(120)
@SuppressWarnings("NullAway.Init") // set before each test
class TriggersTest {
    private static final String TABLE = "orders";

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path data;

    private FunctionEndpoint function;
    private ServerProcess server;
    private DynamoDbClient tables;
    private LambdaClient mappings;

    @BeforeEach
    void start() throws Exception {
        function = new FunctionEndpoint();
        connect();
    }

    private void connect() throws Exception {
        server = Packaged.start(
                "--data",
                data.toString(),
                "--lambda-endpoint",
                function.url(),
                "--failure-destination",
                function.url() + "/accounts");
        URI endpoint = URI.create("http://localhost:" + server.port());
        StaticCredentialsProvider credentials =
                StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret"));
        tables = DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials)
                .httpClient(UrlConnectionHttpClient.create())
                .build();
        mappings = LambdaClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials)
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    @AfterEach
    void stop() {
        disconnect();
        server.close();
        function.close();
    }

    private void disconnect() {
        mappings.close();
        tables.close();
    }

    private String createTable() {
        tables.createTable(create -> create.tableName(TABLE)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(KeySchemaElement.builder()
                        .attributeName("pk")
                        .keyType(KeyType.HASH)
                        .build())
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName("pk")
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .streamSpecification(
                        stream -> stream.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)));
        tables.waiter().waitUntilTableExists(describe -> describe.tableName(TABLE));
        return tables.describeTable(describe -> describe.tableName(TABLE))
                .table()
                .latestStreamArn();
    }

    private void put(String key, int value) {
        tables.putItem(put -> put.tableName(TABLE)
                .item(Map.of("pk", AttributeValue.fromS(key), "v", AttributeValue.fromN("" + value))));
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int wait = 0; wait < 3_000 && !condition.getAsBoolean(); wait++) {
            Thread.sleep(10);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    @Test
    void aMappingsLifeThroughTheSdk() throws Exception {
        String arn = createTable();
        CreateEventSourceMappingResponse made =
                mappings.createEventSourceMapping(create -> create.functionName("handle-orders")
                        .eventSourceArn(arn)
                        .startingPosition(EventSourcePosition.LATEST)
                        .functionResponseTypes(FunctionResponseType.REPORT_BATCH_ITEM_FAILURES)
                        .maximumRetryAttempts(0)
                        .destinationConfig(destinations -> destinations.onFailure(
                                failure -> failure.destination("arn:aws:sqs:us-east-1:000000000000:dead")))
                        .filterCriteria(criteria -> criteria.filters(Filter.builder()
                                .pattern("{\"dynamodb\":{\"Keys\":{\"pk\":{\"S\":[{\"prefix\":\"a\"}]}}}}")
                                .build())));
        assertThat(made.state()).isEqualTo("Creating");
        assertThat(made.functionArn()).isEqualTo("arn:aws:lambda:us-east-1:000000000000:function:handle-orders");
        function.behaviour = records -> records.stream()
                        .anyMatch(record -> FunctionEndpoint.value(record, "pk").equals("abad"))
                ? "{\"errorMessage\":\"bad\",\"errorType\":\"Error\"}"
                : "{\"batchItemFailures\":[]}";
        put("a1", 1);
        put("b1", 1);
        put("abad", 2);
        await(() -> function.records.size() == 2 && function.accounts.size() == 1);
        assertThat(function.paths).contains("/2015-03-31/functions/handle-orders/invocations");

        assertThat(mappings.listEventSourceMappingsPaginator(
                                list -> list.eventSourceArn(arn).maxItems(1))
                        .eventSourceMappings())
                .singleElement()
                .satisfies(mapping -> assertThat(mapping.uuid()).isEqualTo(made.uuid()));
        mappings.updateEventSourceMapping(update ->
                update.uuid(made.uuid()).filterCriteria(criteria -> {}).batchSize(7));
        put("b2", 3);
        await(() -> function.records.size() == 3);
        assertThat(mappings.getEventSourceMapping(get -> get.uuid(made.uuid()))).satisfies(mapping -> {
            assertThat(mapping.state()).isEqualTo("Enabled");
            assertThat(mapping.batchSize()).isEqualTo(7);
        });
        assertThatThrownBy(() -> mappings.createEventSourceMapping(create -> create.functionName("handle-orders")
                        .eventSourceArn(arn)
                        .startingPosition(EventSourcePosition.LATEST)))
                .isInstanceOf(ResourceConflictException.class);
        assertThatThrownBy(() -> mappings.createEventSourceMapping(create -> create.functionName("handle-orders")
                        .eventSourceArn(arn.replace(TABLE, "none"))
                        .startingPosition(EventSourcePosition.LATEST)))
                .isInstanceOf(InvalidParameterValueException.class)
                .hasMessageContaining("Stream not found");
        mappings.deleteEventSourceMapping(delete -> delete.uuid(made.uuid()));
        assertThatThrownBy(() -> mappings.getEventSourceMapping(get -> get.uuid(made.uuid())))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("The resource you requested does not exist.");
    }

    @Test
    void killedServersLoseNoCall() throws Exception {
        String arn = createTable();
        mappings.createEventSourceMapping(create -> create.functionName("handle-orders")
                .eventSourceArn(arn)
                .startingPosition(EventSourcePosition.TRIM_HORIZON)
                .parallelizationFactor(2)
                .batchSize(5));
        for (int round = 0; round < 40; round++) {
            for (int item = 0; item < 5; item++) {
                put("item" + item, round);
            }
            if (round % 15 == 14) {
                server.kill();
                disconnect();
                connect();
            }
        }
        await(() -> distinct().size() == 200);
        Map<String, Integer> newest = new HashMap<>();
        for (Map<String, @Nullable Object> record : function.records) {
            int value = Integer.parseInt(FunctionEndpoint.value(record, "v"));
            String item = FunctionEndpoint.value(record, "pk");
            assertThat(value).isLessThanOrEqualTo(newest.getOrDefault(item, -1) + 1);
            newest.merge(item, value, Math::max);
        }
    }

    private Set<String> distinct() {
        Set<String> ids = new TreeSet<>();
        synchronized (function.records) {
            function.records.forEach(record -> ids.add(String.valueOf(record.get("eventID"))));
        }
        return ids;
    }
}
