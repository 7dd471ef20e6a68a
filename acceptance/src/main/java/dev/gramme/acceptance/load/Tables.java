package dev.gramme.acceptance.load;

import java.io.IOException;

/** Makes tables and waits until they can be used. */
public final class Tables {
    private Tables() {}

    /** Makes an on-demand table with the string key {@code pk} and, if asked for, the number sort key {@code sk}. */
    public static void create(ApiConnection connection, String name, boolean sorted)
            throws IOException, InterruptedException {
        String range = sorted ? ",{\"AttributeName\":\"sk\",\"AttributeType\":\"N\"}" : "";
        String rangeKey = sorted ? ",{\"AttributeName\":\"sk\",\"KeyType\":\"RANGE\"}" : "";
        connection.call(
                "CreateTable",
                "{\"TableName\":\"" + name
                        + "\",\"AttributeDefinitions\":[{\"AttributeName\":\"pk\",\"AttributeType\":\"S\"}" + range
                        + "],\"KeySchema\":[{\"AttributeName\":\"pk\",\"KeyType\":\"HASH\"}" + rangeKey
                        + "],\"BillingMode\":\"PAY_PER_REQUEST\"}");
        String describe = "{\"TableName\":\"" + name + "\"}";
        while (!connection.call("DescribeTable", describe).contains("\"TableStatus\":\"ACTIVE\"")) {
            Thread.sleep(50);
        }
    }
}
