package dev.gramme.kv.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gramme.kv.Bytes;
import dev.gramme.kv.Key;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvException;
import dev.gramme.kv.KvTransaction;
import dev.gramme.kv.PartitionId;
import dev.gramme.kv.ReadMode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a start makes of a log that a crash cut short, and of one that the disk damaged. */
@Timeout(60)
class DamagedLogTest {
    private static final int ROWS = 20;
    private static final int SECTOR = 512;

    @TempDir
    private Path directory;

    private static KvEngine open(Path store) {
        return RocksEngine.open(store, RocksSettings.DEFAULT.withReserve(0), System::currentTimeMillis);
    }

    private static Key key(int row) {
        return new Key(new PartitionId(1), Bytes.of(new byte[] {(byte) row}));
    }

    private Path written(String name) {
        Path store = directory.resolve(name);
        try (KvEngine engine = open(store)) {
            for (int row = 0; row < ROWS; row++) {
                try (KvTransaction transaction = engine.begin()) {
                    transaction.put(key(row), Bytes.of(new byte[100]));
                    transaction.commit();
                }
            }
        }
        return store;
    }

    private static RandomAccessFile log(Path store) throws IOException {
        try (Stream<Path> files = Files.list(store)) {
            Path last = files.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .toList()
                    .getLast();
            return new RandomAccessFile(last.toFile(), "rw");
        }
    }

    @Test
    void aRecordTornAtTheEndDoesNotStopTheStartAndTheOthersAreThere() throws IOException {
        for (int cut : new int[] {1, 60, 110, 130}) {
            Path store = written("torn" + cut);
            try (RandomAccessFile log = log(store)) {
                log.setLength(log.length() - cut);
            }
            try (KvEngine engine = open(store)) {
                for (int row = 0; row < ROWS - 2; row++) {
                    assertThat(engine.get(key(row), ReadMode.STRONG))
                            .as("cut " + cut)
                            .isNotNull();
                }
                if (cut < 100) {
                    assertThat(engine.get(key(ROWS - 2), ReadMode.STRONG)).isNotNull();
                    assertThat(engine.get(key(ROWS - 1), ReadMode.STRONG)).isNull();
                }
            }
        }
    }

    @Test
    void damageBeforeTheEndIsReportedAndNothingIsDropped() throws IOException {
        Path store = written("damaged");
        try (RandomAccessFile log = log(store)) {
            log.seek(log.length() / 2);
            int old = log.read();
            log.seek(log.length() / 2);
            log.write(old ^ 0xFF);
        }
        assertThatThrownBy(() -> open(store))
                .isInstanceOf(KvException.Corrupt.class)
                .hasMessageContaining("is damaged");
    }

    private static Bytes largeValue(int row) {
        byte[] value = new byte[80_000];
        new Random(row).nextBytes(value);
        return Bytes.of(value);
    }

    /** Two commits that go over blocks of the log; returns where each ends. */
    private long[] writtenLarge(String name) throws IOException {
        Path store = directory.resolve(name);
        long[] ends = new long[2];
        try (KvEngine engine = open(store)) {
            for (int row = 0; row < ends.length; row++) {
                try (KvTransaction transaction = engine.begin()) {
                    transaction.put(key(row), largeValue(row));
                    transaction.commit();
                }
                try (RandomAccessFile log = log(store)) {
                    ends[row] = log.length();
                }
            }
        }
        return ends;
    }

    private static void overwrite(Path store, long at, byte[] bytes) throws IOException {
        try (RandomAccessFile log = log(store)) {
            log.seek(at);
            log.write(bytes);
        }
    }

    @Test
    void aLastRecordOfWhichSomeSectorsWereNotWrittenDoesNotStopTheStart() throws IOException {
        for (int sector = 0; sector < 150; sector += 1 + sector / 3) {
            Path store = directory.resolve("unwritten" + sector);
            long[] ends = writtenLarge("unwritten" + sector);
            long first = (ends[0] + SECTOR - 1) / SECTOR * SECTOR;
            // the first lies in the sector in which the record before ends, of which the beginning was written before
            overwrite(store, ends[0], new byte[sector == 0 ? (int) (first - ends[0]) : 0]);
            overwrite(store, first + (long) sector * SECTOR, new byte[sector == 0 ? 0 : SECTOR]);
            try (KvEngine engine = RocksEngine.openToRead(store, RocksSettings.DEFAULT)) {
                assertThat(engine.get(key(0), ReadMode.STRONG)).isEqualTo(largeValue(0));
                assertThat(engine.get(key(1), ReadMode.STRONG)).isNull();
            }
            for (int time = 0; time < 2; time++) {
                try (KvEngine engine = open(store)) {
                    assertThat(engine.get(key(0), ReadMode.STRONG)).isEqualTo(largeValue(0));
                    assertThat(engine.get(key(1), ReadMode.STRONG)).isNull();
                }
            }
        }
    }

    @Test
    void sectorsLostBeforeTheLastRecordAreReportedAndNothingIsDropped() throws IOException {
        Path store = directory.resolve("lost");
        long[] ends = writtenLarge("lost");
        overwrite(store, ends[0] / 2 / SECTOR * SECTOR, new byte[SECTOR]);
        for (int time = 0; time < 2; time++) {
            assertThatThrownBy(() -> open(store)).isInstanceOf(KvException.Corrupt.class);
        }
        try (RandomAccessFile log = log(store)) {
            assertThat(log.length()).isEqualTo(ends[1]);
        }
    }

    @Test
    void aByteThatChangedInTheLastRecordIsReportedAndNothingIsDropped() throws IOException {
        Path store = directory.resolve("changed");
        long[] ends = writtenLarge("changed");
        overwrite(store, ends[1] - 100, new byte[] {(byte) (largeValue(1).array()[79_900] ^ 1)});
        for (int time = 0; time < 2; time++) {
            assertThatThrownBy(() -> open(store)).isInstanceOf(KvException.Corrupt.class);
        }
        try (RandomAccessFile log = log(store)) {
            assertThat(log.length()).isEqualTo(ends[1]);
        }
    }
}
