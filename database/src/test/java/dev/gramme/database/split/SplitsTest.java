package dev.gramme.database.split;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gramme.database.Checkup;
import dev.gramme.database.Database;
import dev.gramme.database.Settings;
import dev.gramme.database.crypto.RootKeyService;
import dev.gramme.database.stream.StreamClient;
import dev.gramme.database.testing.Client;
import dev.gramme.database.testing.ManualEnvironment;
import dev.gramme.database.testing.TestDatabases;
import dev.gramme.database.testing.TestEngines;
import dev.gramme.database.testing.Waiting;
import dev.gramme.kv.KvEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Partitions are parted while they are used, and nobody notices but by the stream's shards. */
@Timeout(120)
class SplitsTest {
    private static final long START = 1_700_000_000_000L;
    private static final long MINUTE = 60_000;
    private static final Settings SETTINGS =
            Settings.DEFAULT.withSplits(new SplitSettings(10_000, Long.MAX_VALUE, Duration.ofDays(1), true));

    private final ManualEnvironment environment = new ManualEnvironment(START, 5);
    private final KvEngine engine = TestEngines.open(environment::clockMillis);
    private Database database = TestDatabases.over(engine, environment, SETTINGS);
    private Client client = new Client(database);

    @AfterEach
    void close() {
        database.close();
        engine.close();
    }

    private void reopen(Settings settings) {
        database.close();
        database = TestDatabases.over(engine, environment, settings);
        client = new Client(database);
    }

    private static void await(BooleanSupplier reached) {
        Waiting.until(60, reached);
    }

    /** What the doctor finds; the database is opened again. */
    private List<String> faults() {
        database.close();
        RootKeyService root = new RootKeyService(new byte[RootKeyService.ROOT_KEY_BYTES], environment);
        List<String> faults = Checkup.run(engine, environment, root, null).faults();
        database = TestDatabases.over(engine, environment, SETTINGS);
        client = new Client(database);
        return faults;
    }

    private Map<Integer, Integer> fill(int items, int version) {
        Map<Integer, Integer> expected = new TreeMap<>();
        for (int number = 0; number < items; number++) {
            SplitTable.put(client, number, version);
            expected.put(number, version);
        }
        return expected;
    }

    private static List<Map<String, String>> texts(int items) {
        List<Map<String, String>> values = new ArrayList<>();
        for (int value = 0; value <= items / 3; value++) {
            values.add(Map.of("S", "p" + value));
        }
        return values;
    }

    private static List<Map<String, String>> numbers() {
        List<Map<String, String>> values = new ArrayList<>();
        for (int value = 0; value < 50; value++) {
            values.add(Map.of("N", Integer.toString(value)));
        }
        return values;
    }

    private void expectAll(int items, Map<Integer, Integer> expected) {
        assertThat(SplitTable.scan(client)).isEqualTo(expected);
        assertThat(SplitTable.scanSegments(client, "local")).isEqualTo(expected);
        assertThat(SplitTable.scanSegments(client, "global")).isEqualTo(expected);
        assertThat(SplitTable.queries(client, "local", "p", texts(items))).isEqualTo(expected);
        assertThat(SplitTable.queries(client, "global", "x", numbers())).isEqualTo(expected);
    }

    @Test
    void nobodyNotices() throws InterruptedException {
        SplitTable.create(client);
        client.awaitActive(SplitTable.NAME);
        StreamClient stream = StreamClient.of(client, SplitTable.NAME);
        int items = 400;
        int writers = 4;
        Map<Integer, Integer> expected = new ConcurrentHashMap<>();
        ConcurrentLinkedQueue<String> problems = new ConcurrentLinkedQueue<>();
        AtomicInteger counted = new AtomicInteger();
        AtomicBoolean stop = new AtomicBoolean();
        List<Thread> threads = new ArrayList<>();
        for (int writer = 0; writer < writers; writer++) {
            int own = writer;
            threads.add(Thread.ofPlatform().start(() -> {
                Random random = new Random(own);
                try {
                    while (!stop.get()) {
                        write(random.nextInt(items / writers) * writers + own, random, expected, problems, counted);
                    }
                } catch (RuntimeException e) {
                    problems.add(e.toString());
                }
            }));
        }
        await(() -> SplitTable.partitions(client) >= 12 || !problems.isEmpty());
        stop.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(problems).isEmpty();
        Map<Integer, Integer> last = new TreeMap<>(expected);
        last.put(10_000, counted.get());
        List<String> faults = new ArrayList<>();
        assertThat(SplitTable.replay(stream.rest(), faults)).isEqualTo(last);
        assertThat(faults).isEmpty();
        assertThat(SplitTable.parted(stream.shards())).isGreaterThanOrEqualTo(8);
        last.remove(10_000);
        client.call("DeleteItem", Map.of("TableName", SplitTable.NAME, "Key", SplitTable.key(10_000)));
        expectAll(items, last);
        assertThat(faults()).isEmpty();
        expectAll(items, last);
    }

    /** Writes an item, alone or with a counter that all writers raise, and reads what it wrote. */
    private void write(
            int number,
            Random random,
            Map<Integer, Integer> expected,
            ConcurrentLinkedQueue<String> problems,
            AtomicInteger counted) {
        int known = expected.getOrDefault(number, 0);
        int read = SplitTable.version(client, number);
        if (read != known) {
            problems.add(number + ": read " + read + " for " + known);
        }
        switch (random.nextInt(8)) {
            case 0 -> {
                client.call("DeleteItem", Map.of("TableName", SplitTable.NAME, "Key", SplitTable.key(number)));
                expected.remove(number);
            }
            case 1 -> {
                Map<String, Object> put =
                        Map.of("Put", Map.of("TableName", SplitTable.NAME, "Item", SplitTable.item(number, known + 1)));
                client.call("TransactWriteItems", Map.of("TransactItems", List.of(put)));
                expected.put(number, known + 1);
            }
            case 2 -> {
                client.call(
                        "UpdateItem",
                        Map.of(
                                "TableName",
                                SplitTable.NAME,
                                "Key",
                                SplitTable.key(10_000),
                                "UpdateExpression",
                                "ADD version :one SET x = :x",
                                "ExpressionAttributeValues",
                                Map.of(":one", Map.of("N", "1"), ":x", Map.of("N", "7"))));
                counted.incrementAndGet();
            }
            default -> {
                SplitTable.put(client, number, known + 1);
                expected.put(number, known + 1);
            }
        }
    }

    @Test
    void thePastIsReadFromWhereItWas() {
        reopen(Settings.DEFAULT);
        SplitTable.create(client);
        client.awaitActive(SplitTable.NAME);
        client.call(
                "UpdateContinuousBackups",
                Map.of(
                        "TableName",
                        SplitTable.NAME,
                        "PointInTimeRecoverySpecification",
                        Map.of("PointInTimeRecoveryEnabled", true)));
        environment.advance(MINUTE);
        Map<Integer, Integer> first = fill(300, 1);
        environment.advance(MINUTE);
        String backup = (String) Client.map(
                        client.call("CreateBackup", Map.of("TableName", SplitTable.NAME, "BackupName", "before"))
                                .get("BackupDetails"))
                .get("BackupArn");
        long beforeSplit = environment.clockMillis();
        environment.advance(MINUTE);
        Map<Integer, Integer> second = fill(150, 2);
        first.forEach(second::putIfAbsent);
        long beforeSplitToo = environment.clockMillis();
        environment.advance(MINUTE);
        reopen(SETTINGS);
        await(() -> SplitTable.partitions(client) >= 8);
        Map<Integer, Integer> third = fill(80, 3);
        second.forEach(third::putIfAbsent);
        long after = environment.clockMillis();
        environment.advance(MINUTE);
        fill(300, 4);
        environment.advance(10 * MINUTE);
        restore("one", beforeSplit, first);
        restore("two", beforeSplitToo, second);
        restore("three", after, third);
        client.call("RestoreTableFromBackup", Map.of("TargetTableName", "four", "BackupArn", backup));
        expectRestored("four", first);
        assertThat(faults()).isEmpty();
        client.call("DeleteTable", Map.of("TableName", SplitTable.NAME));
        client.call("RestoreTableFromBackup", Map.of("TargetTableName", "five", "BackupArn", backup));
        expectRestored("five", first);
        assertThat(faults()).isEmpty();
    }

    private void restore(String name, long millis, Map<Integer, Integer> expected) {
        client.call(
                "RestoreTableToPointInTime",
                Map.of(
                        "SourceTableName",
                        SplitTable.NAME,
                        "TargetTableName",
                        name,
                        "RestoreDateTime",
                        millis / 1000.0));
        expectRestored(name, expected);
    }

    private void expectRestored(String name, Map<Integer, Integer> expected) {
        client.awaitActive(name);
        Map<Integer, Integer> found = new TreeMap<>();
        Client.maps(client.call("Scan", Map.of("TableName", name)).get("Items"))
                .forEach(item -> found.put(SplitTable.number(item), SplitTable.version(item)));
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void whatIsLeftGoesWhenNobodyNeedsIt() {
        SplitTable.create(client);
        client.awaitActive(SplitTable.NAME);
        fill(300, 1);
        await(() -> SplitTable.partitions(client) >= 8);
        assertThat(faults()).isEmpty();
        environment.advance(1_000 * 24 * 60 * MINUTE);
        client.call(
                "UpdateTable",
                Map.of(
                        "TableName",
                        SplitTable.NAME,
                        "GlobalSecondaryIndexUpdates",
                        List.of(Map.of("Delete", Map.of("IndexName", "global")))));
        client.awaitActive(SplitTable.NAME);
        assertThat(client.describeGlobal(SplitTable.NAME, "global")).isNull();
        assertThat(SplitTable.scan(client)).hasSize(300);
        client.call("DeleteTable", Map.of("TableName", SplitTable.NAME));
        await(() -> ((List<?>) client.call("ListTables", Map.of()).get("TableNames")).isEmpty());
        assertThat(faults()).isEmpty();
    }

    @Test
    void itemsOfBothPartsExpire() {
        SplitTable.create(client);
        client.awaitActive(SplitTable.NAME);
        fill(300, 1);
        await(() -> SplitTable.partitions(client) >= 8);
        environment.advance(SplitTable.LATER * 1_000 + 10 * MINUTE - START);
        await(() -> {
            // a sweep may miss what is changing hands; the next one, when time has gone on, does not
            environment.advance(MINUTE);
            return SplitTable.scan(client).size() == 225;
        });
        assertThat(faults()).isEmpty();
    }

    @Test
    void whatIsAskedForTooMuchIsPartedUnlessItIsOneItem() {
        reopen(Settings.DEFAULT.withSplits(new SplitSettings(Long.MAX_VALUE, 100, Duration.ofMillis(300), true)));
        SplitTable.create(client);
        client.awaitActive(SplitTable.NAME);
        SplitTable.put(client, 1, 1);
        long ends = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        while (System.nanoTime() < ends) {
            SplitTable.version(client, 1);
        }
        assertThat(SplitTable.partitions(client)).isEqualTo(4);
        await(() -> {
            fill(100, 2);
            return SplitTable.partitions(client) >= 8;
        });
        assertThat(SplitTable.scan(client)).hasSize(100);
    }
}
