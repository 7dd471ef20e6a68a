package dev.gramme.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gramme.database.crypto.RootKeyService;
import dev.gramme.database.doctor.Diagnosis;
import dev.gramme.database.layout.HistoryRows;
import dev.gramme.database.layout.Keyspace;
import dev.gramme.database.layout.SystemRows;
import dev.gramme.database.testing.Client;
import dev.gramme.database.testing.ManualEnvironment;
import dev.gramme.database.testing.TestDatabases;
import dev.gramme.database.testing.Waiting;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.Direction;
import dev.gramme.kv.Key;
import dev.gramme.kv.KvCursor;
import dev.gramme.kv.KvException;
import dev.gramme.kv.KvTransaction;
import dev.gramme.kv.PartitionId;
import dev.gramme.kv.ReadMode;
import dev.gramme.kv.memory.MemoryEngine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Data that a database left behind is sound, and what somebody does to it behind its back is found. */
@Timeout(60)
class CheckupTest {
    private static final int ITEMS = 60;
    private static final int PARTITIONS = 40;

    private final ManualEnvironment environment = new ManualEnvironment(1_700_000_000_000L, 5);
    private final MemoryEngine engine = new MemoryEngine(environment::clockMillis);
    private final RootKeyService root = new RootKeyService(new byte[RootKeyService.ROOT_KEY_BYTES], environment);
    private String backup = "";
    private String backupOfGone = "";

    private static Map<String, Object> attribute(String name, String type) {
        return Map.of("AttributeName", name, "AttributeType", type);
    }

    private static List<Map<String, Object>> keys(String hash, String range) {
        return List.of(
                Map.of("AttributeName", hash, "KeyType", "HASH"), Map.of("AttributeName", range, "KeyType", "RANGE"));
    }

    private static Map<String, Object> table(String name) {
        Map<String, Object> request = new HashMap<>();
        request.put("TableName", name);
        request.put("BillingMode", "PAY_PER_REQUEST");
        request.put("AttributeDefinitions", List.of(attribute("p", "S"), attribute("s", "N"), attribute("x", "S")));
        request.put("KeySchema", keys("p", "s"));
        request.put(
                "LocalSecondaryIndexes",
                List.of(Map.of(
                        "IndexName",
                        "local",
                        "KeySchema",
                        keys("p", "x"),
                        "Projection",
                        Map.of("ProjectionType", "ALL"))));
        request.put(
                "GlobalSecondaryIndexes",
                List.of(Map.of(
                        "IndexName",
                        "global",
                        "KeySchema",
                        keys("x", "s"),
                        "Projection",
                        Map.of("ProjectionType", "KEYS_ONLY"))));
        request.put("StreamSpecification", Map.of("StreamEnabled", true, "StreamViewType", "NEW_AND_OLD_IMAGES"));
        return request;
    }

    private static void await(BooleanSupplier reached) {
        Waiting.until(20, reached);
    }

    private static void put(Client client, String table, int number, String version) {
        Map<String, Object> item = new HashMap<>();
        item.put("p", Map.of("S", "p" + number % 7));
        item.put("s", Map.of("N", Integer.toString(number)));
        item.put("v", Map.of("S", version));
        if (number % 3 != 0) {
            item.put("x", Map.of("S", version + number % 5));
        }
        if (number % 4 == 0) {
            item.put("ends", Map.of("N", Long.toString(1_800_000_000L + number)));
        }
        client.call("PutItem", Map.of("TableName", table, "Item", item));
    }

    private static String backup(Client client, String table) {
        Map<String, Object> answer = client.call("CreateBackup", Map.of("TableName", table, "BackupName", "kept"));
        return (String) Client.map(answer.get("BackupDetails")).get("BackupArn");
    }

    /** Tables with all there is: indexes, a stream, times of expiry, versions, backups, one that is gone, KMS. */
    @BeforeEach
    void fill() {
        try (Database database = TestDatabases.over(engine, environment)) {
            Client client = new Client(database);
            Map<String, Object> underKey = table("under");
            underKey.put("SSESpecification", Map.of("Enabled", true, "SSEType", "KMS"));
            client.call("CreateTable", table("films"));
            client.call("CreateTable", underKey);
            client.call("CreateTable", table("gone"));
            for (String name : List.of("films", "under", "gone")) {
                client.awaitActive(name);
            }
            Map<String, Object> ends = Map.of("AttributeName", "ends", "Enabled", true);
            client.call("UpdateTimeToLive", Map.of("TableName", "films", "TimeToLiveSpecification", ends));
            client.call(
                    "UpdateContinuousBackups",
                    Map.of(
                            "TableName",
                            "under",
                            "PointInTimeRecoverySpecification",
                            Map.of("PointInTimeRecoveryEnabled", true)));
            for (int number = 0; number < ITEMS; number++) {
                put(client, "films", number, "one");
                put(client, "under", number, "one");
                put(client, "gone", number, "one");
            }
            backup = backup(client, "films");
            for (int number = 0; number < ITEMS; number += 2) {
                put(client, "films", number, "two");
                put(client, "under", number, "two");
                Map<String, Object> key = Map.of(
                        "p", Map.of("S", "p" + (number + 1) % 7), "s", Map.of("N", Integer.toString(number + 1)));
                client.call("DeleteItem", Map.of("TableName", "films", "Key", key));
            }
            backupOfGone = backup(client, "gone");
            client.call("DeleteTable", Map.of("TableName", "gone"));
            await(() -> !Client.json(client.call("ListTables", Map.of())).contains("gone"));
            await(() -> Client.json(client.call("DescribeTimeToLive", Map.of("TableName", "films")))
                    .contains("\"ENABLED\""));
        }
    }

    private Diagnosis examine() {
        return Checkup.run(engine, environment, root, null);
    }

    private Diagnosis examine(String arn) {
        return Checkup.run(engine, environment, root, arn);
    }

    private void hasFault(String... words) {
        Diagnosis diagnosis = examine();
        assertThat(diagnosis.faults()).hasSize(1);
        assertThat(diagnosis.faults().getFirst()).contains(words);
        assertThat(diagnosis.isSound()).isFalse();
    }

    /** A row of a kind, among all partitions. */
    private record Row(Key key, Bytes value) {}

    private List<Row> rows(Keyspace keyspace) {
        List<Row> rows = new ArrayList<>();
        for (long partition = 0; partition < PARTITIONS; partition++) {
            PartitionId id = new PartitionId(partition);
            try (KvCursor cursor = engine.scan(id, keyspace.rows(), Direction.FORWARD, ReadMode.STRONG)) {
                while (cursor.next()) {
                    rows.add(new Row(new Key(id, cursor.row()), cursor.value()));
                }
            }
        }
        assertThat(rows).isNotEmpty();
        return rows;
    }

    private void put(Key key, Bytes value) {
        try (KvTransaction transaction = engine.begin()) {
            transaction.put(key, value);
            transaction.commit();
        }
    }

    private void delete(Key key) {
        try (KvTransaction transaction = engine.begin()) {
            transaction.delete(key);
            transaction.commit();
        }
    }

    private static Bytes flipped(Bytes value) {
        byte[] copy = value.array().clone();
        copy[copy.length / 2] ^= 1;
        return Bytes.of(copy);
    }

    @Test
    void whatADatabaseLeavesBehindIsSound() {
        long written = engine.counters().snapshot().writtenRows();
        Diagnosis diagnosis = examine();
        assertThat(diagnosis.faults()).isEmpty();
        assertThat(diagnosis.notes()).isEmpty();
        assertThat(diagnosis.isSound()).isTrue();
        assertThat(diagnosis.checked())
                .containsEntry("tables", 2L)
                .containsEntry("items", 30L + 60)
                .containsEntry("items of tables that are gone", 60L)
                .containsEntry("streams", 3L)
                .containsEntry("backups", 2L)
                .containsKeys("index entries", "times of expiry", "changes", "earlier versions", "catalog records");
        assertThat(engine.counters().snapshot().writtenRows()).isEqualTo(written);
    }

    @Test
    void aFlippedByteIsFoundInEverythingThatIsSealed() {
        for (Keyspace keyspace : List.of(
                Keyspace.ITEM,
                Keyspace.INDEX_ENTRY,
                Keyspace.CHANGE,
                Keyspace.HISTORY,
                Keyspace.STREAM,
                Keyspace.KMS_KEY,
                Keyspace.BACKUP)) {
            List<Row> rows = rows(keyspace);
            rows.removeIf(row -> row.value().length() == 0);
            Row row = rows.getFirst();
            put(row.key(), flipped(row.value()));
            Diagnosis diagnosis = examine();
            assertThat(diagnosis.isSound()).as(keyspace.name()).isFalse();
            assertThat(diagnosis.faults().getFirst()).as(keyspace.name()).contains("open");
            put(row.key(), row.value());
        }
        assertThat(examine().isSound()).isTrue();
    }

    @Test
    void anItemIsNamedByItsTableAndPlace() {
        Row row = rows(Keyspace.ITEM).getFirst();
        put(row.key(), flipped(row.value()));
        hasFault(
                "table 000000000000/us-east-1/films, partition "
                        + row.key().partition().number() + ", row " + row.key().row(),
                "an item does not open");
    }

    @Test
    void anIndexEntryRemovedOrAdded() {
        for (Row row : List.of(
                rows(Keyspace.INDEX_ENTRY).getFirst(),
                rows(Keyspace.INDEX_ENTRY).getLast())) {
            delete(row.key());
            hasFault("the item's entry in index ", " is missing");
            put(row.key(), row.value());
        }
        List<Row> items = rows(Keyspace.ITEM).subList(0, 10); // some of them have entries
        items.forEach(item -> delete(item.key()));
        assertThat(examine().faults())
                .isNotEmpty()
                .allMatch(fault -> fault.contains("without an item"))
                .anyMatch(fault -> fault.contains("an entry of index "));
        assertThat(examine().notes()).anyMatch(note -> note.contains("DescribeTable counts 30 items"));
        items.forEach(item -> put(item.key(), item.value()));
        Row item = items.getFirst();
        Key unknown = new Key(item.key().partition(), Bytes.of(new byte[] {7, 9, 9, 1, 2, 3}));
        put(unknown, item.value());
        hasFault("an entry of an index that is not here");
    }

    /** It opens where it lies, since it lay there once; only its index entries tell. */
    @Test
    void itemsSwappedForEarlierVersionsOfThem() {
        Map<Bytes, Key> items = new HashMap<>();
        rows(Keyspace.ITEM).forEach(row -> items.put(row.key().row(), row.key()));
        for (Row version : rows(Keyspace.HISTORY)) {
            Key item = items.get(HistoryRows.itemRow(version.key().row()));
            if (item != null && version.value().length() > 0) {
                put(item, version.value());
            }
        }
        assertThat(examine().faults())
                .anyMatch(fault -> fault.contains("is missing"))
                .anyMatch(fault -> fault.contains("that its item does not ask for"));
    }

    @Test
    void timesOfExpiry() {
        Row row = rows(Keyspace.EXPIRY).getFirst();
        delete(row.key());
        hasFault("the row of the item's time of expiry is missing");
        byte[] other = row.key().row().array().clone();
        other[5] ^= 1;
        Key wrong = new Key(row.key().partition(), Bytes.of(other));
        put(wrong, Bytes.EMPTY);
        assertThat(examine().faults())
                .hasSize(2)
                .anyMatch(fault -> fault.contains("a time of expiry that is not the item's"));
    }

    @Test
    void rowsThatBelongNowhere() {
        Key nobodys = new Key(new PartitionId(1), Bytes.of(new byte[] {99, 1}));
        put(nobodys, Bytes.EMPTY);
        hasFault("partition 1, row 6301: a row that does not belong here");
        delete(nobodys);
        Key itemOfTheSystem = new Key(SystemRows.SYSTEM, Bytes.of(new byte[] {1, 1}));
        put(itemOfTheSystem, Bytes.EMPTY);
        hasFault("a row of a table, in the system's partition");
        delete(itemOfTheSystem);
        put(new Key(new PartitionId(1), Bytes.of(new byte[] {10, 1})), Bytes.of(new byte[] {1}));
        hasFault("the row is too short");
    }

    @Test
    void aTableThatLostItsRecordLeavesRowsOfNobody() {
        delete(rows(Keyspace.TABLE).getFirst().key());
        Diagnosis diagnosis = examine();
        assertThat(diagnosis.faults()).anyMatch(fault -> fault.contains("that belong to no table"));
    }

    @Test
    void aDamagedTableRecordIsNamedAndOtherTablesAreChecked() {
        Row row = rows(Keyspace.TABLE).getFirst();
        put(row.key(), flipped(row.value()));
        Diagnosis diagnosis = examine();
        assertThat(diagnosis.faults().getFirst())
                .isEqualTo("the catalog, table 000000000000/us-east-1/films: the record does not open: it is damaged");
        assertThat(diagnosis.checked()).containsEntry("tables", 1L);
    }

    @Test
    void backupsAreReadAsARestoreWould() {
        for (String arn : List.of(backup, backupOfGone)) {
            Diagnosis diagnosis = examine(arn);
            assertThat(diagnosis.faults()).isEmpty();
            assertThat(diagnosis.notes()).isEmpty();
            assertThat(diagnosis.checked()).containsEntry("items", (long) ITEMS);
        }
        Row item = rows(Keyspace.ITEM).getLast();
        delete(item.key());
        assertThat(examine(backupOfGone).notes()).anyMatch(note -> note.contains("there are 59 and "));
        put(item.key(), flipped(item.value()));
        assertThat(examine(backupOfGone).faults())
                .hasSize(1)
                .allMatch(fault -> fault.startsWith("backup " + backupOfGone + ", partition "));
        assertThatThrownBy(() -> examine(backup + "0"))
                .isInstanceOf(KvException.Unavailable.class)
                .hasMessage("There is no backup " + backup + "0 in this data.");
    }

    @Test
    void faultsAreCountedBeyondThoseThatAreTold() {
        for (Keyspace keyspace : List.of(Keyspace.CHANGE, Keyspace.ITEM)) {
            rows(keyspace).forEach(row -> put(row.key(), flipped(row.value())));
        }
        Diagnosis diagnosis = examine();
        assertThat(diagnosis.faults()).hasSize(100);
        assertThat(diagnosis.faultCount()).isGreaterThan(200);
    }

    @Test
    void whereThereIsNothing() {
        MemoryEngine empty = new MemoryEngine(environment::clockMillis);
        assertThatThrownBy(() -> Checkup.run(empty, environment, root, null)).hasMessage("There is no data here yet.");
        assertThat(empty.counters().snapshot().writtenRows()).isZero();
    }
}
