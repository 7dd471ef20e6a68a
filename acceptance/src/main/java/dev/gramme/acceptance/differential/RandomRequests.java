package dev.gramme.acceptance.differential;

import dev.gramme.acceptance.load.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Requests drawn by a seed: mostly sensible ones on few items, so that they meet each other, and some that are wrong.
 */
final class RandomRequests {
    /** A request as JSON. */
    record Request(String operation, String body) {}

    /** A table: the types of its keys, an empty range type for none. */
    record Table(String name, String hashType, String rangeType) {}

    static final List<Table> TABLES = List.of(
            new Table("hashS", "S", ""),
            new Table("sortN", "S", "N"),
            new Table("sortS", "N", "S"),
            new Table("sortB", "B", "B"));

    private static final List<String> ATTRIBUTES = List.of("a", "b", "c", "d", "e");
    private static final List<String> RETURNS = List.of("NONE", "ALL_OLD", "UPDATED_OLD", "ALL_NEW", "UPDATED_NEW");

    private final Random random;
    private final List<String> values = new ArrayList<>();

    RandomRequests(long seed) {
        this.random = new Random(seed);
    }

    static Request create(Table table) {
        boolean sorted = !table.rangeType().isEmpty();
        return new Request(
                "CreateTable",
                "{\"TableName\":\"" + table.name()
                        + "\",\"AttributeDefinitions\":[{\"AttributeName\":\"pk\",\"AttributeType\":\""
                        + table.hashType() + "\"}"
                        + (sorted ? ",{\"AttributeName\":\"sk\",\"AttributeType\":\"" + table.rangeType() + "\"}" : "")
                        + "],\"KeySchema\":[{\"AttributeName\":\"pk\",\"KeyType\":\"HASH\"}"
                        + (sorted ? ",{\"AttributeName\":\"sk\",\"KeyType\":\"RANGE\"}" : "")
                        + "],\"BillingMode\":\"PAY_PER_REQUEST\"}");
    }

    Request next() {
        values.clear();
        Table table = pick(TABLES);
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> put(table);
            case 3, 4, 5 -> update(table);
            case 6 -> new Request("DeleteItem", body(table, "\"Key\":" + key(table) + condition() + returns()));
            case 7, 8 -> new Request("GetItem", body(table, "\"Key\":" + key(table) + projection()));
            case 9 -> query(table);
            case 10 -> scan(table);
            default -> batch(table);
        };
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private String body(Table table, String rest) {
        String bound = values.isEmpty() ? "" : ",\"ExpressionAttributeValues\":{" + String.join(",", values) + "}";
        String name = chance(150) ? "missing" : table.name();
        return "{\"TableName\":\"" + name + "\"," + rest + bound + capacity() + "}";
    }

    private String capacity() {
        return chance(3) ? ",\"ReturnConsumedCapacity\":\"" + pick(List.of("TOTAL", "INDEXES", "NONE")) + "\"" : "";
    }

    private String returns() {
        return chance(2) ? ",\"ReturnValues\":\"" + pick(RETURNS) + "\"" : "";
    }

    private String keyValue(String type) {
        return switch (chance(80) ? pick(List.of("S", "N", "B")) : type) {
            case "S" -> Json.s(chance(60) ? "" : pick(List.of("k", "kk", "ka", "l", "é", "z1")));
            case "N" -> Json.n(pick(List.of("0", "1", "-1", "10", "2.5", "-3e2")));
            default -> "{\"B\":\"" + pick(List.of("AA==", "AAE=", "AQ==", "/w==")) + "\"}";
        };
    }

    private String key(Table table) {
        return "{" + keyAttributes(table) + (chance(80) ? ",\"x\":" + Json.n("1") : "") + "}";
    }

    private String keyAttributes(Table table) {
        boolean sorted = !table.rangeType().isEmpty() && !chance(80);
        return "\"pk\":" + keyValue(table.hashType()) + (sorted ? ",\"sk\":" + keyValue(table.rangeType()) : "");
    }

    private String value(int depth) {
        return switch (random.nextInt(depth > 2 ? 6 : 12)) {
            case 0, 1 ->
                Json.n(pick(List.of("0", "1", "2", "-5", "3.25", "1e10", "100000000000000000000000000000000001")));
            case 2, 3 -> Json.s(pick(List.of("", "x", "xy", "yx", "ü")));
            case 4 -> pick(List.of("{\"BOOL\":true}", "{\"BOOL\":false}", "{\"NULL\":true}"));
            case 5 -> "{\"B\":\"" + pick(List.of("eA==", "eHk=", "")) + "\"}";
            case 6 -> "{\"SS\":" + pick(List.of("[\"x\"]", "[\"x\",\"y\"]", "[\"y\",\"z\"]")) + "}";
            case 7 -> "{\"NS\":" + pick(List.of("[\"1\"]", "[\"1\",\"2\"]", "[\"2\",\"3.0\"]")) + "}";
            case 8, 9 -> "{\"L\":[" + value(depth + 1) + "," + value(depth + 1) + "]}";
            default -> "{\"M\":{\"a\":" + value(depth + 1) + ",\"b\":" + value(depth + 1) + "}}";
        };
    }

    private String placeholder() {
        return placeholder(value(1));
    }

    private String placeholder(String value) {
        String name = ":v" + values.size();
        values.add("\"" + name + "\":" + value);
        return name;
    }

    private String path() {
        String path = pick(ATTRIBUTES);
        while (chance(3)) {
            path += chance(2) ? "." + pick(List.of("a", "b")) : "[" + random.nextInt(3) + "]";
        }
        return path;
    }

    private Request put(Table table) {
        StringBuilder item = new StringBuilder("{" + keyAttributes(table));
        for (String attribute : ATTRIBUTES) {
            if (chance(2)) {
                item.append(",\"").append(attribute).append("\":").append(value(0));
            }
        }
        return new Request("PutItem", body(table, "\"Item\":" + item + "}" + condition() + returns()));
    }

    private String condition() {
        if (!chance(3)) {
            return "";
        }
        return ",\"ConditionExpression\":" + Json.quote(conditionText(0))
                + (chance(2) ? ",\"ReturnValuesOnConditionCheckFailure\":\"ALL_OLD\"" : "");
    }

    private String conditionText(int depth) {
        return switch (random.nextInt(depth > 2 ? 9 : 12)) {
            case 0, 1 -> "attribute_exists(" + path() + ")";
            case 2 -> "attribute_not_exists(" + path() + ")";
            case 3, 4 -> path() + " " + pick(List.of("=", "<>", "<", "<=", ">", ">=")) + " " + placeholder();
            case 5 -> "contains(" + path() + ", " + placeholder() + ")";
            case 6 -> "begins_with(" + path() + ", " + placeholder(Json.s(pick(List.of("", "x", "k")))) + ")";
            case 7 ->
                "size(" + path() + ") " + pick(List.of("=", "<", ">")) + " "
                        + placeholder(Json.n("" + random.nextInt(3)));
            case 8 ->
                chance(2)
                        ? path() + " IN (" + placeholder() + ", " + placeholder() + ")"
                        : "attribute_type(" + path() + ", "
                                + placeholder(Json.s(pick(List.of("S", "N", "L", "M", "SS")))) + ")";
            case 9 -> "NOT " + conditionText(depth + 1);
            case 10 -> conditionText(depth + 1) + " OR " + conditionText(depth + 1);
            default -> "(" + conditionText(depth + 1) + " AND " + conditionText(depth + 1) + ")";
        };
    }

    private Request update(Table table) {
        List<String> clauses = new ArrayList<>();
        if (chance(2)) {
            clauses.add("SET " + path() + " = " + setValue() + (chance(3) ? ", " + path() + " = " + setValue() : ""));
        }
        if (chance(4)) {
            clauses.add("REMOVE " + path() + (chance(3) ? ", " + path() : ""));
        }
        if (chance(4)) {
            clauses.add("ADD " + path() + " " + placeholder());
        }
        if (chance(5)) {
            clauses.add("DELETE " + path() + " " + placeholder());
        }
        String update = clauses.isEmpty() ? "" : ",\"UpdateExpression\":" + Json.quote(String.join(" ", clauses));
        return new Request("UpdateItem", body(table, "\"Key\":" + key(table) + update + condition() + returns()));
    }

    private String setValue() {
        return switch (random.nextInt(6)) {
            case 0 -> path();
            case 1 -> path() + " " + pick(List.of("+", "-")) + " " + placeholder(Json.n("" + random.nextInt(5)));
            case 2 -> "if_not_exists(" + path() + ", " + placeholder() + ")";
            case 3 -> "list_append(" + path() + ", " + placeholder("{\"L\":[" + value(2) + "]}") + ")";
            default -> placeholder();
        };
    }

    private String projection() {
        if (!chance(3)) {
            return "";
        }
        return ",\"ProjectionExpression\":\"" + path() + (chance(2) ? ", " + path() : "") + "\"";
    }

    private Request query(Table table) {
        StringBuilder keys = new StringBuilder("pk = " + placeholder(keyValue(table.hashType())));
        if (!table.rangeType().isEmpty() && chance(2)) {
            keys.append(" AND ").append(sortCondition(table.rangeType()));
        }
        String filter = chance(3) ? ",\"FilterExpression\":" + Json.quote(conditionText(1)) : "";
        String more = (chance(3) ? ",\"Limit\":" + (1 + random.nextInt(3)) : "")
                + (chance(2) ? ",\"ScanIndexForward\":false" : "")
                + (chance(2) ? ",\"ConsistentRead\":true" : "")
                + (chance(6) ? ",\"Select\":\"COUNT\"" : projection());
        return new Request(
                "Query", body(table, "\"KeyConditionExpression\":" + Json.quote(keys.toString()) + filter + more));
    }

    private String sortCondition(String type) {
        return switch (random.nextInt(6)) {
            case 0 -> "sk BETWEEN " + placeholder(keyValue(type)) + " AND " + placeholder(keyValue(type));
            case 1 -> "begins_with(sk, " + placeholder(keyValue(type)) + ")";
            default -> "sk " + pick(List.of("=", "<", "<=", ">", ">=")) + " " + placeholder(keyValue(type));
        };
    }

    private Request scan(Table table) {
        String filter = chance(2) ? ",\"FilterExpression\":" + Json.quote(conditionText(0)) : "";
        return new Request("Scan", body(table, "\"ConsistentRead\":" + chance(2) + filter + projection()));
    }

    private Request batch(Table table) {
        if (chance(2)) {
            return new Request(
                    "BatchGetItem",
                    "{\"RequestItems\":{\"" + table.name() + "\":{\"Keys\":[" + key(table) + "," + key(table) + "]}}"
                            + capacity() + "}");
        }
        return new Request(
                "BatchWriteItem",
                "{\"RequestItems\":{\"" + table.name() + "\":[{\"PutRequest\":{\"Item\":{" + keyAttributes(table)
                        + ",\"a\":" + value(0) + "}}},{\"DeleteRequest\":{\"Key\":" + key(table) + "}}]}" + capacity()
                        + "}");
    }
}
