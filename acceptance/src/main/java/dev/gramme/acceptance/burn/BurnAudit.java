package dev.gramme.acceptance.burn;

import dev.gramme.acceptance.load.ApiConnection;
import dev.gramme.acceptance.load.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compares all that the server holds with what the ledgers allow, while nobody writes. */
final class BurnAudit {
    private static final long REST_SECONDS = 300;
    /** Longer than this after its time an item that expires must be gone. */
    private static final long EXPIRY_SECONDS = 60;

    private static final Pattern UNDER_WAY = Pattern.compile("\"(Table|Index)Status\":\"[A-Z]*ING\"");

    private final List<BurnLedger> ledgers;
    private final BurnTables tables;
    private final Map<String, BurnStream> streams = new TreeMap<>();
    /** Counters as the last audit found them. */
    private final Map<String, Long> counters = new HashMap<>();

    private final Random random;

    BurnAudit(List<BurnLedger> ledgers, BurnTables tables, long seed) {
        this.ledgers = ledgers;
        this.tables = tables;
        this.random = new Random(seed);
        BurnItems.TABLES.forEach(table -> streams.put(table, new BurnStream(table)));
    }

    /**
     * What an audit found.
     *
     * @param inDoubt groups of effects whose answer never came
     * @param happened those of them that had been done
     */
    record Finding(
            long acknowledged, int tables, int items, int records, int inDoubt, int happened, List<String> faults) {
        @Override
        public String toString() {
            return String.format(
                    "%,d acknowledged, %d tables, %d items, %,d changes, %d in doubt (%d done)",
                    acknowledged, tables, items, records, inDoubt, happened);
        }
    }

    Finding run(ApiConnection connection) throws IOException, InterruptedException {
        List<String> faults = new ArrayList<>();
        Set<String> backups = backups(connection);
        Set<String> expected = tables.settle(lasting(connection), backups);
        long acknowledged = 0;
        for (BurnLedger ledger : ledgers) {
            repeat(connection, ledger, faults);
            acknowledged += ledger.takeAcknowledgements();
        }
        awaitRest(connection, expected, faults);
        Set<String> names = names(connection);
        if (!names.equals(expected)) {
            faults.add("tables " + names + " instead of " + expected);
        }
        if (!backups.containsAll(tables.backups())) {
            faults.add("backups " + backups + " instead of " + tables.backups());
        }
        Map<String, Map<String, Map<String, @Nullable Object>>> found = new TreeMap<>();
        for (String table : BurnItems.TABLES) {
            found.put(table, scan(connection, table, null, faults));
        }
        int groups = 0;
        int happened = 0;
        for (BurnLedger ledger : ledgers) {
            BurnLedger.Doubt doubt = ledger.settle(place -> version(found, place), faults);
            groups += doubt.groups();
            happened += doubt.happened();
        }
        int records = 0;
        for (String table : BurnItems.TABLES) {
            List<BurnStream.Shown> changes =
                    Objects.requireNonNull(streams.get(table)).more(connection, faults);
            records += changes.size();
            changes(table, changes, found, faults);
        }
        items(found, faults);
        counters(found, faults);
        for (String table : names) {
            indexes(connection, table, found.get(table), faults);
        }
        restored(connection, names, faults);
        ledgers.forEach(BurnLedger::audited);
        keepPast(connection, found);
        int items = found.values().stream().mapToInt(Map::size).sum();
        return new Finding(acknowledged, names.size(), items, records, groups, happened, faults);
    }

    /** Some transactions in doubt are asked for again, as clients do; then they have happened, and once. */
    private void repeat(ApiConnection connection, BurnLedger ledger, List<String> faults) throws IOException {
        String transaction = ledger.repeatable();
        if (transaction == null || random.nextBoolean()) {
            return;
        }
        String answer = connection.tryCall("TransactWriteItems", transaction);
        if (connection.status() == 200) {
            ledger.acknowledged();
        } else {
            faults.add("a repeated transaction was answered " + connection.status() + ": " + answer);
        }
    }

    private static long version(Map<String, Map<String, Map<String, @Nullable Object>>> found, String place) {
        Map<String, Map<String, @Nullable Object>> items = found.get(BurnItems.table(place));
        Map<String, @Nullable Object> item = items == null ? null : items.get(BurnItems.key(place));
        return item == null ? BurnItems.ABSENT : BurnItems.version(item);
    }

    private static Set<String> names(ApiConnection connection) throws IOException {
        Set<String> names = new TreeSet<>();
        Json.array(Json.object(Json.parse(connection.call("ListTables", "{}"))).get("TableNames"))
                .forEach(name -> names.add(String.valueOf(name)));
        return names;
    }

    /** Those that are not on their way out. */
    private static Set<String> lasting(ApiConnection connection) throws IOException {
        Set<String> names = names(connection);
        names.removeIf(name -> describe(connection, name).contains("\"TableStatus\":\"DELETING\""));
        return names;
    }

    private static String describe(ApiConnection connection, String table) {
        try {
            return connection.tryCall("DescribeTable", "{\"TableName\":\"" + table + "\"}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> backups(ApiConnection connection) throws IOException {
        Set<String> arns = new TreeSet<>();
        String after = "";
        do {
            Map<String, @Nullable Object> page =
                    Json.object(Json.parse(connection.call("ListBackups", "{\"BackupType\":\"USER\"" + after + "}")));
            Json.array(page.get("BackupSummaries"))
                    .forEach(backup ->
                            arns.add(String.valueOf(Json.object(backup).get("BackupArn"))));
            Object last = page.get("LastEvaluatedBackupArn");
            after = last == null ? "" : ",\"ExclusiveStartBackupArn\":\"" + last + "\"";
        } while (!after.isEmpty());
        return arns;
    }

    /** Until all tables and indexes can be used, and those that were deleted are gone. */
    private static void awaitRest(ApiConnection connection, Set<String> expected, List<String> faults)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(REST_SECONDS);
        String busy = busy(connection, expected);
        while (busy != null) {
            if (System.nanoTime() > deadline) {
                faults.add("not at rest after " + REST_SECONDS + " s: " + busy);
                return;
            }
            Thread.sleep(20);
            busy = busy(connection, expected);
        }
    }

    private static @Nullable String busy(ApiConnection connection, Set<String> expected) throws IOException {
        for (String table : names(connection)) {
            String described = describe(connection, table);
            if (!expected.contains(table) || UNDER_WAY.matcher(described).find()) {
                return described;
            }
        }
        return null;
    }

    private static Map<String, Map<String, @Nullable Object>> scan(
            ApiConnection connection, String table, @Nullable String index, List<String> faults) throws IOException {
        Map<String, Map<String, @Nullable Object>> found = new TreeMap<>();
        String of = index == null ? ",\"ConsistentRead\":true" : ",\"IndexName\":\"" + index + "\"";
        String after = "";
        do {
            Map<String, @Nullable Object> page = Json.object(
                    Json.parse(connection.call("Scan", "{\"TableName\":\"" + table + "\"" + of + after + "}")));
            for (Object element : Json.array(page.get("Items"))) {
                Map<String, @Nullable Object> item = Json.object(element);
                if (found.put(BurnItems.key(item), item) != null) {
                    faults.add(table + ": " + BurnItems.key(item) + " is there twice");
                }
                if (!BurnItems.isWhole(item)) {
                    faults.add(table + ": not whole: " + item);
                }
            }
            Object last = page.get("LastEvaluatedKey");
            after = last == null ? "" : ",\"ExclusiveStartKey\":" + text(last);
        } while (!after.isEmpty());
        return found;
    }

    /** A key as it was answered. */
    private static String text(Object key) {
        if (!(key instanceof Map<?, ?> attributes)) {
            return Json.quote(String.valueOf(key));
        }
        StringBuilder text = new StringBuilder();
        attributes.forEach((name, value) -> text.append(text.isEmpty() ? "" : ",")
                .append(Json.quote(String.valueOf(name)))
                .append(':')
                .append(text(Objects.requireNonNull(value))));
        return "{" + text + "}";
    }

    private void items(Map<String, Map<String, Map<String, @Nullable Object>>> found, List<String> faults) {
        Map<String, Set<String>> unknown = new TreeMap<>();
        found.forEach((table, items) -> unknown.put(table, new TreeSet<>(items.keySet())));
        long now = System.currentTimeMillis() / 1_000;
        for (BurnLedger ledger : ledgers) {
            for (String place : ledger.places()) {
                long version = version(found, place);
                String key = BurnItems.key(place);
                if (BurnItems.expires(key) && version == BurnItems.ABSENT) {
                    ledger.expired(place);
                } else if (version != ledger.version(place)) {
                    faults.add(place + ": version " + version + " instead of " + ledger.version(place));
                }
                Objects.requireNonNull(unknown.get(BurnItems.table(place))).remove(key);
            }
        }
        unknown.forEach((table, keys) -> {
            keys.removeIf(BurnItems::isCounter);
            keys.forEach(key -> faults.add(table + ": " + key + " is there, and nobody wrote it"));
        });
        found.forEach((table, items) -> items.forEach((key, item) -> {
            Object until = item.get("until");
            if (until != null
                    && Long.parseLong(String.valueOf(Json.object(until).get("N"))) < now - EXPIRY_SECONDS) {
                faults.add(table + ": " + key + " has not expired");
            }
        }));
    }

    private void counters(Map<String, Map<String, Map<String, @Nullable Object>>> found, List<String> faults) {
        Map<String, long[]> bounds = new TreeMap<>();
        counters.forEach((place, count) -> bounds.put(place, new long[] {count, count}));
        for (BurnLedger ledger : ledgers) {
            ledger.raised().forEach((place, raised) -> {
                long[] bound = bounds.computeIfAbsent(place, none -> new long[2]);
                bound[0] += raised.certainly();
                bound[1] += raised.certainly() + raised.perhaps();
            });
        }
        bounds.forEach((place, bound) -> {
            long count = version(found, place);
            if (count < bound[0] || count > bound[1]) {
                faults.add(place + ": " + count + " instead of " + bound[0] + " to " + bound[1]);
            }
            counters.put(place, count);
        });
    }

    /** Each change once and in order; what has expired was deleted once, by the server. */
    private void changes(
            String table,
            List<BurnStream.Shown> records,
            Map<String, Map<String, Map<String, @Nullable Object>>> found,
            List<String> faults) {
        Map<String, List<Long>> shown = new HashMap<>();
        Map<String, Long> last = new HashMap<>();
        for (BurnStream.Shown record : records) {
            Long before = last.put(record.key(), record.after());
            if (before != null && before != record.before()) {
                faults.add("stream of " + table + ": after version " + before + " comes " + record);
            }
            if (record.expired() != (BurnItems.expires(record.key()) && record.after() == BurnItems.ABSENT)) {
                faults.add("stream of " + table + ": expired, or not: " + record);
            }
            if (!record.expired()) {
                shown.computeIfAbsent(record.key(), none -> new ArrayList<>()).add(record.after());
            }
        }
        for (BurnLedger ledger : ledgers) {
            for (String place : ledger.changed()) {
                if (BurnItems.table(place).equals(table)) {
                    List<Long> changes = shown.remove(BurnItems.key(place));
                    if (!ledger.changes(place).equals(changes)) {
                        faults.add("stream: " + place + " showed " + changes + " instead of " + ledger.changes(place));
                    }
                }
            }
            for (String place : ledger.perhapsExpired()) {
                List<Long> changes = BurnItems.table(place).equals(table) ? shown.get(BurnItems.key(place)) : null;
                if (changes != null && changes.size() == 1) {
                    shown.remove(BurnItems.key(place));
                }
            }
        }
        shown.keySet().removeIf(BurnItems::isCounter);
        shown.forEach((key, changes) -> faults.add("stream of " + table + ": " + key + " showed " + changes + " and is "
                + version(found, BurnItems.place(table, key.replaceAll("/.*", ""), sk(key)))));
    }

    private static int sk(String key) {
        return Integer.parseInt(key.substring(key.indexOf('/') + 1));
    }

    private static void indexes(
            ApiConnection connection,
            String table,
            @Nullable Map<String, Map<String, @Nullable Object>> known,
            List<String> faults)
            throws IOException {
        Map<String, @Nullable Object> described =
                Json.object(Json.object(Json.parse(describe(connection, table))).get("Table"));
        Map<String, Map<String, @Nullable Object>> items =
                known == null ? scan(connection, table, null, faults) : known;
        for (String kind : List.of("LocalSecondaryIndexes", "GlobalSecondaryIndexes")) {
            Object indexes = described.get(kind);
            for (Object index : indexes == null ? List.of() : Json.array(indexes)) {
                index(connection, table, Json.object(index), items, faults);
            }
        }
    }

    /** Items that expire may go between two looks. */
    private static void index(
            ApiConnection connection,
            String table,
            Map<String, @Nullable Object> index,
            Map<String, Map<String, @Nullable Object>> items,
            List<String> faults)
            throws IOException {
        Map<String, Map<String, @Nullable Object>> expected = new TreeMap<>(items);
        for (Object key : Json.array(index.get("KeySchema"))) {
            String attribute = String.valueOf(Json.object(key).get("AttributeName"));
            expected.values().removeIf(item -> !item.containsKey(attribute));
        }
        String name = String.valueOf(index.get("IndexName"));
        Map<String, Map<String, @Nullable Object>> found = scan(connection, table, name, faults);
        expected.keySet().removeIf(BurnItems::expires);
        found.keySet().removeIf(BurnItems::expires);
        if (!found.equals(expected)) {
            faults.add("index " + name + " of " + table + " holds " + versions(found) + " instead of "
                    + versions(expected));
        }
    }

    private void restored(ApiConnection connection, Set<String> names, List<String> faults) throws IOException {
        for (Map.Entry<String, Map<String, Long>> table : tables.restored().entrySet()) {
            if (names.contains(table.getKey())) {
                Map<String, Long> found = versions(scan(connection, table.getKey(), null, faults));
                if (!found.equals(table.getValue())) {
                    faults.add(table.getKey() + " holds " + found + " instead of " + table.getValue());
                }
            }
        }
    }

    /** By key, but for items that expire. */
    private static Map<String, Long> versions(Map<String, Map<String, @Nullable Object>> items) {
        Map<String, Long> versions = new TreeMap<>();
        for (Map.Entry<String, Map<String, @Nullable Object>> item : items.entrySet()) {
            versions.put(item.getKey(), BurnItems.version(item.getValue()));
        }
        versions.keySet().removeIf(BurnItems::expires);
        return versions;
    }

    private void keepPast(ApiConnection connection, Map<String, Map<String, Map<String, @Nullable Object>>> found)
            throws IOException, InterruptedException {
        String table = BurnItems.TABLES.get(random.nextInt(BurnItems.TABLES.size()));
        Map<String, Map<String, @Nullable Object>> items = found.get(table);
        if (items != null) {
            tables.keep(connection, table, versions(items));
        }
    }
}
