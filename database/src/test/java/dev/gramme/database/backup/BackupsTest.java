package dev.gramme.database.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gramme.database.Database;
import dev.gramme.database.Settings;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.layout.Keyspace;
import dev.gramme.database.testing.Client;
import dev.gramme.database.testing.ManualEnvironment;
import dev.gramme.database.testing.TestDatabases;
import dev.gramme.database.testing.TestEngines;
import dev.gramme.kv.Direction;
import dev.gramme.kv.KvCursor;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.PartitionId;
import dev.gramme.kv.ReadMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BackupsTest {
    private static final String TABLE = "films";
    private static final long START = 1_700_000_000_000L;
    private static final long DAY = 24 * 3_600_000L;

    private ManualEnvironment environment;
    private KvEngine engine;
    private Database database;
    private Client client;

    @BeforeEach
    @BeforeTry
    void open() {
        environment = new ManualEnvironment(START, 5);
        engine = TestEngines.open(environment::clockMillis);
        open(BackupTimes.DEFAULT);
    }

    private void open(BackupTimes times) {
        database = TestDatabases.over(engine, environment, Settings.DEFAULT.withBackupTimes(times));
        client = new Client(database);
    }

    private void reopen(BackupTimes times) {
        database.close();
        open(times);
    }

    @AfterEach
    @AfterTry
    void close() {
        database.close();
        engine.close();
    }

    private void create() {
        client.call(
                "CreateTable",
                Map.of(
                        "TableName",
                        TABLE,
                        "BillingMode",
                        "PAY_PER_REQUEST",
                        "KeySchema",
                        List.of(
                                Map.of("AttributeName", "k", "KeyType", "HASH"),
                                Map.of("AttributeName", "s", "KeyType", "RANGE")),
                        "AttributeDefinitions",
                        List.of(
                                Map.of("AttributeName", "k", "AttributeType", "S"),
                                Map.of("AttributeName", "s", "AttributeType", "B"),
                                Map.of("AttributeName", "year", "AttributeType", "N")),
                        "GlobalSecondaryIndexes",
                        List.of(Map.of(
                                "IndexName",
                                "by-year",
                                "KeySchema",
                                List.of(Map.of("AttributeName", "year", "KeyType", "HASH")),
                                "Projection",
                                Map.of("ProjectionType", "ALL")))));
        client.awaitActive(TABLE);
    }

    private static void await(BooleanSupplier reached) {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (!reached.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    /** Sort keys of zero bytes and others, one the beginning of another. */
    private static Map<String, Object> key(int number) {
        String[] sorts = {"AA==", "AAA=", "AAAA", "AP8=", "/w==", "//8="};
        return Map.of("k", Map.of("S", "k" + number / 6 % 3), "s", Map.of("B", sorts[number % 6]));
    }

    private static Map<String, Object> item(int number, int year) {
        Map<String, Object> item = new HashMap<>(key(number));
        item.put("year", Map.of("N", "" + year));
        item.put("text", Map.of("S", "text " + year));
        return item;
    }

    private void put(int number, int year) {
        client.call("PutItem", Map.of("TableName", TABLE, "Item", item(number, year)));
    }

    private void delete(int number) {
        client.call("DeleteItem", Map.of("TableName", TABLE, "Key", key(number)));
    }

    private List<Map<String, Object>> items(String table) {
        return Client.maps(client.call("Scan", Map.of("TableName", table)).get("Items"));
    }

    private void recovery(boolean enabled) {
        client.call(
                "UpdateContinuousBackups",
                Map.of(
                        "TableName",
                        TABLE,
                        "PointInTimeRecoverySpecification",
                        Map.of("PointInTimeRecoveryEnabled", enabled)));
    }

    private Map<String, Object> recoveryState() {
        return Client.map(Client.map(client.call("DescribeContinuousBackups", Map.of("TableName", TABLE))
                        .get("ContinuousBackupsDescription"))
                .get("PointInTimeRecoveryDescription"));
    }

    private String backup(String name) {
        Map<String, Object> details =
                Client.map(client.call("CreateBackup", Map.of("TableName", TABLE, "BackupName", name))
                        .get("BackupDetails"));
        assertThat(details).containsEntry("BackupStatus", "AVAILABLE");
        return (String) details.get("BackupArn");
    }

    private void restoreTo(String target, long millis) {
        client.call(
                "RestoreTableToPointInTime",
                Map.of("SourceTableName", TABLE, "TargetTableName", target, "RestoreDateTime", millis / 1000.0));
    }

    private int rows(Keyspace keyspace) {
        int rows = 0;
        for (int partition = 1; partition <= 64; partition++) {
            try (KvCursor cursor =
                    engine.scan(new PartitionId(partition), keyspace.rows(), Direction.FORWARD, ReadMode.STRONG)) {
                while (cursor.next()) {
                    rows++;
                }
            }
        }
        return rows;
    }

    @Test
    void aBackupHoldsWhatWasThere() {
        create();
        for (int number = 0; number < 18; number++) {
            put(number, 1990 + number);
        }
        List<Map<String, Object>> then = items(TABLE);
        String arn = backup("before");
        assertThat(arn).matches("arn:aws:dynamodb:us-east-1:000000000000:table/films/backup/\\d{14}-[0-9a-f]{8}");
        for (int number = 0; number < 9; number++) {
            delete(number);
        }
        put(17, 2030);

        Map<String, Object> table =
                Client.map(client.call("RestoreTableFromBackup", Map.of("TargetTableName", "again", "BackupArn", arn))
                        .get("TableDescription"));
        assertThat(table).containsEntry("TableStatus", "CREATING");
        assertThat(Client.map(table.get("RestoreSummary")))
                .containsEntry("SourceBackupArn", arn)
                .containsEntry("RestoreInProgress", true);
        client.awaitActive("again");
        assertThat(items("again")).containsExactlyInAnyOrderElementsOf(then);
        assertThat(client.call("Scan", Map.of("TableName", "again", "IndexName", "by-year")))
                .containsEntry("Count", 18.0);
        Map<String, Object> described = client.describe("again");
        assertThat(described).containsEntry("ItemCount", 18.0);
        assertThat(described.get("TableSizeBytes")).isNotEqualTo(0.0);
        assertThat(Client.map(described.get("RestoreSummary"))).containsEntry("RestoreInProgress", false);
        assertThat(client.describeGlobal("again", "by-year")).containsEntry("ItemCount", 18.0);

        client.call("DeleteBackup", Map.of("BackupArn", arn));
        await(() -> rows(Keyspace.HISTORY) == 0);
        assertThatThrownBy(() -> client.call("DescribeBackup", Map.of("BackupArn", arn)))
                .hasMessage("Backup not found: " + arn);
    }

    @Test
    void backupsAreListed() {
        create();
        List<String> arns = new ArrayList<>();
        for (int number = 0; number < 5; number++) {
            arns.add(backup("backup-" + number));
            environment.advance(1_000);
        }
        List<Object> listed = new ArrayList<>();
        Map<String, Object> request = new HashMap<>(Map.of("Limit", 2));
        do {
            Map<String, Object> page = client.call("ListBackups", request);
            Client.maps(page.get("BackupSummaries")).forEach(summary -> listed.add(summary.get("BackupArn")));
            request.put("ExclusiveStartBackupArn", page.get("LastEvaluatedBackupArn"));
        } while (request.get("ExclusiveStartBackupArn") != null);
        assertThat(listed).isEqualTo(arns);
        assertThat(list(Map.of("TableName", "other"))).isEmpty();
        assertThat(list(Map.of("BackupType", "SYSTEM"))).isEmpty();
        assertThat(list(Map.of("BackupType", "ALL"))).hasSize(5);
        assertThat(list(Map.of("TimeRangeLowerBound", START / 1000 + 1, "TimeRangeUpperBound", START / 1000 + 3)))
                .extracting(summary -> summary.get("BackupName"))
                .containsExactly("backup-1", "backup-2");
    }

    private List<Map<String, Object>> list(Map<String, Object> request) {
        return Client.maps(client.call("ListBackups", request).get("BackupSummaries"));
    }

    @Test
    void fiftyTablesAreRestoredAtATime() {
        create();
        put(1, 2000);
        String arn = backup("some");
        database.close();
        database = TestDatabases.over(engine, ManualEnvironment.still());
        client = new Client(database);
        for (int table = 0; table < 50; table++) {
            client.call("RestoreTableFromBackup", Map.of("TargetTableName", "copy-" + table, "BackupArn", arn));
        }
        assertThatThrownBy(() ->
                        client.call("RestoreTableFromBackup", Map.of("TargetTableName", "one-more", "BackupArn", arn)))
                .isInstanceOfSatisfying(
                        DynamoException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED));
        assertThat(client.call("ListTables", Map.of()).get("TableNames").toString())
                .doesNotContain("one-more");
    }

    @Test
    void overridesAreTaken() {
        create();
        put(1, 2000);
        String arn = backup("some");
        client.call(
                "RestoreTableFromBackup",
                Map.of(
                        "TargetTableName",
                        "again",
                        "BackupArn",
                        arn,
                        "BillingModeOverride",
                        "PROVISIONED",
                        "ProvisionedThroughputOverride",
                        Map.of("ReadCapacityUnits", 3, "WriteCapacityUnits", 4),
                        "GlobalSecondaryIndexOverride",
                        List.of()));
        client.awaitActive("again");
        Map<String, Object> table = client.describe("again");
        assertThat(Client.map(table.get("ProvisionedThroughput"))).containsEntry("WriteCapacityUnits", 4.0);
        assertThat(table).doesNotContainKey("GlobalSecondaryIndexes");
        assertThat(Client.maps(table.get("AttributeDefinitions"))).hasSize(2);
        assertThatThrownBy(
                        () -> client.call("RestoreTableFromBackup", Map.of("TargetTableName", TABLE, "BackupArn", arn)))
                .hasMessage("Table already exists: " + TABLE);
        assertThatThrownBy(() -> client.call(
                        "RestoreTableFromBackup", Map.of("TargetTableName", "third", "BackupArn", arn + "0")))
                .hasMessage("Backup not found: " + arn + "0");
    }

    @Test
    void aTableDeletedUnderRecoveryLeavesABackup() {
        create();
        put(1, 2000);
        put(2, 2001);
        recovery(true);
        client.call("DeleteTable", Map.of("TableName", TABLE));
        await(() -> !list(Map.of("BackupType", "SYSTEM")).isEmpty());
        Map<String, Object> backup = list(Map.of("BackupType", "SYSTEM")).getFirst();
        assertThat(backup).containsEntry("BackupName", "films$DeletedTableBackup");
        assertThat(backup).containsEntry("BackupExpiryDateTime", (START + 35 * DAY) / 1000.0);
        reopen(BackupTimes.DEFAULT);
        client.call("RestoreTableFromBackup", Map.of("TargetTableName", TABLE, "BackupArn", backup.get("BackupArn")));
        client.awaitActive(TABLE);
        assertThat(items(TABLE)).containsExactlyInAnyOrder(item(1, 2000), item(2, 2001));
        client.call("DeleteTable", Map.of("TableName", TABLE));
        environment.advance(35 * DAY);
        await(() -> rows(Keyspace.ITEM) == 0 && rows(Keyspace.HISTORY) == 0);
        assertThat(list(Map.of("BackupType", "ALL"))).isEmpty();
    }

    @Test
    void recoveryHasItsRules() {
        create();
        assertThat(recoveryState()).containsEntry("PointInTimeRecoveryStatus", "DISABLED");
        assertThatThrownBy(() -> restoreTo("again", START))
                .hasMessage("Point in time recovery is not enabled for table 'films'");
        recovery(true);
        Map<String, Object> state = recoveryState();
        assertThat(state).containsEntry("RecoveryPeriodInDays", 35.0);
        double earliest = (Double) state.get("EarliestRestorableDateTime");
        assertThatThrownBy(() -> restoreTo("again", (long) (earliest * 1000) - 1_000))
                .hasMessageStartingWith("An invalid restore time was specified.");
        assertThatThrownBy(() -> restoreTo("again", START + DAY))
                .hasMessageStartingWith("An invalid restore time was specified.");
        assertThatThrownBy(() -> client.call(
                        "RestoreTableToPointInTime",
                        Map.of("SourceTableName", "none", "TargetTableName", "again", "UseLatestRestorableTime", true)))
                .hasMessage("Table not found: none");
        environment.advance(40 * DAY);
        assertThat(recoveryState())
                .containsEntry("EarliestRestorableDateTime", (START + 5 * DAY) / 1000.0)
                .containsEntry("LatestRestorableDateTime", (START + 40 * DAY) / 1000.0);
        recovery(false);
        assertThat(recoveryState()).doesNotContainKey("EarliestRestorableDateTime");
    }

    @Test
    void whatNobodyNeedsIsTrimmed() {
        create();
        recovery(true);
        for (int year = 0; year < 20; year++) {
            put(1, year);
            environment.advance(DAY);
        }
        String arn = backup("kept");
        for (int year = 20; year < 60; year++) {
            put(1, year);
            environment.advance(DAY);
        }
        // 35 days, and the version that the backup needs.
        await(() -> rows(Keyspace.HISTORY) <= 36);
        client.call("RestoreTableFromBackup", Map.of("TargetTableName", "again", "BackupArn", arn));
        client.awaitActive("again");
        assertThat(items("again")).containsExactly(item(1, 19));
        recovery(false);
        environment.advance(DAY);
        await(() -> rows(Keyspace.HISTORY) == 1);
        client.call("DeleteBackup", Map.of("BackupArn", arn));
        await(() -> rows(Keyspace.HISTORY) == 0);
    }

    /** Random histories, restored to random moments, whatever is trimmed and wherever the database is reopened. */
    @Property(tries = 25, shrinking = ShrinkingMode.OFF)
    void thePastIsExact(@ForAll long seed) {
        Random random = new Random(seed);
        BackupTimes times = new BackupTimes(50, 35 * DAY);
        reopen(times);
        create();
        Map<Integer, Map<String, Object>> now = new HashMap<>();
        for (int number = 0; number < 10; number++) {
            write(random, now);
        }
        recovery(true);
        environment.advance(2);
        TreeMap<Long, List<Map<String, Object>>> past = new TreeMap<>();
        Map<String, List<Map<String, Object>>> backups = new HashMap<>();
        for (int step = 0; step < 120; step++) {
            write(random, now);
            past.put(environment.clockMillis(), new ArrayList<>(now.values()));
            if (random.nextInt(30) == 0) {
                backups.put(backup("step-" + step), new ArrayList<>(now.values()));
            }
            if (random.nextInt(40) == 0) {
                reopen(times);
            }
            if (random.nextInt(3) > 0) {
                environment.advance(1 + random.nextInt(20));
            }
        }
        environment.advance(5);
        List<Long> moments = new ArrayList<>(past.keySet());
        int number = 0;
        for (int restore = 0; restore < 4; restore++) {
            Long moment = moments.get(random.nextInt(moments.size()));
            String target = "restored-" + number++;
            restoreTo(target, moment);
            if (random.nextInt(2) == 0) {
                reopen(times);
            }
            write(random, now);
            check(target, past.get(moment));
        }
        for (Map.Entry<String, List<Map<String, Object>>> backup : backups.entrySet()) {
            String target = "restored-" + number++;
            client.call("RestoreTableFromBackup", Map.of("TargetTableName", target, "BackupArn", backup.getKey()));
            check(target, backup.getValue());
        }
    }

    private void write(Random random, Map<Integer, Map<String, Object>> now) {
        int number = random.nextInt(18);
        if (random.nextInt(3) == 0) {
            delete(number);
            now.remove(number);
        } else {
            int year = random.nextInt(5);
            put(number, year);
            now.put(number, item(number, year));
        }
    }

    private void check(String target, List<Map<String, Object>> items) {
        client.awaitActive(target);
        assertThat(items(target)).containsExactlyInAnyOrderElementsOf(items);
        assertThat(Client.maps(client.call("Scan", Map.of("TableName", target, "IndexName", "by-year"))
                        .get("Items")))
                .containsExactlyInAnyOrderElementsOf(items);
        assertThat(client.describe(target)).containsEntry("ItemCount", (double) items.size());
    }
}
