package dev.gramme.acceptance.bench;

import dev.gramme.acceptance.load.ApiConnection;
import dev.gramme.acceptance.load.ServerProcess;
import dev.gramme.acceptance.load.Tables;
import java.io.IOException;
import java.util.List;
import java.util.Random;

/** Fills the tables that are measured. */
final class Fill {
    private static final int BATCH = 25;
    private static final String INDEXED = """
            {"TableName": "indexed", "BillingMode": "PAY_PER_REQUEST",
             "AttributeDefinitions": [
               {"AttributeName": "pk", "AttributeType": "S"}, {"AttributeName": "sk", "AttributeType": "N"},
               {"AttributeName": "city", "AttributeType": "S"}, {"AttributeName": "day", "AttributeType": "N"}],
             "KeySchema": [
               {"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
             "LocalSecondaryIndexes": [
               {"IndexName": "by-day", "Projection": {"ProjectionType": "ALL"}, "KeySchema": [
                 {"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "day", "KeyType": "RANGE"}]}],
             "GlobalSecondaryIndexes": [
               {"IndexName": "by-city", "Projection": {"ProjectionType": "ALL"}, "KeySchema": [
                 {"AttributeName": "city", "KeyType": "HASH"}, {"AttributeName": "day", "KeyType": "RANGE"}]},
               {"IndexName": "by-day-all", "Projection": {"ProjectionType": "ALL"}, "KeySchema": [
                 {"AttributeName": "day", "KeyType": "HASH"}]}]}
            """;

    private static final String STREAMED = """
            {"TableName": "streamed", "BillingMode": "PAY_PER_REQUEST",
             "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
             "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
             "StreamSpecification": {"StreamEnabled": true, "StreamViewType": "NEW_AND_OLD_IMAGES"}}
            """;

    private Fill() {}

    /** Makes all tables; one that a server refuses is missing there, and requests to it are answered so. */
    static void tables(ServerProcess server) throws IOException, InterruptedException {
        try (ApiConnection connection = new ApiConnection(server)) {
            for (String table : List.of("items", "loaded", Deletes.TABLE, "recoverable", "delivered")) {
                Tables.create(connection, table, false);
            }
            Tables.create(connection, "sorted", true);
            connection.tryCall("CreateTable", INDEXED);
            connection.tryCall("CreateTable", STREAMED);
            // Other servers refuse this and a destination, and are measured without.
            connection.tryCall(
                    "UpdateContinuousBackups",
                    "{\"TableName\":\"recoverable\",\"PointInTimeRecoverySpecification\":"
                            + "{\"PointInTimeRecoveryEnabled\":true}}");
            connection.tryCall(
                    "EnableKinesisStreamingDestination",
                    "{\"TableName\":\"delivered\",\"StreamArn\":"
                            + "\"arn:aws:kinesis:us-east-1:000000000000:stream/delivered\"}");
            items(connection, "items", 0, Workload.ITEMS);
            Random random = new Random(1);
            for (int partition = 0; partition < Workload.PARTITIONS; partition++) {
                for (int from = 0; from < 50; from += BATCH) {
                    StringBuilder writes = new StringBuilder();
                    for (int at = from; at < from + BATCH; at++) {
                        add(writes, Workload.sortedItem(partition, at, random));
                    }
                    connection.call("BatchWriteItem", "{\"RequestItems\":{\"sorted\":[" + writes + "]}}");
                }
            }
        }
    }

    /** Puts the items of a range of numbers into a table. */
    static void items(ApiConnection connection, String table, int from, int to) throws IOException {
        Random random = new Random(from);
        for (int first = from; first < to; first += BATCH) {
            StringBuilder writes = new StringBuilder();
            for (int at = first; at < Math.min(first + BATCH, to); at++) {
                add(writes, Workload.item(at, random));
            }
            connection.call("BatchWriteItem", "{\"RequestItems\":{\"" + table + "\":[" + writes + "]}}");
        }
    }

    private static void add(StringBuilder writes, String item) {
        writes.append(writes.isEmpty() ? "" : ",")
                .append("{\"PutRequest\":{\"Item\":")
                .append(item)
                .append("}}");
    }
}
