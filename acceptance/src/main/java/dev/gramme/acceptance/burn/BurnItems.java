package dev.gramme.acceptance.burn;

import dev.gramme.acceptance.load.Json;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Tables and items. What an item holds follows from its place and version, so that a single wrong byte is seen. A place
 * is {@code table:pk/sk}.
 */
final class BurnItems {
    static final List<String> TABLES = List.of("burn-a", "burn-b", "burn-c");
    /** An index that comes and goes. */
    static final String EXTRA_INDEX = "extra";
    /** The beginning of the partition keys of items that expire, and of counters that all clients raise. */
    static final String EXPIRING = "exp";

    static final String COUNTER = "counter";
    static final int COUNTERS = 3;
    /** The version of an item that is not there. */
    static final long ABSENT = 0;

    private static final int MOST_CHARACTERS = 2_500;

    private BurnItems() {}

    static String place(String table, String pk, int sk) {
        return table + ":" + pk + "/" + sk;
    }

    static String table(String place) {
        return place.substring(0, place.indexOf(':'));
    }

    /** {@code pk/sk}. */
    static String key(String place) {
        return place.substring(place.indexOf(':') + 1);
    }

    static boolean expires(String key) {
        return key.startsWith(EXPIRING);
    }

    static boolean isCounter(String key) {
        return key.startsWith(COUNTER);
    }

    /** The key's attributes, without braces. */
    private static String keyAttributes(String key) {
        int slash = key.indexOf('/');
        return "\"pk\":" + Json.s(key.substring(0, slash)) + ",\"sk\":" + Json.n(key.substring(slash + 1));
    }

    /** {@code "TableName":..,"Key":{..}}. */
    static String at(String place) {
        return "\"TableName\":\"" + table(place) + "\",\"Key\":" + keyOf(place);
    }

    static String keyOf(String place) {
        return "{" + keyAttributes(key(place)) + "}";
    }

    /** A whole item. */
    static String item(String place, long version) {
        return "{" + keyAttributes(key(place)) + "," + content(place, version) + "}";
    }

    /** The same, and it expires. */
    static String expiring(String place, long version, long second) {
        return "{" + keyAttributes(key(place)) + "," + content(place, version) + ",\"until\":"
                + Json.n(Long.toString(second)) + "}";
    }

    private static String content(String place, long version) {
        return "\"v\":" + Json.n(Long.toString(version)) + ",\"x\":" + Json.s("x" + version % 7)
                + (version % 6 == 0 ? "" : ",\"g\":" + Json.s("g" + version % 11)) + ",\"text\":"
                + Json.s(text(place, version));
    }

    /** An update that makes an item of any version into this one, without braces. */
    static String update(String place, long version) {
        String g = version % 6 == 0 ? " REMOVE g" : ", g = :g";
        String values = version % 6 == 0 ? "" : ",\":g\":" + Json.s("g" + version % 11);
        return at(place) + ",\"UpdateExpression\":\"SET v = :v, x = :x, #t = :t" + g
                + "\",\"ExpressionAttributeNames\":{\"#t\":\"text\"},\"ExpressionAttributeValues\":{\":v\":"
                + Json.n(Long.toString(version)) + ",\":x\":" + Json.s("x" + version % 7) + ",\":t\":"
                + Json.s(text(place, version)) + values;
    }

    /** The text of an item does not depend on its table, since restored tables have other names. */
    private static String text(String place, long version) {
        Random random = new Random(key(place).hashCode() * 31L + version);
        int length = random.nextInt(MOST_CHARACTERS);
        StringBuilder text = new StringBuilder(length);
        while (text.length() < length) {
            text.append((char) ('!' + random.nextInt(90)));
        }
        return text.toString();
    }

    static String key(Map<String, @Nullable Object> attributes) {
        return Json.object(attributes.get("pk")).get("S") + "/"
                + Json.object(attributes.get("sk")).get("N");
    }

    /** An item's version, or a counter's count. */
    static long version(Map<String, @Nullable Object> item) {
        Object v = item.get("v");
        return Long.parseLong(
                String.valueOf(Json.object(v == null ? item.get("n") : v).get("N")));
    }

    static boolean isWhole(Map<String, @Nullable Object> item) {
        String key = key(item);
        if (isCounter(key)) {
            return item.size() == 3;
        }
        Object until = item.get("until");
        long version = version(item);
        String whole = until == null
                ? item(":" + key, version)
                : expiring(
                        ":" + key,
                        version,
                        Long.parseLong(String.valueOf(Json.object(until).get("N"))));
        return item.equals(Json.object(Json.parse(whole)));
    }

    private static String attribute(String name, String type) {
        return "{\"AttributeName\":\"" + name + "\",\"AttributeType\":\"" + type + "\"}";
    }

    private static String keys(String hash, @Nullable String range) {
        return "[{\"AttributeName\":\"" + hash + "\",\"KeyType\":\"HASH\"}"
                + (range == null ? "" : ",{\"AttributeName\":\"" + range + "\",\"KeyType\":\"RANGE\"}") + "]";
    }

    private static String index(String name, String hash, @Nullable String range) {
        return "{\"IndexName\":\"" + name + "\",\"KeySchema\":" + keys(hash, range)
                + ",\"Projection\":{\"ProjectionType\":\"ALL\"}}";
    }

    /** A table with a local and a global index and a stream. */
    static String createTable(String table) {
        return "{\"TableName\":\"" + table + "\",\"BillingMode\":\"PAY_PER_REQUEST\",\"AttributeDefinitions\":["
                + attribute("pk", "S") + "," + attribute("sk", "N") + "," + attribute("x", "S") + ","
                + attribute("g", "S") + "],\"KeySchema\":" + keys("pk", "sk") + ",\"LocalSecondaryIndexes\":["
                + index("local", "pk", "x") + "],\"GlobalSecondaryIndexes\":[" + index("global", "g", "sk")
                + "],\"StreamSpecification\":{\"StreamEnabled\":true,\"StreamViewType\":\"NEW_AND_OLD_IMAGES\"}}";
    }

    static String addIndex(String table) {
        return "{\"TableName\":\"" + table + "\",\"AttributeDefinitions\":[" + attribute("x", "S") + ","
                + attribute("sk", "N") + "],\"GlobalSecondaryIndexUpdates\":[{\"Create\":"
                + index(EXTRA_INDEX, "x", "sk") + "}]}";
    }

    static String deleteIndex(String table) {
        return "{\"TableName\":\"" + table + "\",\"GlobalSecondaryIndexUpdates\":[{\"Delete\":{\"IndexName\":\""
                + EXTRA_INDEX + "\"}}]}";
    }
}
