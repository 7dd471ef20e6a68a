package dev.gramme.database.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gramme.database.Database;
import dev.gramme.database.testing.Client;
import dev.gramme.database.testing.ManualEnvironment;
import dev.gramme.database.testing.TestDatabases;
import dev.gramme.database.testing.TestEngines;
import dev.gramme.kv.EngineCounters;
import dev.gramme.kv.KvEngine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How often each operation goes to the engine: what it costs is part of what it is. */
class CapacityCountsTest {
    private final KvEngine engine = TestEngines.open(System::currentTimeMillis);
    private Database database;
    private Client client;

    @BeforeEach
    void open() {
        database = TestDatabases.over(engine, ManualEnvironment.still());
        client = new Client(database);
        client.call("CreateTable", table("plain"));
        Map<String, Object> indexed = table("indexed");
        indexed.put("LocalSecondaryIndexes", List.of(index("local", "k", "x")));
        indexed.put("GlobalSecondaryIndexes", List.of(index("one", "x", "k"), index("two", "y", "x")));
        indexed.put(
                "AttributeDefinitions", List.of(definition("k"), definition("r"), definition("x"), definition("y")));
        client.call("CreateTable", indexed);
        client.awaitActive("plain");
        client.awaitActive("indexed");
    }

    @AfterEach
    void close() {
        database.close();
        engine.close();
    }

    private static Map<String, Object> definition(String name) {
        return Map.of("AttributeName", name, "AttributeType", "S");
    }

    private static List<Object> keys(String hash, String range) {
        return List.of(
                Map.of("AttributeName", hash, "KeyType", "HASH"), Map.of("AttributeName", range, "KeyType", "RANGE"));
    }

    private static Map<String, Object> index(String name, String hash, String range) {
        return Map.of("IndexName", name, "KeySchema", keys(hash, range), "Projection", Map.of("ProjectionType", "ALL"));
    }

    private static Map<String, Object> table(String name) {
        Map<String, Object> table = new LinkedHashMap<>();
        table.put("TableName", name);
        table.put("KeySchema", keys("k", "r"));
        table.put("AttributeDefinitions", List.of(definition("k"), definition("r")));
        table.put("BillingMode", "PAY_PER_REQUEST");
        return table;
    }

    private static Map<String, Object> key(String range) {
        return new LinkedHashMap<>(Map.of("k", Map.of("S", "k"), "r", Map.of("S", range)));
    }

    private static Map<String, Object> item(String range, String x, String y) {
        Map<String, Object> item = key(range);
        item.put("x", Map.of("S", x));
        item.put("y", Map.of("S", y));
        return item;
    }

    private static Map<String, Object> put(String table, Map<String, Object> item) {
        return Map.of("TableName", table, "Item", item);
    }

    private void expect(
            String operation, Map<String, ?> request, int gets, int multiGets, int scans, int commits, int rows) {
        EngineCounters.Snapshot before = engine.counters().snapshot();
        client.call(operation, request);
        EngineCounters.Snapshot used = engine.counters().snapshot().since(before);
        assertThat(List.of(used.gets(), used.multiGets(), used.scans(), used.commits(), used.writtenRows()))
                .as(operation + ": gets, multi gets, scans, commits, rows")
                .isEqualTo(List.of((long) gets, (long) multiGets, (long) scans, (long) commits, (long) rows));
    }

    @Test
    void singleItems() {
        expect("PutItem", put("plain", item("1", "x", "y")), 1, 0, 0, 1, 1);
        expect("GetItem", Map.of("TableName", "plain", "Key", key("1")), 1, 0, 0, 0, 0);
        expect(
                "UpdateItem",
                Map.of("TableName", "plain", "Key", key("1"), "UpdateExpression", "REMOVE x"),
                1,
                0,
                0,
                1,
                1);
        expect("DeleteItem", Map.of("TableName", "plain", "Key", key("1")), 1, 0, 0, 1, 1);
        expect("DeleteItem", Map.of("TableName", "plain", "Key", key("1")), 1, 0, 0, 0, 0);
    }

    @Test
    void theSameItemAgain() {
        Map<String, Object> same = new LinkedHashMap<>(put("plain", item("1", "x", "y")));
        expect("PutItem", same, 1, 0, 0, 1, 1);
        // Nobody looks into the item before, so it is not opened to find out that it is the same.
        expect("PutItem", same, 1, 0, 0, 1, 1);
        same.put("ConditionExpression", "x = :x");
        same.put("ExpressionAttributeValues", Map.of(":x", Map.of("S", "x")));
        expect("PutItem", same, 1, 0, 0, 0, 0);
    }

    @Test
    void indexedItems() {
        expect("PutItem", put("indexed", item("1", "x", "y")), 1, 0, 0, 1, 4);
        // The local entry and one global entry move: a row is deleted and one put; the other is put at a new place too.
        expect("PutItem", put("indexed", item("1", "x2", "y")), 1, 0, 0, 1, 7);
        // Only one index has y in its key, but all project it; what stays as it is is not written.
        expect("PutItem", put("indexed", item("1", "x2", "y2")), 1, 0, 0, 1, 5);
        expect("PutItem", put("indexed", item("1", "x2", "y2")), 1, 0, 0, 0, 0);
        expect("DeleteItem", Map.of("TableName", "indexed", "Key", key("1")), 1, 0, 0, 1, 4);
    }

    @Test
    void manyItems() {
        List<Object> puts = new ArrayList<>();
        List<Object> keys = new ArrayList<>();
        List<Object> actions = new ArrayList<>();
        List<Object> gets = new ArrayList<>();
        for (int at = 0; at < 4; at++) {
            puts.add(Map.of("PutRequest", Map.of("Item", item("" + at, "x", "y"))));
            keys.add(key("" + at));
            actions.add(Map.of("Put", put("plain", item("" + at, "x", "z"))));
            gets.add(Map.of("Get", Map.of("TableName", "plain", "Key", key("" + at))));
        }
        expect("BatchWriteItem", Map.of("RequestItems", Map.of("plain", puts)), 4, 0, 0, 1, 4);
        expect("BatchGetItem", Map.of("RequestItems", Map.of("plain", Map.of("Keys", keys))), 0, 1, 0, 0, 0);
        expect("TransactWriteItems", Map.of("TransactItems", actions), 4, 0, 0, 1, 4);
        actions.set(0, Map.of("Put", put("plain", item("0", "x", "last"))));
        Map<String, Object> tokened = Map.of("TransactItems", actions, "ClientRequestToken", "once");
        // Three of the items are what they were: to tell, they would have to be opened, which costs more than to write.
        expect("TransactWriteItems", tokened, 6, 0, 0, 1, 5);
        expect("TransactGetItems", Map.of("TransactItems", gets), 0, 2, 0, 0, 0);
        gets.add(Map.of("Get", Map.of("TableName", "plain", "Key", key("none"))));
        expect("TransactGetItems", Map.of("TransactItems", gets), 5, 1, 0, 0, 0);
    }

    private static Map<String, Object> statement(String text) {
        return Map.of("Statement", text);
    }

    /** Statements go to the engine just as often as the operations of items that do the same. */
    @Test
    void statements() {
        String one = " WHERE k = 'k' AND r = '1'";
        String insert = "INSERT INTO plain VALUE {'k': 'k', 'r': '%s'}";
        expect("ExecuteStatement", statement(insert.formatted("1")), 1, 0, 0, 1, 1);
        expect("ExecuteStatement", statement("SELECT * FROM plain" + one), 1, 0, 0, 0, 0);
        expect("ExecuteStatement", statement("SELECT * FROM plain WHERE k = 'k' AND r IN ['1', '2']"), 0, 1, 0, 0, 0);
        expect("ExecuteStatement", statement("SELECT * FROM plain WHERE k = 'k'"), 0, 0, 1, 0, 0);
        expect("ExecuteStatement", statement("SELECT * FROM plain WHERE k IN ['k', 'l']"), 0, 0, 2, 0, 0);
        expect("ExecuteStatement", statement("UPDATE plain SET x = 'x'" + one), 1, 0, 0, 1, 1);
        expect("ExecuteStatement", statement("DELETE FROM plain" + one), 1, 0, 0, 1, 1);
        expect("ExecuteStatement", statement("DELETE FROM plain" + one), 1, 0, 0, 0, 0);
        List<Object> writes = List.of(statement(insert.formatted("2")), statement(insert.formatted("3")));
        expect("BatchExecuteStatement", Map.of("Statements", writes), 2, 0, 0, 2, 2);
        List<Object> reads = List.of(
                statement("SELECT * FROM plain WHERE k = 'k' AND r = '2'"),
                statement("SELECT * FROM plain WHERE k = 'k' AND r = '3'"));
        expect("BatchExecuteStatement", Map.of("Statements", reads), 0, 1, 0, 0, 0);
        expect("ExecuteTransaction", Map.of("TransactStatements", reads), 0, 2, 0, 0, 0);
        List<Object> both = List.of(statement(insert.formatted("4")), statement(insert.formatted("5")));
        expect("ExecuteTransaction", Map.of("TransactStatements", both), 2, 0, 0, 1, 2);
    }

    @Test
    void reads() {
        client.call("PutItem", put("indexed", item("1", "x", "y")));
        Map<String, Object> query = new LinkedHashMap<>();
        query.put("TableName", "indexed");
        query.put("KeyConditionExpression", "k = :k");
        query.put("ExpressionAttributeValues", Map.of(":k", Map.of("S", "k")));
        expect("Query", query, 0, 0, 1, 0, 0);
        query.put("IndexName", "local");
        expect("Query", query, 0, 0, 1, 0, 0);
        query.put("IndexName", "one");
        query.put("KeyConditionExpression", "x = :k");
        expect("Query", query, 0, 0, 1, 0, 0);
        // A new global index has four partitions, and a whole Scan reads all of them.
        int partitions = 4;
        expect("Scan", Map.of("TableName", "indexed", "IndexName", "two"), 0, 0, partitions, 0, 0);
    }
}
