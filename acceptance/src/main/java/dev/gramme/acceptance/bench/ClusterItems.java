package dev.gramme.acceptance.bench;

import dev.gramme.acceptance.load.ApiConnection;
import dev.gramme.acceptance.load.ServerProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The same requests to Gramme, with items of about as many bytes. */
final class ClusterItems {
    private static final String TEXT = "x".repeat(280);

    private final AtomicLong keys = new AtomicLong();

    private ClusterItems() {}

    /** By a connection of each thread's own, to the servers in turn. */
    @FunctionalInterface
    private interface Request {
        void send(ApiConnection connection, long number) throws IOException;
    }

    private static final class Connected implements ClusterLoad.Session {
        private final ApiConnection connection;
        private final Request request;

        Connected(ApiConnection connection, Request request) {
            this.connection = connection;
            this.request = request;
        }

        @Override
        public void send(long number) throws IOException {
            request.send(connection, number);
        }

        @Override
        public void close() throws IOException {
            connection.close();
        }
    }

    private static ClusterLoad.Client client(List<ServerProcess> servers, Request request) {
        return thread -> new Connected(new ApiConnection(servers.get(thread % servers.size())), request);
    }

    /** Makes the tables: one by partition key, spread over all partitions; one whose items lie in one partition. */
    static ClusterItems make(ServerProcess server) throws IOException {
        try (ApiConnection connection = new ApiConnection(server)) {
            connection.call("CreateTable", """
                    {"TableName":"items","BillingMode":"PAY_PER_REQUEST",
                    "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}],
                    "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}]}""");
            connection.call("CreateTable", """
                    {"TableName":"hot","BillingMode":"PAY_PER_REQUEST",
                    "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"},
                    {"AttributeName":"sk","AttributeType":"S"}],
                    "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},
                    {"AttributeName":"sk","KeyType":"RANGE"}]}""");
            for (int first = 0; first < ClusterPlain.ITEMS; first += 25) {
                List<String> puts = new ArrayList<>();
                for (int number = first; number < first + 25; number++) {
                    puts.add("{\"PutRequest\":{\"Item\":" + item("item-" + number) + "}}");
                }
                connection.call("BatchWriteItem", "{\"RequestItems\":{\"items\":[" + String.join(",", puts) + "]}}");
            }
        }
        return new ClusterItems();
    }

    private static String item(String key) {
        return "{\"pk\":{\"S\":\"" + key + "\"},\"text\":{\"S\":\"" + TEXT + "\"}}";
    }

    private static String key(long number) {
        return "{\"pk\":{\"S\":\"item-" + Math.floorMod(number, (long) ClusterPlain.ITEMS) + "\"}}";
    }

    /** Puts items that are not there, on that condition. */
    ClusterLoad.Client puts(ServerProcess... servers) {
        return client(
                List.of(servers),
                (connection, number) -> connection.call(
                        "PutItem",
                        "{\"TableName\":\"items\",\"Item\":" + item("new-" + keys.incrementAndGet())
                                + ",\"ConditionExpression\":\"attribute_not_exists(pk)\"}"));
    }

    /** The same into one partition. */
    ClusterLoad.Client hotPuts(ServerProcess... servers) {
        return client(
                List.of(servers),
                (connection, number) -> connection.call(
                        "PutItem",
                        "{\"TableName\":\"hot\",\"Item\":{\"pk\":{\"S\":\"hot\"},\"sk\":{\"S\":\"new-"
                                + keys.incrementAndGet() + "\"},\"text\":{\"S\":\"" + TEXT
                                + "\"}},\"ConditionExpression\":\"attribute_not_exists(pk)\"}"));
    }

    /**
     * Changes items that are there, on that condition; to another text each time, since the same would be no change.
     */
    ClusterLoad.Client updates(ServerProcess... servers) {
        return client(
                List.of(servers),
                (connection, number) -> connection.call(
                        "UpdateItem",
                        "{\"TableName\":\"items\",\"Key\":" + key(number) + ",\"UpdateExpression\":\"SET #t = :t\","
                                + "\"ConditionExpression\":\"attribute_exists(pk)\","
                                + "\"ExpressionAttributeNames\":{\"#t\":\"text\"},"
                                + "\"ExpressionAttributeValues\":{\":t\":{\"S\":\"" + TEXT + keys.incrementAndGet()
                                + "\"}}}"));
    }

    ClusterLoad.Client gets(boolean consistent, ServerProcess... servers) {
        return client(
                List.of(servers),
                (connection, number) -> connection.call(
                        "GetItem",
                        "{\"TableName\":\"items\",\"ConsistentRead\":" + consistent + ",\"Key\":" + key(number) + "}"));
    }
}
