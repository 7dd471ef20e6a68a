package dev.gramme.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gramme.server.Server;
import dev.gramme.server.ServerConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.enhanced.dynamodb.model.Page;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.TransactGetItemsEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.TransactWriteItemsEnhancedRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** What an application does with beans and the DynamoDB Enhanced client. */
@Timeout(60)
class EnhancedClientTest {
    private Server server;
    private DynamoDbClient plain;
    private DynamoDbEnhancedClient client;
    private DynamoDbTable<Order> orders;

    @BeforeEach
    void open() throws IOException {
        server = Server.start(ServerConfig.inMemory());
        plain = SdkContract.client(server);
        client = DynamoDbEnhancedClient.builder().dynamoDbClient(plain).build();
        orders = client.table("orders", TableSchema.fromBean(Order.class));
        orders.createTable(table -> table.globalSecondaryIndices(index ->
                        index.indexName("by-city").projection(shown -> shown.projectionType(ProjectionType.ALL)))
                .localSecondaryIndices(index -> index.indexName("by-total")
                        .projection(shown -> shown.projectionType(ProjectionType.KEYS_ONLY))));
        plain.waiter().waitUntilTableExists(table -> table.tableName("orders"));
    }

    @AfterEach
    void close() {
        plain.close();
        server.close();
    }

    private static Key key(String customer, int number) {
        return Key.builder().partitionValue(customer).sortValue(number).build();
    }

    private void fill() {
        for (int number = 0; number < 50; number++) {
            orders.putItem(Order.of("ann", number, number % 2 == 0 ? "Lille" : "Gent", 1_000 - number));
        }
    }

    @Test
    void beansComeAndGo() {
        orders.putItem(Order.of("ann", 1, "Lille", 10));
        assertThat(orders.getItem(key("ann", 1)).getCity()).isEqualTo("Lille");
        Order order = orders.getItem(key("ann", 1));
        order.setTotal(20);
        assertThat(orders.updateItem(order).getTotal()).isEqualTo(20);
        assertThat(orders.deleteItem(key("ann", 1)).getTotal()).isEqualTo(20);
        assertThat(orders.getItem(key("ann", 1))).isNull();
    }

    @Test
    void theSecondOfTwoWritersOfOneVersionFails() {
        orders.putItem(Order.of("ann", 1, "Lille", 10));
        Order first = orders.getItem(key("ann", 1));
        Order second = orders.getItem(key("ann", 1));
        first.setTotal(11);
        Order written = orders.updateItem(first);
        assertThat(written.getVersion()).isEqualTo(first.getVersion() + 1);
        second.setTotal(12);
        assertThatThrownBy(() -> orders.updateItem(second)).isInstanceOf(ConditionalCheckFailedException.class);
        assertThat(orders.getItem(key("ann", 1)).getTotal()).isEqualTo(11);
    }

    @Test
    void indexesAreReadPageByPageInTheirOrder() {
        fill();
        List<Integer> totals = new ArrayList<>();
        int pages = 0;
        for (Page<Order> page : orders.index("by-city")
                .query(QueryEnhancedRequest.builder()
                        .queryConditional(QueryConditional.keyEqualTo(
                                Key.builder().partitionValue("Lille").build()))
                        .limit(7)
                        .build())) {
            pages++;
            page.items().forEach(order -> totals.add(order.getTotal()));
        }
        assertThat(pages).isGreaterThan(3);
        assertThat(totals).hasSize(25).isSorted().startsWith(952).endsWith(1_000);

        List<Integer> numbers = new ArrayList<>();
        orders.index("by-total")
                .query(QueryConditional.sortBetween(key("ann", 990), key("ann", 995)))
                .forEach(page -> page.items().forEach(order -> numbers.add(order.getNumber())));
        assertThat(numbers).containsExactly(10, 9, 8, 7, 6, 5);
        assertThat(orders.index("by-city").scan().stream()
                        .flatMap(page -> page.items().stream())
                        .count())
                .isEqualTo(50);
    }

    @Test
    void transactionsAreAllOrNothing() {
        orders.putItem(Order.of("ann", 1, "Lille", 10));
        TransactWriteItemsEnhancedRequest refused = TransactWriteItemsEnhancedRequest.builder()
                .addPutItem(orders, Order.of("bob", 1, "Gent", 5))
                .addConditionCheck(
                        orders,
                        ConditionCheck.builder()
                                .key(key("ann", 2))
                                .conditionExpression(Expression.builder()
                                        .expression("attribute_exists(customer)")
                                        .build())
                                .build())
                .build();
        assertThatThrownBy(() -> client.transactWriteItems(refused))
                .isInstanceOfSatisfying(
                        TransactionCanceledException.class,
                        cancelled -> assertThat(cancelled.cancellationReasons())
                                .extracting(reason -> reason.code())
                                .containsExactly("None", "ConditionalCheckFailed"));
        assertThat(orders.getItem(key("bob", 1))).isNull();

        client.transactWriteItems(TransactWriteItemsEnhancedRequest.builder()
                .addPutItem(orders, Order.of("bob", 1, "Gent", 5))
                .addDeleteItem(orders, key("ann", 1))
                .build());
        var read = client.transactGetItems(TransactGetItemsEnhancedRequest.builder()
                .addGetItem(orders, key("bob", 1))
                .addGetItem(orders, key("ann", 1))
                .build());
        assertThat(read.get(0).getItem(orders).getTotal()).isEqualTo(5);
        assertThat(read.get(1).getItem(orders)).isNull();
    }
}
