package dev.gramme.kv.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvException;
import dev.gramme.kv.KvTransaction;
import dev.gramme.kv.RowRange;
import dev.gramme.kv.testkit.EngineContract;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RocksEngineTest extends EngineContract {
    private static final RocksSettings SETTINGS = RocksSettings.DEFAULT.withReserve(1 << 20);

    @TempDir
    private Path directory;

    private long clockMillis = 1_000_000;

    @Override
    protected KvEngine open() {
        return RocksEngine.open(directory.resolve("store"), SETTINGS, () -> clockMillis);
    }

    @Test
    void whatWasCommittedIsThereAfterReopening() {
        put(key("a"), "1");
        engine.close();
        engine = open();
        assertThat(get(key("a"))).isEqualTo(bytes("1"));
    }

    @Test
    void stampsGrowEvenWhereTheClockStepsBackOverARestart() {
        long before = stamped();
        engine.close();
        clockMillis = 10;
        engine = open();
        assertThat(stamped()).isGreaterThan(before);
    }

    private long stamped() {
        try (KvTransaction transaction = engine.begin()) {
            transaction.putStamped(P, bytes("log/"), bytes(""), bytes("x"));
            return Objects.requireNonNull(transaction.commit().stamps().get(P));
        }
    }

    @Test
    void aSecondOpeningIsRefusedInPlainWords() {
        assertThatThrownBy(this::open)
                .isInstanceOf(KvException.Unavailable.class)
                .hasMessageContaining("already in use by another Gramme process");
    }

    @Test
    void aFullDiskRefusesWritesWhileReadsGoOn() {
        put(key("a"), "1");
        engine.close();
        engine = RocksEngine.open(directory.resolve("store"), SETTINGS.withReserve(Long.MAX_VALUE), () -> clockMillis);
        assertThatThrownBy(() -> put(key("a"), "2"))
                .isInstanceOf(KvException.Unavailable.class)
                .hasMessageContaining("disk is full");
        assertThat(get(key("a"))).isEqualTo(bytes("1"));
    }

    @Test
    void aDamagedBlockIsReportedAndNotReturned() throws IOException {
        for (int row = 0; row < 200; row++) {
            put(key("row" + row), "value".repeat(20));
        }
        engine.close();
        // Opening once more moves the log into a table file.
        engine = open();
        engine.close();
        damage(tableFiles().getLast());
        engine = open();
        assertThatThrownBy(() -> {
                    for (int row = 0; row < 200; row++) {
                        get(key("row" + row));
                    }
                })
                .isInstanceOf(KvException.Corrupt.class);
    }

    @Test
    void trimmedLogsGiveTheirRoomBack() throws Exception {
        engine.close();
        RocksSettings small = new RocksSettings(false, 1 << 20, 64 << 10, 1 << 20, Set.of((byte) 'l'));
        engine = RocksEngine.open(directory.resolve("store"), small, () -> clockMillis);
        String value = "x".repeat(1_000);
        for (int commit = 0; commit < 100; commit++) {
            try (KvTransaction transaction = engine.begin()) {
                for (int row = 0; row < 100; row++) {
                    transaction.put(key("log" + commit + "-" + row), bytes(value));
                }
                transaction.commit();
            }
        }
        put(key("item"), "1");
        long before = tableBytes();
        assertThat(before).isGreaterThan(5_000_000);
        for (int wait = 0; wait < 500 && tableBytes() > before / 2; wait++) {
            // A file that is still being written is let go of the next time.
            try (KvTransaction transaction = engine.begin()) {
                transaction.deleteRange(P, RowRange.startingWith(bytes("log")));
                transaction.commit();
            }
            Thread.sleep(20);
        }
        assertThat(tableBytes()).isLessThan(before / 2);
        assertThat(get(key("log0-0"))).isNull();
        assertThat(get(key("item"))).isEqualTo(bytes("1"));
    }

    private long tableBytes() throws IOException {
        long bytes = 0;
        for (Path file : tableFiles()) {
            bytes += Files.exists(file) ? Files.size(file) : 0;
        }
        return bytes;
    }

    private List<Path> tableFiles() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("store"))) {
            return files.filter(file -> file.toString().endsWith(".sst"))
                    .sorted()
                    .toList();
        }
    }

    private static void damage(Path file) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(100);
            int old = bytes.read();
            bytes.seek(100);
            bytes.write(old ^ 0xFF);
        }
    }
}
