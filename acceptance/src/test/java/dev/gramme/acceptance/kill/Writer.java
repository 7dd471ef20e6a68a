package dev.gramme.acceptance.kill;

import dev.gramme.acceptance.load.ApiConnection;
import dev.gramme.acceptance.load.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Writes over one connection until the server is gone or it is told to stop, and keeps its ledger. */
public final class Writer implements Runnable {
    public static final String TABLE = "killed";

    private static final int OWN_ITEMS = 40;
    private static final int COUNTERS = 3;
    private static final int BATCH = 10;

    private final int port;
    private final Ledger ledger;
    private final Random random;
    private final boolean mayBeRefused;
    private volatile String fault;
    private volatile boolean stopped;

    public Writer(int port, Ledger ledger, long seed) {
        this(port, ledger, seed, false);
    }

    /** @param mayBeRefused whether the server may say that it cannot write now; this writer stops then */
    public Writer(int port, Ledger ledger, long seed, boolean mayBeRefused) {
        this.mayBeRefused = mayBeRefused;
        this.port = port;
        this.ledger = ledger;
        this.random = new Random(seed);
    }

    /** What should not have happened; null where all went well until the end. */
    public String fault() {
        return fault;
    }

    /** It ends after the write it is at. */
    public void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        try (ApiConnection connection = new ApiConnection(port)) {
            while (fault == null && !stopped) {
                switch (random.nextInt(6)) {
                    case 0 -> put(connection);
                    case 1 -> update(connection);
                    case 2 -> add(connection);
                    case 3 -> batch(connection);
                    case 4 -> compareAndSet(connection);
                    default -> delete(connection);
                }
            }
        } catch (IOException e) {
            // The server was killed: the ledger says what was under way.
        }
    }

    private String anyKey() {
        return ledger.writer() + "-" + random.nextInt(OWN_ITEMS);
    }

    private void expectSuccess(ApiConnection connection, String operation, String body, String... keys)
            throws IOException {
        String answer = connection.tryCall(operation, body);
        if (connection.status() == 200 && !answer.contains("UnprocessedItems\":{\"")) {
            for (String key : keys) {
                ledger.acknowledge(key);
            }
        } else if (mayBeRefused && connection.status() >= 500) {
            throw new IOException("Refused");
        } else {
            fault = operation + " answered " + connection.status() + ": " + answer;
        }
    }

    private static String table(String more) {
        return "{\"TableName\":\"" + TABLE + "\"," + more + "}";
    }

    private void put(ApiConnection connection) throws IOException {
        String key = anyKey();
        String item = Content.item(key, ledger.sendNext(key));
        expectSuccess(connection, "PutItem", table("\"Item\":" + item), key);
    }

    private void update(ApiConnection connection) throws IOException {
        String key = anyKey();
        int version = ledger.sendNext(key);
        expectSuccess(connection, "UpdateItem", table(set(key, version) + "}"), key);
    }

    private static String set(String key, int version) {
        return "\"Key\":{\"pk\":" + Json.s(key) + "},\"UpdateExpression\":\"SET version = :v, #t = :t\","
                + "\"ExpressionAttributeNames\":{\"#t\":\"text\"},\"ExpressionAttributeValues\":{\":v\":"
                + Json.n(Integer.toString(version)) + ",\":t\":" + Json.s(Content.text(key, version));
    }

    /** Writes only if the item is in the version the ledger knows, which it always is. */
    private void compareAndSet(ApiConnection connection) throws IOException {
        String key = anyKey();
        int before = ledger.version(key);
        int version = ledger.sendNext(key);
        String body = before == Ledger.ABSENT
                ? "\"ConditionExpression\":\"attribute_not_exists(pk)\"," + set(key, version) + "}"
                : "\"ConditionExpression\":\"version = :b\"," + set(key, version) + ",\":b\":"
                        + Json.n(Integer.toString(before)) + "}";
        expectSuccess(connection, "UpdateItem", table(body), key);
    }

    private void delete(ApiConnection connection) throws IOException {
        String key = anyKey();
        ledger.sendDelete(key);
        expectSuccess(connection, "DeleteItem", table("\"Key\":{\"pk\":" + Json.s(key) + "}"), key);
    }

    private void batch(ApiConnection connection) throws IOException {
        int first = random.nextInt(OWN_ITEMS);
        List<String> writes = new ArrayList<>();
        String[] keys = new String[BATCH];
        for (int at = 0; at < BATCH; at++) {
            String key = ledger.writer() + "-" + (first + at) % OWN_ITEMS;
            keys[at] = key;
            if (random.nextInt(5) == 0) {
                ledger.sendDelete(key);
                writes.add("{\"DeleteRequest\":{\"Key\":{\"pk\":" + Json.s(key) + "}}}");
            } else {
                writes.add("{\"PutRequest\":{\"Item\":" + Content.item(key, ledger.sendNext(key)) + "}}");
            }
        }
        String body = "{\"RequestItems\":{\"" + TABLE + "\":[" + String.join(",", writes) + "]}}";
        expectSuccess(connection, "BatchWriteItem", body, keys);
    }

    /** Counters are shared by all writers. */
    private void add(ApiConnection connection) throws IOException {
        String key = "counter-" + random.nextInt(COUNTERS);
        Ledger.Sum sum = ledger.sendAddition(key);
        expectSuccess(
                connection,
                "UpdateItem",
                table("\"Key\":{\"pk\":" + Json.s(key) + "},\"UpdateExpression\":\"ADD hits :one\","
                        + "\"ExpressionAttributeValues\":{\":one\":" + Json.n("1") + "}"));
        if (fault == null) {
            sum.acknowledge();
        }
    }
}
