package dev.gramme.database.partiql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gramme.database.Database;
import dev.gramme.database.testing.Client;
import dev.gramme.database.testing.ManualEnvironment;
import dev.gramme.database.testing.TestDatabases;
import dev.gramme.database.testing.TestEngines;
import dev.gramme.kv.KvEngine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** A SELECT finds what a Scan with the same condition as its filter finds, whatever way it takes there. */
class SelectPropertyTest {
    private static final List<String> HASHES = List.of("a", "b", "c", "d");
    private static final int SORTS = 8;
    private static final List<String> COMPARATORS = List.of("=", "<", "<=", ">", ">=", "<>");

    private static KvEngine engine;
    private static Database database;
    private static Client client;

    /** A table with a string as partition key, a number as sort key, a local and a global index. */
    static void createTable(Client client) {
        Map<String, Object> table = new LinkedHashMap<>();
        table.put("TableName", "tbl");
        table.put("KeySchema", keys("k", "r"));
        table.put("AttributeDefinitions", List.of(definition("k", "S"), definition("r", "N"), definition("a", "S")));
        table.put("BillingMode", "PAY_PER_REQUEST");
        Map<String, Object> keysOnly = Map.of("ProjectionType", "KEYS_ONLY");
        table.put(
                "LocalSecondaryIndexes",
                List.of(Map.of("IndexName", "local", "KeySchema", keys("k", "a"), "Projection", keysOnly)));
        table.put(
                "GlobalSecondaryIndexes",
                List.of(Map.of(
                        "IndexName",
                        "global",
                        "KeySchema",
                        keys("a", "r"),
                        "Projection",
                        Map.of("ProjectionType", "ALL"))));
        client.call("CreateTable", table);
        client.awaitActive("tbl");
    }

    private static Map<String, Object> definition(String name, String type) {
        return Map.of("AttributeName", name, "AttributeType", type);
    }

    private static List<Object> keys(String hash, String range) {
        return List.of(
                Map.of("AttributeName", hash, "KeyType", "HASH"), Map.of("AttributeName", range, "KeyType", "RANGE"));
    }

    @BeforeContainer
    static void open() {
        engine = TestEngines.open(System::currentTimeMillis);
        database = TestDatabases.scattered(engine, ManualEnvironment.still());
        client = new Client(database);
        createTable(client);
        Random random = new Random(7);
        for (String hash : HASHES) {
            for (int sort = 0; sort < SORTS; sort++) {
                String optional = random.nextInt(4) == 0 ? "" : ", 'a': '" + text(random) + "'";
                String number = random.nextInt(3) == 0 ? "" : ", 'n': " + random.nextInt(4);
                String item = "{'k': '" + hash + "', 'r': " + sort + optional + number + "}";
                client.call("ExecuteStatement", Map.of("Statement", "INSERT INTO tbl VALUE " + item));
            }
        }
    }

    @AfterContainer
    static void close() {
        database.close();
    }

    private static String text(Random random) {
        return "x".repeat(1 + random.nextInt(3));
    }

    private static <T> T oneOf(Random random, List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** A condition in PartiQL and as an expression, which differ in how they write values and what is missing. */
    private record Both(String statement, String expression) {
        Both join(String word, Both other) {
            return new Both(
                    "(" + statement + " " + word + " " + other.statement + ")",
                    "(" + expression + ") " + word + " (" + other.expression + ")");
        }
    }

    private final Map<String, Object> values = new LinkedHashMap<>();

    private String value(String type, String text) {
        String name = ":v" + values.size();
        values.put(name, Map.of(type, text));
        return name;
    }

    private Both compare(Random random, String attribute, String type, List<String> choices, String operator) {
        String chosen = oneOf(random, choices);
        String literal = type.equals("S") ? "'" + chosen + "'" : chosen;
        return new Both(
                attribute + " " + operator + " " + literal, attribute + " " + operator + " " + value(type, chosen));
    }

    private Both in(Random random, String attribute, String type, List<String> choices) {
        List<String> literals = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int left = random.nextInt(3); left >= 0; left--) {
            String chosen = oneOf(random, choices);
            literals.add(type.equals("S") ? "'" + chosen + "'" : chosen);
            names.add(value(type, chosen));
        }
        return new Both(
                attribute + " IN [" + String.join(", ", literals) + "]",
                attribute + " IN (" + String.join(", ", names) + ")");
    }

    private Both leaf(Random random) {
        List<String> numbers = List.of("0", "1", "2", "3", "5", "7");
        List<String> texts = List.of("x", "xx", "xxx");
        return switch (random.nextInt(9)) {
            case 0, 1 -> compare(random, "k", "S", HASHES, "=");
            case 2 -> in(random, "k", "S", HASHES);
            case 3 -> compare(random, "r", "N", numbers, oneOf(random, COMPARATORS));
            case 4 -> in(random, "r", "N", numbers);
            case 5 -> new Both("r BETWEEN 2 AND 5", "r BETWEEN " + value("N", "2") + " AND " + value("N", "5"));
            case 6 -> compare(random, "a", "S", texts, oneOf(random, COMPARATORS));
            case 7 -> new Both("begins_with(a, 'xx')", "begins_with(a, " + value("S", "xx") + ")");
            default -> new Both("n IS MISSING", "attribute_not_exists(n)");
        };
    }

    private Both condition(Random random, int depth) {
        if (depth == 0 || random.nextInt(3) == 0) {
            Both leaf = leaf(random);
            return random.nextInt(5) == 0
                    ? new Both("NOT (" + leaf.statement() + ")", "NOT (" + leaf.expression() + ")")
                    : leaf;
        }
        return condition(random, depth - 1).join(random.nextInt(4) == 0 ? "OR" : "AND", condition(random, depth - 1));
    }

    private static List<Map<String, Object>> pages(String statement, Integer limit) {
        List<Map<String, Object>> items = new ArrayList<>();
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("Statement", statement);
        if (limit != null) {
            request.put("Limit", limit);
        }
        do {
            Map<String, Object> answer = client.call("ExecuteStatement", request);
            items.addAll(Client.maps(answer.get("Items")));
            request.put("NextToken", answer.getOrDefault("NextToken", ""));
        } while (!"".equals(request.get("NextToken")));
        return items;
    }

    private static List<String> sorted(List<Map<String, Object>> items) {
        List<String> texts = new ArrayList<>();
        items.forEach(item -> texts.add(Client.json(new TreeMap<>(item))));
        Collections.sort(texts);
        return texts;
    }

    @Property(tries = 600)
    void findsWhatAScanFinds(@ForAll long seed) {
        Random random = new Random(seed);
        values.clear();
        Both condition = condition(random, 2);
        String index = random.nextInt(4) == 0 ? oneOf(random, List.of("local", "global")) : null;
        Map<String, Object> scan = new LinkedHashMap<>();
        scan.put("TableName", "tbl");
        scan.put(
                "FilterExpression",
                index == null ? condition.expression() : "(" + condition.expression() + ") AND attribute_exists(a)");
        if (!values.isEmpty()) {
            scan.put("ExpressionAttributeValues", values);
        }
        List<Map<String, Object>> expected =
                Client.maps(client.call("Scan", scan).get("Items"));
        String from = index == null ? "tbl" : "tbl.\"" + index + "\"";
        String columns = "local".equals(index) ? "k, r, a, n" : "*";

        String statement = "SELECT " + columns + " FROM " + from + " WHERE " + condition.statement();
        List<Map<String, Object>> found = pages(statement, random.nextBoolean() ? null : 1 + random.nextInt(5));

        assertThat(sorted(found)).as(statement).isEqualTo(sorted(expected));
    }

    @Property(tries = 100)
    void ordersWithinAPartition(@ForAll long seed) {
        Random random = new Random(seed);
        boolean descending = random.nextBoolean();
        String where = random.nextBoolean() ? "k = 'a'" : "k IN ['a'] AND r IN [5, 1, 3, 7]";
        String statement = "SELECT r FROM tbl WHERE " + where + " ORDER BY r" + (descending ? " DESC" : "");
        List<Integer> sorts = new ArrayList<>();
        for (Map<String, Object> item : pages(statement, 1 + random.nextInt(4))) {
            sorts.add(Integer.valueOf((String) Client.map(item.get("r")).get("N")));
        }
        List<Integer> ordered = new ArrayList<>(sorts);
        Collections.sort(ordered);
        assertThat(sorts).isNotEmpty().isEqualTo(descending ? ordered.reversed() : ordered);
    }
}
