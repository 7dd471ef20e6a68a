package dev.gramme.acceptance;

import static dev.gramme.acceptance.Orders.TABLE;
import static dev.gramme.acceptance.SdkContract.n;
import static dev.gramme.acceptance.SdkContract.s;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gramme.acceptance.load.ServerProcess;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.Tag;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** The packaged server as an application with the asynchronous AWS SDK for Java v2 sees it, many calls at once. */
@Timeout(60)
class AsyncClientTest {
    private ServerProcess server;
    private DynamoDbAsyncClient client;

    @BeforeEach
    void open() throws Exception {
        server = Packaged.start("--in-memory");
        client = DynamoDbAsyncClient.builder()
                .endpointOverride(URI.create("http://localhost:" + server.port()))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .httpClient(NettyNioAsyncHttpClient.builder().maxConcurrency(16).build())
                .build();
    }

    @AfterEach
    void close() {
        if (client != null) {
            client.close();
        }
        if (server != null) {
            server.close();
        }
    }

    private static void all(Collection<? extends CompletableFuture<?>> calls) {
        CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new)).join();
    }

    @Test
    void anApplicationFromTableToTable() {
        makeTable();
        writeAndCount();
        readPages();
        readAndWriteBatches();
        transact();
        describe();
        changeAndDropTable();
    }

    private void makeTable() {
        client.createTable(Orders.table()
                        .billingMode(BillingMode.PAY_PER_REQUEST)
                        .globalSecondaryIndexes(index -> index.indexName("by-city")
                                .keySchema(Orders.key("city", KeyType.HASH), Orders.key("total", KeyType.RANGE))
                                .projection(shown -> shown.projectionType(ProjectionType.ALL)))
                        .build())
                .join();
        assertThat(client.waiter()
                        .waitUntilTableExists(table -> table.tableName(TABLE))
                        .join()
                        .matched()
                        .response())
                .isPresent();
    }

    private void writeAndCount() {
        List<CompletableFuture<?>> calls = new ArrayList<>();
        for (int at = 0; at < 200; at++) {
            int number = at;
            calls.add(client.putItem(put -> put.tableName(TABLE)
                    .item(Orders.order("ada", number, 1_000 - number, number % 2 == 0 ? "Gent" : "Namur"))));
            calls.add(client.updateItem(update -> update.tableName(TABLE)
                    .key(Orders.key("counter", 0))
                    .updateExpression("ADD hits :one")
                    .expressionAttributeValues(Map.of(":one", n(1)))));
        }
        all(calls);
        assertThat(client.getItem(get -> get.tableName(TABLE)
                                .key(Orders.key("counter", 0))
                                .consistentRead(true))
                        .join()
                        .item())
                .containsEntry("hits", n(200));
        assertThat(client.deleteItem(delete -> delete.tableName(TABLE)
                                .key(Orders.key("counter", 0))
                                .returnValues(ReturnValue.ALL_OLD))
                        .join()
                        .attributes())
                .hasSize(3);
        assertThatThrownBy(() -> client.putItem(put -> put.tableName(TABLE)
                                .item(Orders.order("ada", 7, 0, "Gent"))
                                .conditionExpression("attribute_not_exists(customer)")
                                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                        .join())
                .cause()
                .isInstanceOfSatisfying(
                        ConditionalCheckFailedException.class,
                        e -> assertThat(e.item()).isEqualTo(Orders.order("ada", 7, 993, "Namur")));
    }

    private void readPages() {
        Queue<Map<String, AttributeValue>> seen = new ConcurrentLinkedQueue<>();
        client.queryPaginator(query -> query.tableName(TABLE)
                        .indexName("by-city")
                        .keyConditionExpression("city = :c AND #t < :most")
                        .filterExpression("#n <> :not")
                        .expressionAttributeNames(Map.of("#t", "total", "#n", "number"))
                        .expressionAttributeValues(Map.of(":c", s("Gent"), ":most", n(900), ":not", n(150)))
                        .limit(7))
                .items()
                .subscribe(seen::add)
                .join();
        List<Integer> totals = Orders.totals(List.copyOf(seen));
        assertThat(totals).hasSize(48).isSorted().doesNotContain(850);
        seen.clear();
        client.scanPaginator(scan -> scan.tableName(TABLE).indexName("by-total").limit(33))
                .items()
                .subscribe(seen::add)
                .join();
        assertThat(seen).hasSize(200).allMatch(item -> item.size() == 4);
    }

    private void readAndWriteBatches() {
        List<WriteRequest> writes = new ArrayList<>();
        List<Map<String, AttributeValue>> keys = new ArrayList<>();
        for (int at = 0; at < 25; at++) {
            Map<String, AttributeValue> item = Orders.order("grace", at, at, "Brugge");
            writes.add(WriteRequest.builder()
                    .putRequest(PutRequest.builder().item(item).build())
                    .build());
            keys.add(Orders.key("grace", at));
        }
        assertThat(client.batchWriteItem(batch -> batch.requestItems(Map.of(TABLE, writes)))
                        .join()
                        .unprocessedItems())
                .isEmpty();
        KeysAndAttributes wanted = KeysAndAttributes.builder()
                .keys(keys)
                .projectionExpression("#t")
                .expressionAttributeNames(Map.of("#t", "total"))
                .build();
        Queue<Map<String, AttributeValue>> seen = new ConcurrentLinkedQueue<>();
        client.batchGetItemPaginator(batch -> batch.requestItems(Map.of(TABLE, wanted)))
                .subscribe(page -> seen.addAll(page.responses().get(TABLE)))
                .join();
        assertThat(Orders.totals(List.copyOf(seen))).hasSize(25).contains(0, 24);
    }

    private void transact() {
        List<TransactWriteItem> both = List.of(
                TransactWriteItem.builder()
                        .put(put -> put.tableName(TABLE).item(Orders.order("tx", 1, 10, "Liège")))
                        .build(),
                TransactWriteItem.builder()
                        .update(update -> update.tableName(TABLE)
                                .key(Orders.key("tx", 2))
                                .updateExpression("ADD #t :one")
                                .expressionAttributeNames(Map.of("#t", "total"))
                                .expressionAttributeValues(Map.of(":one", n(1))))
                        .build());
        for (int time = 0; time < 2; time++) {
            client.transactWriteItems(write -> write.clientRequestToken("once").transactItems(both))
                    .join();
        }
        assertThat(client.transactGetItems(read -> read.transactItems(
                                item -> item.get(get -> get.tableName(TABLE).key(Orders.key("tx", 1))),
                                item -> item.get(get -> get.tableName(TABLE).key(Orders.key("tx", 2)))))
                        .join()
                        .responses())
                .extracting(response -> response.item().get("total"))
                .containsExactly(n(10), n(1));
        assertThatThrownBy(() -> client.transactWriteItems(write -> write.transactItems(
                                item -> item.delete(
                                        delete -> delete.tableName(TABLE).key(Orders.key("tx", 2))),
                                item -> item.conditionCheck(check -> check.tableName(TABLE)
                                        .key(Orders.key("tx", 1))
                                        .conditionExpression("city = :c")
                                        .expressionAttributeValues(Map.of(":c", s("Gent")))
                                        .returnValuesOnConditionCheckFailure(
                                                ReturnValuesOnConditionCheckFailure.ALL_OLD))))
                        .join())
                .cause()
                .isInstanceOfSatisfying(TransactionCanceledException.class, e -> {
                    assertThat(e.cancellationReasons())
                            .extracting(CancellationReason::code)
                            .containsExactly("None", "ConditionalCheckFailed");
                    assertThat(e.cancellationReasons().getLast().item()).containsEntry("city", s("Liège"));
                });
    }

    private void describe() {
        String arn = client.describeTable(table -> table.tableName(TABLE))
                .join()
                .table()
                .tableArn();
        client.tagResource(tag -> tag.resourceArn(arn)
                        .tags(Tag.builder().key("a").value("b").build()))
                .join();
        List<Tag> tags = new ArrayList<>();
        client.listTagsOfResource(list -> list.resourceArn(arn)).join().tags().forEach(tags::add);
        assertThat(tags).extracting(Tag::value).containsExactly("b");
        assertThat(client.describeLimits().join().tableMaxReadCapacityUnits()).isPositive();
        assertThat(client.describeEndpoints().join().endpoints())
                .singleElement()
                .satisfies(endpoint -> assertThat(endpoint.address()).isEqualTo("localhost:" + server.port()));
    }

    private void changeAndDropTable() {
        client.updateTable(table -> table.tableName(TABLE)
                        .globalSecondaryIndexUpdates(index -> index.delete(gone -> gone.indexName("by-city"))))
                .join();
        client.waiter().waitUntilTableExists(table -> table.tableName(TABLE)).join();
        client.deleteTable(table -> table.tableName(TABLE)).join();
        client.waiter().waitUntilTableNotExists(table -> table.tableName(TABLE)).join();
        List<String> names = new ArrayList<>();
        client.listTablesPaginator().tableNames().subscribe(names::add).join();
        assertThat(names).isEmpty();
    }
}
