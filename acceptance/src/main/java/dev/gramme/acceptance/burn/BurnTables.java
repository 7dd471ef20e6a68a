package dev.gramme.acceptance.burn;

import dev.gramme.acceptance.load.ApiConnection;
import dev.gramme.acceptance.load.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Tables, indexes and backups that come and go while others write, and what was acknowledged of them. Used by one
 * thread at a time; the last request may be in doubt.
 */
final class BurnTables implements Runnable {
    private static final String RESTORED = "burn-restored-";
    private static final String PASSING = "burn-passing-";
    private static final int MOST_TABLES = 8;
    private static final int MOST_PASTS = 6;
    private static final long PAUSE_MILLIS = 60;
    /** What may be said while a table is at something else. */
    private static final List<String> BUSY =
            List.of("ResourceInUseException", "LimitExceededException", "TableInUseException", "BackupInUseException");

    /**
     * A table as it was when nobody wrote.
     *
     * @param backup null where it is restored to a time, milliseconds since 1970
     * @param versions of all items by their keys
     */
    record Past(String table, @Nullable String backup, long millis, Map<String, Long> versions) {}

    private final Random random;
    /** Tables that are there beside those that always are; null for what was not restored. */
    private final Map<String, Map<String, Long>> tables = new TreeMap<>();

    private final List<Past> pasts = new ArrayList<>();
    private int port;
    private int number;
    private @Nullable String creating;
    private Map<String, Long> createdVersions = Map.of();
    private @Nullable String deleting;
    private @Nullable Past droppedBackup;
    private @Nullable String fault;
    private long done;
    private volatile boolean stopped;

    BurnTables(long seed) {
        this.random = new Random(seed);
    }

    void startOn(int serverPort) {
        port = serverPort;
        stopped = false;
    }

    void stop() {
        stopped = true;
    }

    @Nullable
    String fault() {
        return fault;
    }

    /** Changes that were acknowledged. */
    long done() {
        return done;
    }

    @Override
    public void run() {
        try (ApiConnection connection = new ApiConnection(port)) {
            while (fault == null && !stopped) {
                step(connection);
                Thread.sleep(random.nextLong(2 * PAUSE_MILLIS));
            }
        } catch (IOException e) {
            // The server was killed.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void step(ApiConnection connection) throws IOException {
        switch (random.nextInt(8)) {
            case 0 -> create(connection);
            case 1, 2 -> restore(connection);
            case 3 -> delete(connection);
            case 4 -> ask(connection, "UpdateTable", BurnItems.addIndex(any(BurnItems.TABLES)));
            case 5 -> ask(connection, "UpdateTable", BurnItems.deleteIndex(any(BurnItems.TABLES)));
            case 6 -> toggle(connection);
            default -> dropBackup(connection);
        }
    }

    private <T> T any(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    /** Whether it was done; where it was refused, it was because of something else that goes on. */
    private boolean ask(ApiConnection connection, String operation, String body) throws IOException {
        String answer = connection.tryCall(operation, body);
        if (connection.status() == 200) {
            done++;
            return true;
        }
        boolean unknownIndex = body.contains("\"Delete\":") && answer.contains("ResourceNotFoundException");
        boolean knownIndex = body.contains("\"Create\":") && answer.contains("ValidationException");
        if (connection.status() != 503
                && !unknownIndex
                && !knownIndex
                && BUSY.stream().noneMatch(answer::contains)) {
            fault = operation + " answered " + connection.status() + ": " + answer;
        }
        return false;
    }

    private void create(ApiConnection connection) throws IOException {
        if (tables.size() >= MOST_TABLES) {
            return;
        }
        creating = PASSING + ++number;
        createdVersions = Map.of();
        if (ask(connection, "CreateTable", BurnItems.createTable(creating))) {
            fill(connection, creating);
            created();
        }
        creating = null;
    }

    /** Items of a passing table are looked at only by the doctor. */
    private void fill(ApiConnection connection, String table) throws IOException {
        for (int sk = 0; sk < 5; sk++) {
            connection.tryCall(
                    "PutItem",
                    "{\"TableName\":\"" + table + "\",\"Item\":"
                            + BurnItems.item(BurnItems.place(table, "p", sk), 1 + random.nextInt(100)) + "}");
        }
    }

    private void created() {
        if (creating != null) {
            tables.put(creating, createdVersions);
        }
    }

    private void restore(ApiConnection connection) throws IOException {
        if (tables.size() >= MOST_TABLES || pasts.isEmpty()) {
            return;
        }
        Past past = any(pasts);
        creating = RESTORED + ++number;
        createdVersions = past.versions();
        String target = ",\"TargetTableName\":\"" + creating + "\"}";
        boolean taken = past.backup() == null
                ? ask(
                        connection,
                        "RestoreTableToPointInTime",
                        "{\"SourceTableName\":\"" + past.table() + "\",\"RestoreDateTime\":" + past.millis() / 1_000
                                + "." + String.format("%03d", past.millis() % 1_000) + target)
                : ask(connection, "RestoreTableFromBackup", "{\"BackupArn\":\"" + past.backup() + "\"" + target);
        if (taken) {
            created();
        }
        creating = null;
    }

    private void delete(ApiConnection connection) throws IOException {
        if (tables.isEmpty()) {
            return;
        }
        deleting = any(List.copyOf(tables.keySet()));
        if (ask(connection, "DeleteTable", "{\"TableName\":\"" + deleting + "\"}")) {
            tables.remove(deleting);
        }
        deleting = null;
    }

    /** Point-in-time recovery or the stream of a passing table. */
    private void toggle(ApiConnection connection) throws IOException {
        List<String> passing = tables.keySet().stream()
                .filter(table -> table.startsWith(PASSING))
                .toList();
        if (passing.isEmpty()) {
            return;
        }
        String table = any(passing);
        boolean on = random.nextBoolean();
        String answer = random.nextBoolean()
                ? connection.tryCall("UpdateContinuousBackups", recovery(table, on))
                : connection.tryCall(
                        "UpdateTable",
                        "{\"TableName\":\"" + table + "\",\"StreamSpecification\":{\"StreamEnabled\":" + on
                                + (on ? ",\"StreamViewType\":\"NEW_IMAGE\"" : "") + "}}");
        if (connection.status() >= 500 && connection.status() != 503) {
            fault = "changing " + table + " answered " + answer;
        }
    }

    static String recovery(String table, boolean on) {
        return "{\"TableName\":\"" + table + "\",\"PointInTimeRecoverySpecification\":"
                + "{\"PointInTimeRecoveryEnabled\":" + on + "}}";
    }

    private void dropBackup(ApiConnection connection) throws IOException {
        List<Past> backups =
                pasts.stream().filter(past -> past.backup() != null).toList();
        if (backups.size() < 2) {
            return;
        }
        Past past = backups.getFirst();
        droppedBackup = past;
        pasts.remove(past);
        if (!ask(connection, "DeleteBackup", "{\"BackupArn\":\"" + past.backup() + "\"}") && fault == null) {
            pasts.addFirst(past);
        }
        droppedBackup = null;
    }

    /** Ends the doubt: what is there stands. Returns the tables there must be. */
    Set<String> settle(Set<String> found, Set<String> backups) {
        if (creating != null && found.contains(creating)) {
            created();
        }
        creating = null;
        if (deleting != null && !found.contains(deleting)) {
            tables.remove(deleting);
        }
        deleting = null;
        Past dropped = droppedBackup;
        if (dropped != null && dropped.backup() != null && backups.contains(dropped.backup())) {
            pasts.addFirst(dropped);
        }
        droppedBackup = null;
        Set<String> expected = new TreeSet<>(BurnItems.TABLES);
        expected.addAll(tables.keySet());
        return expected;
    }

    /** Backups that must be there. */
    Set<String> backups() {
        Set<String> arns = new HashSet<>();
        for (Past past : pasts) {
            if (past.backup() != null) {
                arns.add(past.backup());
            }
        }
        return arns;
    }

    /** What must be in tables that were restored. */
    Map<String, Map<String, Long>> restored() {
        Map<String, Map<String, Long>> restored = new TreeMap<>(tables);
        restored.keySet().removeIf(table -> !table.startsWith(RESTORED));
        return restored;
    }

    /** Keeps the past of a table while nobody writes: in a backup, or as a time. */
    void keep(ApiConnection connection, String table, Map<String, Long> versions)
            throws IOException, InterruptedException {
        if (random.nextBoolean()) {
            Thread.sleep(3);
            pasts.add(new Past(table, null, System.currentTimeMillis(), versions));
            Thread.sleep(3);
        } else {
            String answer = connection.call(
                    "CreateBackup", "{\"TableName\":\"" + table + "\",\"BackupName\":\"burn-" + ++number + "\"}");
            Map<String, @Nullable Object> details =
                    Json.object(Json.object(Json.parse(answer)).get("BackupDetails"));
            pasts.add(new Past(table, String.valueOf(details.get("BackupArn")), 0, versions));
        }
        done++;
        if (pasts.size() > MOST_PASTS) {
            forgetTime();
        }
    }

    /** Times are only forgotten; a backup goes by being deleted. */
    private void forgetTime() {
        for (Past past : pasts) {
            if (past.backup() == null) {
                pasts.remove(past);
                return;
            }
        }
    }
}
