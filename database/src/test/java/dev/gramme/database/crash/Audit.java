package dev.gramme.database.crash;

import dev.gramme.database.crash.Ledger.Change;
import dev.gramme.database.crash.Ledger.Content;
import dev.gramme.database.doctor.Diagnosis;
import dev.gramme.database.stream.StreamClient;
import dev.gramme.database.testing.Client;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** Looks at everything a database holds and compares it with the ledger. */
final class Audit {
    private final World world;
    private final Client client;
    private final Ledger ledger;
    private int restored;

    Audit(World world) {
        this.world = world;
        this.client = world.client();
        this.ledger = world.ledger();
    }

    static void require(boolean right, String what) {
        if (!right) {
            throw new AssertionError(what);
        }
    }

    private List<?> tableNames() {
        return (List<?>) client.call("ListTables", Map.of()).get("TableNames");
    }

    /** Ends the doubt about the last request, at rest. */
    void settleDoubt() {
        Map<String, Map<String, Map<String, Object>>> actual = new TreeMap<>();
        tableNames().forEach(name -> actual.put((String) name, byKey(scan((String) name, null))));
        ledger.settle(actual);
    }

    private List<Map<String, Object>> scan(String table, String index) {
        Map<String, Object> request = new HashMap<>(Map.of("TableName", table));
        if (index != null) {
            request.put("IndexName", index);
        }
        Map<String, Object> page = client.call("Scan", request);
        require(!page.containsKey("LastEvaluatedKey"), "more than a page of " + table);
        return Client.maps(page.get("Items"));
    }

    private static Map<String, Map<String, Object>> byKey(List<Map<String, Object>> items) {
        Map<String, Map<String, Object>> byKey = new TreeMap<>();
        items.forEach(item -> require(byKey.put(Ledger.key(item), item) == null, "twice there: " + item));
        return byKey;
    }

    private static void requireSame(
            String what, Map<String, Map<String, Object>> found, Map<String, Map<String, Object>> expected) {
        Map<String, Map<String, Object>> wrong = new TreeMap<>(found);
        wrong.entrySet().removeIf(item -> item.getValue().equals(expected.get(item.getKey())));
        Map<String, Map<String, Object>> missing = new TreeMap<>(expected);
        missing.entrySet().removeIf(item -> item.getValue().equals(found.get(item.getKey())));
        require(wrong.isEmpty() && missing.isEmpty(), what + " holds " + wrong + " and not " + missing);
    }

    void compareAll() {
        require(
                new ArrayList<>(ledger.tables().keySet()).equals(tableNames()),
                "tables " + tableNames() + " instead of " + ledger.tables().keySet());
        ledger.tables().forEach(this::compare);
        ledger.gone().forEach(content -> streams("a table that is gone", content));
    }

    private void compare(String table, Content content) {
        Map<String, Object> described = client.describe(table);
        require("ACTIVE".equals(described.get("TableStatus")), table + " is " + described.get("TableStatus"));
        Map<String, Map<String, Object>> found = byKey(scan(table, null));
        requireSame(table, found, content.items());
        List<Map<String, Object>> indexes = new ArrayList<>(Client.maps(described.get("LocalSecondaryIndexes")));
        for (Map<String, Object> index : Client.maps(described.get("GlobalSecondaryIndexes"))) {
            require("ACTIVE".equals(index.get("IndexStatus")), table + " has index " + index);
            indexes.add(index);
        }
        for (Map<String, Object> index : indexes) {
            compareIndex(table, index, content.items());
        }
        streams(table, content);
    }

    private void compareIndex(String table, Map<String, Object> index, Map<String, Map<String, Object>> items) {
        List<Object> attributes = new ArrayList<>();
        Client.maps(index.get("KeySchema")).forEach(key -> attributes.add(key.get("AttributeName")));
        Map<String, Map<String, Object>> expected = new TreeMap<>(items);
        expected.values().removeIf(item -> !item.keySet().containsAll(attributes));
        Map<String, Map<String, Object>> found = byKey(scan(table, (String) index.get("IndexName")));
        requireSame("index " + index.get("IndexName") + " of " + table, found, expected);
    }

    private void streams(String table, Content content) {
        for (StreamExpectation stream : content.streams()) {
            if (stream.arn() != null) {
                stream.check(table, content.changes(), records(stream.arn()));
            }
        }
    }

    /** What each shard shows. */
    private List<List<Change>> records(String arn) {
        StreamClient stream = new StreamClient(client, arn);
        List<List<Change>> shards = new ArrayList<>();
        for (Map<String, Object> shard : stream.shards()) {
            List<Change> records = new ArrayList<>();
            String iterator = stream.iterator((String) shard.get("ShardId"), "TRIM_HORIZON", null);
            int before = -1;
            while (iterator != null && records.size() > before) {
                before = records.size();
                Map<String, Object> page = stream.records(iterator);
                Client.maps(page.get("Records")).forEach(record -> records.add(change(record)));
                iterator = (String) page.get("NextShardIterator");
            }
            shards.add(records);
        }
        return shards;
    }

    private static Change change(Map<String, Object> record) {
        Map<String, Object> change = Client.map(record.get("dynamodb"));
        Object before = change.get("OldImage");
        Object after = change.get("NewImage");
        String key = Ledger.key(Client.map(change.get("Keys")));
        return new Change(0, key, before == null ? null : Client.map(before), after == null ? null : Client.map(after));
    }

    /** All tables can be written to. */
    void useAll() {
        int number = 0;
        for (Map.Entry<String, Content> table : ledger.tables().entrySet()) {
            String name = table.getKey();
            world.put(name, world.item("used", ++number));
            String some = table.getValue().items().firstKey();
            Map<String, Object> item = table.getValue().items().get(some);
            world.add(name, Map.of("k", item.get("k"), "s", item.get("s")));
            world.put(name, world.item("used", ++number));
            world.delete(name, World.keyOf("used", number));
        }
        world.rest();
    }

    /** What is kept of the past comes back as it was. */
    void restoreAll() {
        Set<String> backups = new HashSet<>();
        for (Map<String, Object> backup : Client.maps(
                client.call("ListBackups", Map.of("BackupType", "ALL")).get("BackupSummaries"))) {
            backups.add((String) backup.get("BackupArn"));
            require("AVAILABLE".equals(backup.get("BackupStatus")), "backup " + backup);
        }
        for (Ledger.Past past : List.copyOf(ledger.pasts())) {
            require(past.backup() == null || backups.contains(past.backup()), "lost: backup " + past.backup());
            String operation = past.backup() == null ? "RestoreTableToPointInTime" : "RestoreTableFromBackup";
            world.restore(operation, past, "z-restored-" + ++restored);
            world.rest();
        }
    }

    /** A backup nobody was told of may be there all the same; it must hold what was there then, as others do. */
    void adoptBackups() {
        for (Map<String, Object> backup : Client.maps(
                client.call("ListBackups", Map.of("BackupType", "USER")).get("BackupSummaries"))) {
            String arn = (String) backup.get("BackupArn");
            if (ledger.pasts().stream().noneMatch(past -> Objects.equals(past.backup(), arn))) {
                ledger.finds((String) backup.get("TableName"), arn);
            }
        }
    }

    /** Finds faults, and work that nobody goes on with. Counts may be inexact after a crash. */
    void examine() {
        Diagnosis diagnosis = world.examine();
        require(diagnosis.isSound(), "faults: " + diagnosis.faults());
        for (String note : diagnosis.notes()) {
            require(note.contains("DescribeTable counts"), "note: " + note);
        }
    }
}
