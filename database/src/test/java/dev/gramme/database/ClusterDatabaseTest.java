package dev.gramme.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.identity.AccessKey;
import dev.gramme.database.testing.LocalServers;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several servers of one store: all answer, one leads, and what it changes is known to the others. */
@Timeout(60)
class ClusterDatabaseTest {
    private static final Map<String, Object> TABLE = Map.of(
            "TableName",
            "Things",
            "KeySchema",
            List.of(Map.of("AttributeName", "id", "KeyType", "HASH")),
            "AttributeDefinitions",
            List.of(Map.of("AttributeName", "id", "AttributeType", "S")),
            "BillingMode",
            "PAY_PER_REQUEST");
    /** More than a lease and what a leader adds to it. */
    private static final long LEASE_OVER_MILLIS = 13_000;

    /** More than a leader holds a poll that has come before. */
    private static final long POLL_OVER_MILLIS = 500;

    private final LocalServers servers = new LocalServers();
    private LocalServers.One leader;
    private LocalServers.One second;
    private LocalServers.One third;

    @BeforeEach
    void start() {
        leader = servers.start();
        second = servers.start();
        third = servers.start();
        leader.client().call("CreateTable", TABLE);
    }

    @AfterEach
    void stop() {
        servers.close();
    }

    private static Map<String, Object> item(String id) {
        return Map.of("id", Map.of("S", id), "group", Map.of("S", "g"));
    }

    private static void put(LocalServers.One server, String id) {
        server.client().call("PutItem", Map.of("TableName", "Things", "Item", item(id)));
    }

    private static Object get(LocalServers.One server, String id) {
        return server.client()
                .call(
                        "GetItem",
                        Map.of("TableName", "Things", "Key", Map.of("id", Map.of("S", id)), "ConsistentRead", true))
                .get("Item");
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int wait = 0; !condition.getAsBoolean(); wait++) {
            assertThat(wait).as("looks").isLessThan(1_500);
            Thread.sleep(10);
        }
    }

    @Test
    void allAnswerAndSeeOneAnothersWrites() {
        assertThat(leader.cluster().leads()).isTrue();
        assertThat(second.cluster().leads()).isFalse();
        put(second, "a");
        assertThat(get(third, "a")).isEqualTo(item("a"));
        assertThat(get(leader, "a")).isEqualTo(item("a"));
    }

    @Test
    void onlyItemsAreForAllServers() {
        assertThat(second.cluster().isForLeader("dynamodb:GetItem")).isFalse();
        assertThat(second.cluster().isForLeader("dynamodb:TransactWriteItems")).isFalse();
        assertThat(second.cluster().isForLeader("dynamodb:CreateTable")).isTrue();
        assertThat(second.cluster().isForLeader("kms:Encrypt")).isTrue();
        assertThat(leader.cluster().isForLeader("dynamodb:CreateTable")).isFalse();
        byte[] request = {1, 2, 3};
        assertThat(second.cluster().passOn(request)).isEqualTo(request);
    }

    @Test
    void whatIsChangedIsKnownToAllWhenTheCallReturns() {
        leader.client().call("DeleteTable", Map.of("TableName", "Things"));
        assertThatThrownBy(() -> put(second, "a"))
                .isInstanceOfSatisfying(
                        DynamoException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RESOURCE_NOT_FOUND));
        AccessKey key = leader.cluster().database().accessKeys().renewRootKey("000000000000");
        assertThat(third.cluster().database().credentials().find(key.id(), null))
                .isNotNull();
    }

    @Test
    void anIndexThatIsAddedMissesNoWriteOfAnotherServer() throws InterruptedException {
        for (int number = 0; number < 100; number++) {
            put(second, "before-" + number);
        }
        Thread writing = Thread.ofVirtual().start(() -> {
            for (int number = 0; number < 300; number++) {
                put(third, "while-" + number);
            }
        });
        leader.client()
                .call(
                        "UpdateTable",
                        Map.of(
                                "TableName",
                                "Things",
                                "AttributeDefinitions",
                                List.of(
                                        Map.of("AttributeName", "id", "AttributeType", "S"),
                                        Map.of("AttributeName", "group", "AttributeType", "S")),
                                "GlobalSecondaryIndexUpdates",
                                List.of(Map.of(
                                        "Create",
                                        Map.of(
                                                "IndexName",
                                                "ByGroup",
                                                "KeySchema",
                                                List.of(Map.of("AttributeName", "group", "KeyType", "HASH")),
                                                "Projection",
                                                Map.of("ProjectionType", "KEYS_ONLY"))))));
        leader.client().awaitActive("Things");
        writing.join();
        Map<String, Object> found = second.client()
                .call(
                        "Query",
                        Map.of(
                                "TableName",
                                "Things",
                                "IndexName",
                                "ByGroup",
                                "KeyConditionExpression",
                                "#g = :g",
                                "ExpressionAttributeNames",
                                Map.of("#g", "group"),
                                "ExpressionAttributeValues",
                                Map.of(":g", Map.of("S", "g"))));
        assertThat(found).containsEntry("Count", 400.0);
        await(() -> leader.client().describe("Things").get("ItemCount").equals(400.0));
        await(() -> leader.client()
                .describeGlobal("Things", "ByGroup")
                .get("ItemCount")
                .equals(400.0));
    }

    @Test
    void aChangeWaitsForServersThatAreNotHeardUntilTheirLeasesEnd() throws InterruptedException {
        second.cutOff(true);
        put(second, "a");
        Thread.sleep(POLL_OVER_MILLIS);
        leader.client().call("DeleteTable", Map.of("TableName", "Things"));
        // it still has leave to write to it, and does not know
        put(second, "b");
        Thread.sleep(1_500);
        assertThat(leader.client().describe("Things")).containsEntry("TableStatus", "DELETING");
        second.environment.jump(LEASE_OVER_MILLIS);
        assertThatThrownBy(() -> put(second, "c"))
                .isInstanceOfSatisfying(
                        DynamoException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE));
        leader.environment.jump(LEASE_OVER_MILLIS);
        await(() -> leader.cluster().leads() && !tables(leader).contains("Things"));
    }

    @Test
    void anotherOneLeadsWhenTheLeaderStops() throws InterruptedException {
        leader.cluster().close();
        await(() -> second.cluster().leads() || third.cluster().leads());
        LocalServers.One next = second.cluster().leads() ? second : third;
        LocalServers.One other = next == second ? third : second;
        next.client()
                .call(
                        "TagResource",
                        Map.of("ResourceArn", arn(next), "Tags", List.of(Map.of("Key", "k", "Value", "v"))));
        put(other, "a");
        assertThat(get(next, "a")).isEqualTo(item("a"));
        next.client().call("DeleteTable", Map.of("TableName", "Things"));
        await(() -> !tables(next).contains("Things"));
    }

    private static String arn(LocalServers.One server) {
        return (String) server.client().describe("Things").get("TableArn");
    }

    private static List<?> tables(LocalServers.One server) {
        return (List<?>) server.client().call("ListTables", Map.of()).get("TableNames");
    }

    @Test
    void theOthersAnswerOnWhenTheLeaderDies() throws InterruptedException {
        leader.kill();
        put(second, "a");
        assertThat(get(third, "a")).isEqualTo(item("a"));
        await(() -> {
            put(second, "again");
            return second.cluster().leads() || third.cluster().leads();
        });
        LocalServers.One next = second.cluster().leads() ? second : third;
        // there may be servers that it has not heard of: their leases must have ended before the table is gone
        next.client().call("DeleteTable", Map.of("TableName", "Things"));
        Thread.sleep(1_500);
        assertThat(next.client().describe("Things")).containsEntry("TableStatus", "DELETING");
        next.environment.jump(LEASE_OVER_MILLIS);
        await(() -> next.cluster().leads() && !tables(next).contains("Things"));
    }
}
