package dev.gramme.acceptance.history;

import dev.gramme.acceptance.history.Action.Addition;
import dev.gramme.acceptance.history.Action.Outcome;
import dev.gramme.acceptance.history.Action.Reading;
import dev.gramme.acceptance.load.ApiConnection;
import dev.gramme.acceptance.load.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads lists and adds to them, by any server that answers, in every way there is: single writes, with conditions and
 * without, and transactions. Notes down what it did, until it is told to stop.
 */
public final class HistoryClient implements Runnable {
    private static final int PATIENCE_MILLIS = 5_000;
    private static final int PAUSE_MILLIS = 50;
    private static final int CONNECT_ATTEMPTS = 100;
    private static final int MOST_IN_TRANSACTION = 4;
    /** How often a transaction whose answer did not come is sent again, with the same token. */
    private static final int RETRIES = 3;
    /** Answers that say that nothing was written. */
    private static final List<String> REFUSALS = List.of(
            "ConditionalCheckFailedException",
            "TransactionCanceledException",
            "TransactionConflictException",
            "ThrottlingException",
            "ProvisionedThroughputExceededException");

    private final int number;
    private final List<Integer> ports;
    private final List<String> keys;
    private final AtomicLong values;
    private final Random random;
    private final List<Action> actions = new ArrayList<>();
    private final Map<String, List<Long>> known = new HashMap<>();
    private @Nullable ApiConnection connection;
    private int server;
    private volatile @Nullable String fault;
    private volatile boolean stopped;

    /**
     * One client.
     *
     * @param ports of the servers; not all of them need to answer
     * @param keys of {@link HistoryTables}
     * @param values gives the values that are added; shared by all clients
     */
    public HistoryClient(int number, List<Integer> ports, List<String> keys, AtomicLong values, long seed) {
        this.number = number;
        this.ports = ports;
        this.keys = keys;
        this.values = values;
        this.random = new Random(seed);
        this.server = number;
    }

    /** It ends after the request it is at. */
    public void stop() {
        stopped = true;
    }

    /** An answer nobody should get; null where there was none. */
    public @Nullable String fault() {
        return fault;
    }

    public List<Action> actions() {
        return actions;
    }

    @Override
    public void run() {
        try {
            while (!stopped && fault == null) {
                switch (random.nextInt(10)) {
                    case 0, 1 -> get(anyKey());
                    case 2, 3 -> append(anyKey());
                    case 4, 5 -> put(anyKey());
                    case 6, 7 -> readTogether(someKeys());
                    default -> writeTogether(someKeys());
                }
            }
        } catch (RuntimeException e) {
            fault = e.toString();
        }
        disconnect();
    }

    private String anyKey() {
        return keys.get(random.nextInt(keys.size()));
    }

    private List<String> someKeys() {
        List<String> all = new ArrayList<>(keys);
        Collections.shuffle(all, random);
        return all.subList(0, 2 + random.nextInt(MOST_IN_TRANSACTION - 1));
    }

    /** What came of one request. */
    private record Answer(long beganNanos, long endedNanos, Outcome outcome, String body) {
        Map<String, Object> fields() {
            return Json.object(Json.parse(body));
        }
    }

    /** Sends it to one server, once. */
    private Answer send(String operation, String request) {
        long began = System.nanoTime();
        if (!connect()) {
            return new Answer(began, System.nanoTime(), Outcome.REFUSED, "");
        }
        began = System.nanoTime();
        try {
            String body = connection.tryCall(operation, request);
            Outcome outcome = outcome(operation, connection.status(), body);
            long ended = System.nanoTime();
            if (outcome == Outcome.UNKNOWN) {
                turnAway();
            }
            return new Answer(began, ended, outcome, body);
        } catch (IOException e) {
            long ended = System.nanoTime();
            turnAway();
            return new Answer(began, ended, Outcome.UNKNOWN, "");
        }
    }

    private Outcome outcome(String operation, int status, String body) {
        if (status == 200) {
            return Outcome.DONE;
        }
        if (status >= 500 || body.contains("TransactionInProgressException")) {
            return Outcome.UNKNOWN;
        }
        if (REFUSALS.stream().noneMatch(body::contains) || body.contains("ValidationError")) {
            fault = operation + " answered " + status + ": " + body;
        }
        return Outcome.REFUSED;
    }

    /** To the first server that takes it; whether there is one. */
    private boolean connect() {
        for (int attempt = 0; connection == null && attempt < CONNECT_ATTEMPTS && !stopped; attempt++) {
            try {
                connection = new ApiConnection(ports.get(Math.floorMod(server, ports.size())), PATIENCE_MILLIS);
            } catch (IOException e) {
                turnAway();
            }
        }
        return connection != null;
    }

    private void disconnect() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (IOException e) {
            // it is of no use any more
        }
        connection = null;
    }

    /** To the next server. */
    private void turnAway() {
        disconnect();
        server++;
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            stopped = true;
        }
    }

    private void note(String what, Answer answer, List<Reading> readings, List<Addition> additions) {
        if (!additions.isEmpty() || answer.outcome() == Outcome.DONE) {
            actions.add(new Action(
                    number, what, answer.beganNanos(), answer.endedNanos(), answer.outcome(), readings, additions));
        }
        if (answer.outcome() == Outcome.DONE) {
            readings.forEach(reading -> known.put(reading.key(), reading.values()));
        }
        // what it knew of them is old now
        additions.forEach(addition -> known.remove(addition.key()));
    }

    private List<Long> get(String key) {
        Answer answer = send("GetItem", "{\"ConsistentRead\":true," + HistoryTables.place(key) + "}");
        if (answer.outcome() != Outcome.DONE) {
            return null;
        }
        List<Long> found = HistoryTables.values(answer.fields().get("Item"));
        note("GetItem", answer, List.of(new Reading(key, found)), List.of());
        return found;
    }

    /** Adds without a condition; the answer tells what was there. */
    private void append(String key) {
        long value = values.incrementAndGet();
        Answer answer = send(
                "UpdateItem",
                "{" + HistoryTables.place(key) + "," + append(value, "") + ",\"ReturnValues\":\"ALL_NEW\"}");
        List<Reading> readings = List.of();
        if (answer.outcome() == Outcome.DONE) {
            List<Long> after = HistoryTables.values(answer.fields().get("Attributes"));
            if (after.getLast() != value) {
                fault = "UpdateItem added " + value + " and answered " + after;
                return;
            }
            readings = List.of(new Reading(key, after.subList(0, after.size() - 1)));
        }
        note("UpdateItem", answer, readings, List.of(new Addition(key, value)));
    }

    /** An update that adds a value. */
    private static String append(long value, String moreValues) {
        String number = Json.n(Long.toString(value));
        return "\"UpdateExpression\":\"SET l = list_append(if_not_exists(l, :none), :one), b = :b ADD n :more\","
                + "\"ExpressionAttributeValues\":{\":none\":{\"L\":[]},\":one\":{\"L\":[" + number + "]},\":b\":"
                + number
                + ",\":more\":{\"N\":\"1\"}" + moreValues + "}";
    }

    private List<Long> knownOrRead(String key) {
        List<Long> list = known.get(key);
        return list == null || random.nextBoolean() ? get(key) : list;
    }

    private static String condition(List<Long> list) {
        return "\"ConditionExpression\":\"" + (list.isEmpty() ? "attribute_not_exists(n)" : "n = :n") + "\"";
    }

    private static String conditionValue(List<Long> list) {
        return "\":n\":" + Json.n(Integer.toString(list.size()));
    }

    private static String conditionValues(List<Long> list) {
        return list.isEmpty() ? "" : ",\"ExpressionAttributeValues\":{" + conditionValue(list) + "}";
    }

    private static List<Long> with(List<Long> list, long value) {
        List<Long> longer = new ArrayList<>(list);
        longer.add(value);
        return longer;
    }

    /** Writes the whole item anew, if it is still as it was seen. */
    private void put(String key) {
        List<Long> list = knownOrRead(key);
        if (list == null) {
            return;
        }
        long value = values.incrementAndGet();
        Answer answer = send("PutItem", "{" + putOf(key, list, value) + "}");
        note("PutItem", answer, List.of(new Reading(key, list)), List.of(new Addition(key, value)));
    }

    private static String putOf(String key, List<Long> list, long value) {
        return "\"TableName\":\"" + HistoryTables.table(key) + "\",\"Item\":{"
                + HistoryTables.item(key, with(list, value)) + "}," + condition(list) + conditionValues(list);
    }

    private void readTogether(List<String> some) {
        List<Reading> readings = new ArrayList<>();
        Answer answer = send("TransactGetItems", readOf(some));
        if (answer.outcome() == Outcome.DONE) {
            List<?> items = Json.array(answer.fields().get("Responses"));
            for (int at = 0; at < some.size(); at++) {
                readings.add(new Reading(
                        some.get(at),
                        HistoryTables.values(Json.object(items.get(at)).get("Item"))));
            }
            note("TransactGetItems", answer, readings, List.of());
        }
    }

    private static String readOf(List<String> some) {
        StringBuilder gets = new StringBuilder();
        for (String key : some) {
            gets.append(gets.isEmpty() ? "" : ",").append("{\"Get\":{" + HistoryTables.place(key) + "}}");
        }
        return "{\"TransactItems\":[" + gets + "]}";
    }

    private void writeTogether(List<String> some) {
        if (random.nextInt(4) > 0) {
            readTogether(some);
        }
        List<Reading> readings = new ArrayList<>();
        List<Addition> additions = new ArrayList<>();
        StringBuilder parts = new StringBuilder();
        for (String key : some) {
            // the first one is always written
            String part = part(key, additions.isEmpty() ? random.nextInt(3) : random.nextInt(4), readings, additions);
            parts.append(parts.isEmpty() ? "" : ",").append(part);
        }
        String request = "{\"ClientRequestToken\":\"t" + values.incrementAndGet() + "-" + number
                + "\",\"TransactItems\":[" + parts + "]}";
        Answer answer = send("TransactWriteItems", request);
        boolean once = random.nextBoolean();
        long began = answer.beganNanos();
        boolean doubtful = false;
        for (int retry = 0; retry < RETRIES && answer.outcome() == Outcome.UNKNOWN && !once && !stopped; retry++) {
            doubtful = true;
            answer = send("TransactWriteItems", request);
        }
        // one that did not answer may still do it, unless the token tells that it has
        Outcome outcome = doubtful && answer.outcome() == Outcome.REFUSED ? Outcome.UNKNOWN : answer.outcome();
        note("TransactWriteItems", new Answer(began, answer.endedNanos(), outcome, answer.body()), readings, additions);
    }

    private String part(String key, int kind, List<Reading> readings, List<Addition> additions) {
        List<Long> list = known.get(key);
        if (kind != 3) {
            long value = values.incrementAndGet();
            additions.add(new Addition(key, value));
            if (kind == 0 || list == null) {
                return "{\"Update\":{" + HistoryTables.place(key) + "," + append(value, "") + "}}";
            }
            readings.add(new Reading(key, list));
            return kind == 1
                    ? "{\"Put\":{" + putOf(key, list, value) + "}}"
                    : "{\"Update\":{" + HistoryTables.place(key) + ","
                            + append(value, list.isEmpty() ? "" : "," + conditionValue(list)) + "," + condition(list)
                            + "}}";
        }
        List<Long> seen = list == null ? List.of() : list;
        readings.add(new Reading(key, seen));
        return "{\"ConditionCheck\":{" + HistoryTables.place(key) + "," + condition(seen) + conditionValues(seen)
                + "}}";
    }

    /**
     * Adds to each list, by any server, and tries for so long.
     *
     * @return lists that did not take a value
     */
    public List<String> writeEach(long millis) {
        long until = System.nanoTime() + millis * 1_000_000;
        List<String> left = new ArrayList<>(keys);
        while (!left.isEmpty() && fault == null && System.nanoTime() < until) {
            left.removeIf(key -> {
                append(key);
                return actions.getLast().outcome() == Outcome.DONE;
            });
        }
        disconnect();
        return left;
    }

    /** Reads all lists at once, by any server; tries for so long. */
    public boolean readAll(long millis) {
        long until = System.nanoTime() + millis * 1_000_000;
        int before = actions.size();
        while (actions.size() == before && fault == null && System.nanoTime() < until) {
            readTogether(keys);
        }
        disconnect();
        return actions.size() > before;
    }
}
