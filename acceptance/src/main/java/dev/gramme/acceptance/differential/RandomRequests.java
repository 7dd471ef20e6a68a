package dev.gramme.acceptance.differential;

import dev.gramme.acceptance.load.Json;
import java.util.List;

/**
 * Requests drawn by a seed: mostly sensible ones on few items, so that they meet each other, and some that are wrong.
 */
final class RandomRequests implements Workload {
    /** A table: the types of its keys, an empty range type for none. */
    record Table(String name, String hashType, String rangeType) {}

    static final List<Table> TABLES = List.of(
            new Table("hashS", "S", ""),
            new Table("sortN", "S", "N"),
            new Table("sortS", "N", "S"),
            new Table("sortB", "B", "B"));

    private final RandomParts parts;

    RandomRequests(long seed) {
        this.parts = new RandomParts(seed);
    }

    @Override
    public List<Request> before() {
        return TABLES.stream().map(RandomRequests::create).toList();
    }

    @Override
    public List<Request> after() {
        return TABLES.stream()
                .map(table -> new Request("DeleteTable", "{\"TableName\":\"" + table.name() + "\"}"))
                .toList();
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

    @Override
    public Request next() {
        parts.begin();
        Table table = parts.pick(TABLES);
        return switch (parts.number(12)) {
            case 0, 1, 2 -> put(table);
            case 3, 4, 5 -> update(table);
            case 6 ->
                new Request("DeleteItem", body(table, "\"Key\":" + key(table) + parts.condition() + parts.returns()));
            case 7, 8 -> new Request("GetItem", body(table, "\"Key\":" + key(table) + parts.projection()));
            case 9 -> query(table);
            case 10 -> scan(table);
            default -> batch(table);
        };
    }

    private String body(Table table, String rest) {
        String bound = parts.bound();
        String name = parts.chance(150) ? "missing" : table.name();
        return "{\"TableName\":\"" + name + "\"," + rest + bound + parts.capacity() + "}";
    }

    private String key(Table table) {
        return "{" + keyAttributes(table) + (parts.chance(80) ? ",\"x\":" + Json.n("1") : "") + "}";
    }

    private String keyAttributes(Table table) {
        boolean sorted = !table.rangeType().isEmpty() && !parts.chance(80);
        return "\"pk\":" + parts.keyValue(table.hashType())
                + (sorted ? ",\"sk\":" + parts.keyValue(table.rangeType()) : "");
    }

    private Request put(Table table) {
        StringBuilder item = new StringBuilder("{" + keyAttributes(table));
        for (String attribute : RandomParts.ATTRIBUTES) {
            if (parts.chance(2)) {
                item.append(",\"").append(attribute).append("\":").append(parts.value(0));
            }
        }
        return new Request("PutItem", body(table, "\"Item\":" + item + "}" + parts.condition() + parts.returns()));
    }

    private Request update(Table table) {
        String update = parts.update();
        return new Request(
                "UpdateItem", body(table, "\"Key\":" + key(table) + update + parts.condition() + parts.returns()));
    }

    private Request query(Table table) {
        StringBuilder keys = new StringBuilder("pk = " + parts.placeholder(parts.keyValue(table.hashType())));
        if (!table.rangeType().isEmpty() && parts.chance(2)) {
            keys.append(" AND ").append(sortCondition(table.rangeType()));
        }
        String filter = parts.chance(3) ? ",\"FilterExpression\":" + Json.quote(parts.conditionText(1)) : "";
        String more = (parts.chance(3) ? ",\"Limit\":" + (1 + parts.number(3)) : "")
                + (parts.chance(2) ? ",\"ScanIndexForward\":false" : "")
                + (parts.chance(2) ? ",\"ConsistentRead\":true" : "")
                + (parts.chance(6) ? ",\"Select\":\"COUNT\"" : parts.projection());
        return new Request(
                "Query", body(table, "\"KeyConditionExpression\":" + Json.quote(keys.toString()) + filter + more));
    }

    private String sortCondition(String type) {
        return switch (parts.number(6)) {
            case 0 ->
                "sk BETWEEN " + parts.placeholder(parts.keyValue(type)) + " AND "
                        + parts.placeholder(parts.keyValue(type));
            case 1 -> "begins_with(sk, " + parts.placeholder(parts.keyValue(type)) + ")";
            default ->
                "sk " + parts.pick(List.of("=", "<", "<=", ">", ">=")) + " " + parts.placeholder(parts.keyValue(type));
        };
    }

    private Request scan(Table table) {
        String filter = parts.chance(2) ? ",\"FilterExpression\":" + Json.quote(parts.conditionText(0)) : "";
        return new Request("Scan", body(table, "\"ConsistentRead\":" + parts.chance(2) + filter + parts.projection()));
    }

    private Request batch(Table table) {
        if (parts.chance(2)) {
            return new Request(
                    "BatchGetItem",
                    "{\"RequestItems\":{\"" + table.name() + "\":{\"Keys\":[" + key(table) + "," + key(table) + "]}}"
                            + parts.capacity() + "}");
        }
        return new Request(
                "BatchWriteItem",
                "{\"RequestItems\":{\"" + table.name() + "\":[{\"PutRequest\":{\"Item\":{" + keyAttributes(table)
                        + ",\"a\":" + parts.value(0) + "}}},{\"DeleteRequest\":{\"Key\":" + key(table) + "}}]}"
                        + parts.capacity()
                        + "}");
    }
}
