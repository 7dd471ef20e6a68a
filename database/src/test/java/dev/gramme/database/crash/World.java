package dev.gramme.database.crash;

import dev.gramme.database.Checkup;
import dev.gramme.database.Database;
import dev.gramme.database.Settings;
import dev.gramme.database.crash.Ledger.Content;
import dev.gramme.database.crash.Ledger.Effect;
import dev.gramme.database.crypto.RootKeyService;
import dev.gramme.database.doctor.Diagnosis;
import dev.gramme.database.layout.Keyspace;
import dev.gramme.database.testing.Client;
import dev.gramme.database.testing.SimulatedEnvironment;
import dev.gramme.database.testing.TestDatabases;
import dev.gramme.database.testing.TestEngines;
import dev.gramme.database.ttl.TimeToLiveTimes;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.testkit.DyingEngine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A store that outlives its databases, the database that is open on it, and what its one client was told. */
final class World implements AutoCloseable {
    static final Settings SETTINGS = Settings.DEFAULT.withTimeToLiveTimes(new TimeToLiveTimes(1_000, 0));
    /** Rounds without a commit after which nothing more will come. */
    private static final int QUIET_ROUNDS = 3;

    private static final int MOST_ROUNDS = 200;
    private static final long ROUND_MILLIS = 1_000;

    private final SimulatedEnvironment environment;
    private final Settings settings;
    private final KvEngine store;
    private final Ledger ledger = new Ledger();
    private DyingEngine engine;
    private Database database;
    private Client client;
    private int versions;
    /** The transaction sent last. */
    private Map<String, ?> transaction;

    World(long seed, Settings settings) {
        this.settings = settings;
        this.environment = new SimulatedEnvironment(seed);
        this.store = TestEngines.open(environment::clockMillis);
        newLife();
    }

    private static String kind(Bytes row) {
        Keyspace keyspace = Keyspace.of(row);
        return keyspace == null ? "anything" : keyspace.name();
    }

    /** Whatever was open is dead. */
    void newLife() {
        environment.forgetBackground();
        engine = new DyingEngine(store, World::kind);
    }

    DyingEngine engine() {
        return engine;
    }

    void open() {
        database = TestDatabases.over(engine, environment, settings);
        client = new Client(database);
    }

    Client client() {
        return client;
    }

    Ledger ledger() {
        return ledger;
    }

    long clockMillis() {
        return environment.clockMillis();
    }

    void passes(long millis) {
        environment.sleepMillis(millis);
    }

    /** Each thing in the background has one turn. */
    void round() {
        environment.runBackground();
        environment.sleepMillis(ROUND_MILLIS);
    }

    /** Until nothing is left to do in the background. */
    void rest() {
        settle();
        noteRest();
    }

    void settle() {
        int quiet = 0;
        for (int round = 0; quiet < QUIET_ROUNDS; round++) {
            if (round == MOST_ROUNDS) {
                throw new AssertionError("background work does not come to rest");
            }
            long before = store.counters().snapshot().commits();
            round();
            quiet = store.counters().snapshot().commits() == before ? quiet + 1 : 0;
        }
    }

    /** Takes into the ledger what must have come of itself by now. */
    void noteRest() {
        for (Map.Entry<String, Content> table : ledger.tables().entrySet()) {
            String attribute = expiryAttribute(table.getKey());
            if (attribute != null) {
                ledger.expires(table.getKey(), attribute, environment.clockMillis() / 1_000 - QUIET_ROUNDS);
            }
            Map<String, Object> described = client.describe(table.getKey());
            boolean isStreamed = described.get("StreamSpecification") != null;
            table.getValue().shows(isStreamed ? (String) described.get("LatestStreamArn") : null);
        }
        ledger.rests();
    }

    private String expiryAttribute(String table) {
        Map<String, Object> described = Client.map(
                client.call("DescribeTimeToLive", Map.of("TableName", table)).get("TimeToLiveDescription"));
        return "ENABLED".equals(described.get("TimeToLiveStatus")) ? (String) described.get("AttributeName") : null;
    }

    /** A request that is told apart by its name; its answer is an acknowledgement. */
    Map<String, Object> ask(String name, String operation, Map<String, ?> request) {
        Map<String, Object> answer = client.call(operation, request);
        ledger.done(name);
        return answer;
    }

    void create(String table, Map<String, Object> request) {
        Content content = new Content();
        if (request.containsKey("StreamSpecification")) {
            content.opensStream(true);
        }
        ledger.creates(table, content);
        client.call("CreateTable", request);
        ledger.created();
    }

    /** A table with all that can be kept in it, when that is kept. */
    void createWhole(String table) {
        create(table, Requests.full(table));
        ask("expiry", "UpdateTimeToLive", Requests.expiry(table, true));
        ask("recovery", "UpdateContinuousBackups", Requests.recovery(table, true));
        rest();
    }

    /** A restore makes a table. */
    void restore(String operation, Ledger.Past past, String target) {
        Content content = new Content();
        content.items().putAll(past.items());
        ledger.creates(target, content);
        Map<String, Object> request = new HashMap<>(Map.of("TargetTableName", target));
        if (past.backup() != null) {
            request.put("BackupArn", past.backup());
        } else {
            request.put("SourceTableName", past.table());
            request.put("RestoreDateTime", past.millis() / 1000.0);
        }
        client.call(operation, request);
        ledger.created();
    }

    void delete(String table) {
        ledger.deletes(table);
        client.call("DeleteTable", Map.of("TableName", table));
        ledger.deleted();
    }

    /** Backs a table up; in doubt it may be there or not. */
    void backup(String table, String name) {
        Map<String, Object> answer =
                ask("backup " + name, "CreateBackup", Map.of("TableName", table, "BackupName", name));
        ledger.keep(table, 0, (String) Client.map(answer.get("BackupDetails")).get("BackupArn"));
    }

    /** A moment that a table can be restored to. */
    void moment(String table) {
        passes(2);
        ledger.keep(table, clockMillis(), null);
        passes(2);
    }

    void deleteBackup(Ledger.Past past) {
        ledger.deletesBackup(past);
        client.call("DeleteBackup", Map.of("BackupArn", past.backup()));
    }

    private void write(String operation, Map<String, ?> request, List<List<Effect>> effects) {
        ledger.sends(effects);
        client.call(operation, request);
        ledger.acknowledged();
    }

    static Map<String, Object> keyOf(String k, int s) {
        return Map.of("k", Map.of("S", k), "s", Map.of("N", Integer.toString(s)));
    }

    /** An item that no other equals, and that is in all indexes. */
    Map<String, Object> item(String k, int s) {
        Map<String, Object> item = new HashMap<>(keyOf(k, s));
        int version = ++versions;
        item.put("v", Map.of("N", Integer.toString(version)));
        item.put("x", Map.of("S", "x" + version % 3));
        if (version % 5 != 0) {
            item.put("g", Map.of("S", "g" + version % 4));
        }
        return item;
    }

    Effect puts(String table, Map<String, Object> item) {
        return new Effect(table, Ledger.key(item), item);
    }

    void put(String table, Map<String, Object> item) {
        write("PutItem", Map.of("TableName", table, "Item", item), List.of(List.of(puts(table, item))));
    }

    void delete(String table, Map<String, Object> key) {
        write(
                "DeleteItem",
                Map.of("TableName", table, "Key", key),
                List.of(List.of(new Effect(table, Ledger.key(key), null))));
    }

    /** The update ADD n :one, and SET v to a value of its own. */
    Map<String, Object> addition(String table, Map<String, Object> key) {
        return Map.of(
                "TableName",
                table,
                "Key",
                key,
                "UpdateExpression",
                "ADD n :one SET v = :v",
                "ExpressionAttributeValues",
                Map.of(":one", Map.of("N", "1"), ":v", Map.of("N", Integer.toString(++versions))));
    }

    Effect adds(String table, Map<String, Object> key, Map<String, Object> addition) {
        UnaryOperator<Map<String, Object>> change = before -> {
            Map<String, Object> after = new HashMap<>(before == null ? key : before);
            Object n = after.get("n");
            int count = n == null ? 0 : Integer.parseInt((String) Client.map(n).get("N"));
            after.put("n", Map.of("N", Integer.toString(count + 1)));
            after.put("v", Client.map(addition.get("ExpressionAttributeValues")).get(":v"));
            return after;
        };
        return new Effect(table, Ledger.key(key), change.apply(ledger.item(table, Ledger.key(key))));
    }

    void add(String table, Map<String, Object> key) {
        Map<String, Object> addition = addition(table, key);
        write("UpdateItem", addition, List.of(List.of(adds(table, key, addition))));
    }

    /** All or nothing; asked again with its token it is not done again. */
    void transact(String token, List<Map<String, Object>> actions, List<Effect> effects) {
        transaction = Map.of("ClientRequestToken", token, "TransactItems", actions);
        write("TransactWriteItems", transaction, List.of(effects));
        transaction = null;
    }

    /** As clients do where no answer came; whether it has happened or not, then it has happened once. */
    void repeatTransaction() {
        if (transaction != null) {
            client.call("TransactWriteItems", transaction);
            ledger.mustHaveHappened();
            transaction = null;
        }
    }

    /** Each on its own. */
    void batch(Map<String, List<Map<String, Object>>> requests, List<Effect> effects) {
        List<List<Effect>> groups = new ArrayList<>();
        effects.forEach(effect -> groups.add(List.of(effect)));
        write("BatchWriteItem", Map.of("RequestItems", requests), groups);
    }

    Diagnosis examine() {
        return Checkup.run(
                store, environment, new RootKeyService(new byte[RootKeyService.ROOT_KEY_BYTES], environment), null);
    }

    void closeDatabase() {
        database.close();
    }

    @Override
    public void close() {
        store.close();
    }
}
