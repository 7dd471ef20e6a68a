package dev.gramme.acceptance.burn;

import dev.gramme.acceptance.burn.BurnLedger.Effect;
import dev.gramme.acceptance.load.ApiConnection;
import dev.gramme.acceptance.load.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Writes, reads and transacts over one connection until the server is gone or it is told to stop. */
final class BurnClient implements Runnable {
    private static final int COLLECTIONS = 8;
    private static final int ITEMS_OF_ONE = 4;
    private static final int BATCH = 8;
    /** How long an item lives that expires. */
    private static final int EXPIRY_SECONDS = 4;

    private final String name;
    private final int port;
    private final BurnLedger ledger;
    private final Random random;
    private long refusals;
    private volatile @Nullable String fault;
    private volatile boolean stopped;

    BurnClient(String name, int port, BurnLedger ledger, long seed) {
        this.name = name;
        this.port = port;
        this.ledger = ledger;
        this.random = new Random(seed);
    }

    /** What should not have happened; null where all went well until the end. */
    @Nullable
    String fault() {
        return fault;
    }

    /** Requests that were refused for now, of which nothing happened. */
    long refusals() {
        return refusals;
    }

    /** It ends after the request it is at. */
    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        try (ApiConnection connection = new ApiConnection(port)) {
            while (fault == null && !stopped && !ledger.isInDoubt()) {
                switch (random.nextInt(10)) {
                    case 0, 1 -> put(connection);
                    case 2 -> update(connection);
                    case 3 -> delete(connection);
                    case 4 -> batch(connection);
                    case 5 -> transact(connection);
                    case 6 -> compareAndSet(connection);
                    case 7 -> read(connection);
                    case 8 -> query(connection);
                    default -> addOrExpire(connection);
                }
            }
        } catch (IOException e) {
            // The server was killed: the ledger says what was under way.
        }
    }

    private String anyTable() {
        return BurnItems.TABLES.get(random.nextInt(BurnItems.TABLES.size()));
    }

    private String anyPlace(String table) {
        return BurnItems.place(table, name + "-" + random.nextInt(COLLECTIONS), random.nextInt(ITEMS_OF_ONE));
    }

    private static List<List<Effect>> one(Effect effect) {
        return List.of(List.of(effect));
    }

    private void write(
            ApiConnection connection,
            String operation,
            String body,
            List<List<Effect>> effects,
            @Nullable String transaction)
            throws IOException {
        ledger.sends(effects, transaction);
        String answer = connection.tryCall(operation, body);
        int status = connection.status();
        if (status == 200 && !answer.contains("UnprocessedItems\":{\"")) {
            ledger.acknowledged();
        } else if (status == 503 || answer.contains("TransactionConflict")) {
            ledger.refused();
            refusals++;
        } else {
            fault = operation + " answered " + status + ": " + answer;
        }
    }

    private void put(ApiConnection connection) throws IOException {
        String place = anyPlace(anyTable());
        long version = ledger.nextVersion();
        String body =
                "{\"TableName\":\"" + BurnItems.table(place) + "\",\"Item\":" + BurnItems.item(place, version) + "}";
        write(connection, "PutItem", body, one(new Effect(place, version)), null);
    }

    private void update(ApiConnection connection) throws IOException {
        String place = anyPlace(anyTable());
        long version = ledger.nextVersion();
        String body = "{" + BurnItems.update(place, version) + "}}";
        write(connection, "UpdateItem", body, one(new Effect(place, version)), null);
    }

    /** Writes only if the item is in the version the ledger knows, which it always is. */
    private void compareAndSet(ApiConnection connection) throws IOException {
        String place = anyPlace(anyTable());
        long before = ledger.version(place);
        long version = ledger.nextVersion();
        String update = BurnItems.update(place, version);
        String body = before == BurnItems.ABSENT
                ? "{\"ConditionExpression\":\"attribute_not_exists(pk)\"," + update + "}}"
                : "{\"ConditionExpression\":\"v = :b\"," + update + ",\":b\":" + Json.n(Long.toString(before)) + "}}";
        write(connection, "UpdateItem", body, one(new Effect(place, version)), null);
    }

    private void delete(ApiConnection connection) throws IOException {
        String place = anyPlace(anyTable());
        Effect gone = new Effect(place, BurnItems.ABSENT);
        write(connection, "DeleteItem", "{" + BurnItems.at(place) + "}", one(gone), null);
    }

    private void batch(ApiConnection connection) throws IOException {
        List<List<Effect>> effects = new ArrayList<>();
        StringBuilder tables = new StringBuilder();
        for (String table : BurnItems.TABLES.subList(0, 2)) {
            TreeSet<String> places = new TreeSet<>();
            while (places.size() < BATCH) {
                places.add(anyPlace(table));
            }
            StringBuilder writes = new StringBuilder();
            for (String place : places) {
                boolean deletes = random.nextInt(5) == 0;
                long version = deletes ? BurnItems.ABSENT : ledger.nextVersion();
                effects.add(List.of(new Effect(place, version)));
                writes.append(writes.isEmpty() ? "" : ",")
                        .append(
                                deletes
                                        ? "{\"DeleteRequest\":{\"Key\":" + BurnItems.keyOf(place) + "}}"
                                        : "{\"PutRequest\":{\"Item\":" + BurnItems.item(place, version) + "}}");
            }
            tables.append(tables.isEmpty() ? "" : ",")
                    .append("\"" + table + "\":[")
                    .append(writes)
                    .append(']');
        }
        write(connection, "BatchWriteItem", "{\"RequestItems\":{" + tables + "}}", effects, null);
    }

    /** Items of several tables and a counter, all or none. */
    private void transact(ApiConnection connection) throws IOException {
        List<Effect> effects = new ArrayList<>();
        StringBuilder actions = new StringBuilder();
        for (String table : BurnItems.TABLES) {
            String place = anyPlace(table);
            boolean deletes = random.nextInt(6) == 0 && ledger.version(place) != BurnItems.ABSENT;
            long version = deletes ? BurnItems.ABSENT : ledger.nextVersion();
            effects.add(new Effect(place, version));
            actions.append(
                    deletes
                            ? "{\"Delete\":{" + BurnItems.at(place) + "}},"
                            : "{\"Update\":{" + BurnItems.update(place, version) + "}}},");
        }
        String counter = anyCounter();
        effects.add(new Effect(counter, 1));
        actions.append("{\"Update\":{").append(addition(counter)).append("}}");
        String body = "{\"ClientRequestToken\":\"" + name + "-" + ledger.nextVersion() + "\",\"TransactItems\":["
                + actions + "]}";
        write(connection, "TransactWriteItems", body, List.of(effects), body);
    }

    private String anyCounter() {
        return BurnItems.place(anyTable(), BurnItems.COUNTER + random.nextInt(BurnItems.COUNTERS), 0);
    }

    private static String addition(String counter) {
        return BurnItems.at(counter)
                + ",\"UpdateExpression\":\"ADD n :one\",\"ExpressionAttributeValues\":{\":one\":{\"N\":\"1\"}}";
    }

    private void addOrExpire(ApiConnection connection) throws IOException {
        if (random.nextBoolean()) {
            String counter = anyCounter();
            write(connection, "UpdateItem", "{" + addition(counter) + "}", one(new Effect(counter, 1)), null);
            return;
        }
        long version = ledger.nextVersion();
        String place = BurnItems.place(anyTable(), BurnItems.EXPIRING + name, (int) version);
        long second = System.currentTimeMillis() / 1_000 + EXPIRY_SECONDS;
        String body = "{\"TableName\":\"" + BurnItems.table(place) + "\",\"Item\":"
                + BurnItems.expiring(place, version, second) + "}";
        write(connection, "PutItem", body, one(new Effect(place, version)), null);
    }

    private void read(ApiConnection connection) throws IOException {
        String place = anyPlace(anyTable());
        String answer = connection.tryCall("GetItem", "{" + BurnItems.at(place) + ",\"ConsistentRead\":true}");
        if (connection.status() == 200) {
            Object item = Json.object(Json.parse(answer)).get("Item");
            require(place, item == null ? null : Json.object(item));
        } else if (connection.status() != 503) {
            fault = "GetItem answered " + connection.status() + ": " + answer;
        }
    }

    private void query(ApiConnection connection) throws IOException {
        String table = anyTable();
        String pk = name + "-" + random.nextInt(COLLECTIONS);
        String answer = connection.tryCall(
                "Query",
                "{\"TableName\":\"" + table + "\",\"ConsistentRead\":true,\"KeyConditionExpression\":\"pk = :p\","
                        + "\"ExpressionAttributeValues\":{\":p\":" + Json.s(pk) + "}}");
        if (connection.status() != 200) {
            fault = connection.status() == 503 ? null : "Query answered " + connection.status() + ": " + answer;
            return;
        }
        Map<Integer, Map<String, @Nullable Object>> found = new HashMap<>();
        for (Object element : Json.array(Json.object(Json.parse(answer)).get("Items"))) {
            Map<String, @Nullable Object> item = Json.object(element);
            String key = BurnItems.key(item);
            found.put(Integer.parseInt(key.substring(key.indexOf('/') + 1)), item);
        }
        for (int sk = 0; sk < ITEMS_OF_ONE; sk++) {
            require(BurnItems.place(table, pk, sk), found.get(sk));
        }
    }

    private void require(String place, @Nullable Map<String, @Nullable Object> item) {
        long version = item == null ? BurnItems.ABSENT : BurnItems.version(item);
        if (version != ledger.version(place)) {
            fault = place + " was read in version " + version + " instead of " + ledger.version(place);
        } else if (item != null && !BurnItems.isWhole(item)) {
            fault = place + " was read and is not whole: " + item;
        }
    }
}
