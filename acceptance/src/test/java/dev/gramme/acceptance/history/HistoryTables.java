package dev.gramme.acceptance.history;

import dev.gramme.acceptance.load.ApiConnection;
import dev.gramme.acceptance.load.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The tables that lists lie in, all with a stream: one with the hash key alone, one with a global index whose entries
 * move with each write, one with a sort key and a local index. An item is a list {@code l} of numbers, their count
 * {@code n} and the last one {@code b}. A key is {@code table/name}; its items are all in one collection of the last
 * table.
 */
public final class HistoryTables {
    static final String PLAIN = "history-plain";
    static final String INDEXED = "history-indexed";
    static final String SORTED = "history-sorted";
    public static final List<String> ALL = List.of(PLAIN, INDEXED, SORTED);
    static final String INDEX = "by-last";

    private HistoryTables() {}

    /** Makes them and waits until they can be used. */
    public static void create(ApiConnection connection) throws IOException, InterruptedException {
        create(connection, PLAIN, "", "");
        create(
                connection,
                INDEXED,
                attribute("b", "N"),
                ",\"GlobalSecondaryIndexes\":[{\"IndexName\":\"" + INDEX + "\",\"KeySchema\":[" + key("b", "HASH")
                        + "],\"Projection\":{\"ProjectionType\":\"ALL\"}}]");
        create(
                connection,
                SORTED,
                attribute("sk", "S") + attribute("b", "N"),
                ",\"LocalSecondaryIndexes\":[{\"IndexName\":\"" + INDEX + "\",\"KeySchema\":["
                        + key("pk", "HASH") + "," + key("b", "RANGE")
                        + "],\"Projection\":{\"ProjectionType\":\"KEYS_ONLY\"}}]");
    }

    private static String attribute(String name, String type) {
        return ",{\"AttributeName\":\"" + name + "\",\"AttributeType\":\"" + type + "\"}";
    }

    private static String key(String name, String type) {
        return "{\"AttributeName\":\"" + name + "\",\"KeyType\":\"" + type + "\"}";
    }

    private static void create(ApiConnection connection, String table, String attributes, String more)
            throws IOException, InterruptedException {
        connection.call(
                "CreateTable",
                "{\"TableName\":\"" + table + "\",\"BillingMode\":\"PAY_PER_REQUEST\",\"AttributeDefinitions\":["
                        + attribute("pk", "S").substring(1) + attributes + "],\"KeySchema\":[" + key("pk", "HASH")
                        + (table.equals(SORTED) ? "," + key("sk", "RANGE") : "") + "],\"StreamSpecification\":"
                        + "{\"StreamEnabled\":true,\"StreamViewType\":\"NEW_AND_OLD_IMAGES\"}" + more + "}");
        String describe = "{\"TableName\":\"" + table + "\"}";
        while (!connection.call("DescribeTable", describe).contains("\"TableStatus\":\"ACTIVE\"")) {
            Thread.sleep(50);
        }
    }

    /** Keys of their own for one round of a test, spread over all tables. */
    public static List<String> keys(String round, int countInEach) {
        List<String> keys = new ArrayList<>();
        for (String table : ALL) {
            for (int number = 0; number < countInEach; number++) {
                keys.add(table + "/" + round + "-" + number);
            }
        }
        return keys;
    }

    static String table(String key) {
        return key.substring(0, key.indexOf('/'));
    }

    /** The attributes of a key, without braces. */
    static String attributes(String key) {
        String name = key.substring(key.indexOf('/') + 1);
        // a round's items of the table with a sort key are one collection
        return table(key).equals(SORTED)
                ? "\"pk\":" + Json.s(name.substring(0, name.lastIndexOf('-'))) + ",\"sk\":" + Json.s(name)
                : "\"pk\":" + Json.s(name);
    }

    static String key(String table, Map<String, Object> attributes) {
        Object name =
                Json.object(attributes.get(table.equals(SORTED) ? "sk" : "pk")).get("S");
        return table + "/" + name;
    }

    /** {@code "TableName":..,"Key":{..}} */
    static String place(String key) {
        return "\"TableName\":\"" + table(key) + "\",\"Key\":{" + attributes(key) + "}";
    }

    /** The values in an item; none where there is no item. */
    static List<Long> values(Object item) {
        List<Long> values = new ArrayList<>();
        if (item != null) {
            Map<String, Object> attributes = Json.object(item);
            for (Object value : Json.array(Json.object(attributes.get("l")).get("L"))) {
                values.add(number(value));
            }
            if (number(attributes.get("n")) != values.size()
                    || !number(attributes.get("b")).equals(values.getLast())) {
                throw new IllegalStateException("An item whose parts do not fit together: " + item);
            }
        }
        return values;
    }

    private static Long number(Object attribute) {
        return Long.valueOf((String) Json.object(attribute).get("N"));
    }

    /** A whole item that holds these values, without braces. */
    static String item(String key, List<Long> values) {
        StringBuilder list = new StringBuilder();
        for (Long value : values) {
            list.append(list.isEmpty() ? "" : ",").append(Json.n(value.toString()));
        }
        return attributes(key) + ",\"l\":{\"L\":[" + list + "]},\"n\":" + Json.n(Integer.toString(values.size()))
                + ",\"b\":" + Json.n(values.getLast().toString());
    }
}
