package dev.gramme.kv.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gramme.kv.Bytes;
import dev.gramme.kv.Key;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvException;
import dev.gramme.kv.KvTransaction;
import dev.gramme.kv.PartitionId;
import dev.gramme.kv.ReadMode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fills up and is emptied again, on a small file system of its own. */
@Timeout(60)
class FullDiskTest {
    private static final long DISK_BYTES = 32 << 20;

    @TempDir
    private Path disk;

    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        mounted = run("mount", "-t", "tmpfs", "-o", "size=" + DISK_BYTES, "gramme-test", disk.toString());
        assumeTrue(mounted, "Skipped: this user may not mount a small file system");
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            run("umount", disk.toString());
        }
    }

    private static boolean run(String... command) throws Exception {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private KvEngine open(long reserveBytes) {
        return RocksEngine.open(
                disk.resolve("store"), RocksSettings.DEFAULT.withReserve(reserveBytes), System::currentTimeMillis);
    }

    private static Key key(int row) {
        return new Key(new PartitionId(1), Bytes.of(new byte[] {(byte) (row >> 8), (byte) row}));
    }

    private static void put(KvEngine engine, int row, Bytes value) {
        try (KvTransaction transaction = engine.begin()) {
            transaction.put(key(row), value);
            transaction.commit();
        }
    }

    private static Bytes value(int row) {
        byte[] value = new byte[100_000];
        new Random(row).nextBytes(value);
        return Bytes.of(value);
    }

    private Path fill(long leaveBytes) throws IOException {
        Path filler = disk.resolve("filler");
        try (OutputStream out = Files.newOutputStream(filler)) {
            byte[] block = new byte[64 << 10];
            while (Files.getFileStore(disk).getUsableSpace() > leaveBytes) {
                out.write(block);
            }
        }
        return filler;
    }

    @Test
    void writesAreRefusedEarlyAndComeBackWithTheRoom() throws Exception {
        try (KvEngine engine = open(8 << 20)) {
            put(engine, 1, value(1));
            Path filler = fill(4 << 20);
            Thread.sleep(150);
            assertThatThrownBy(() -> put(engine, 1, value(2)))
                    .isInstanceOf(KvException.Unavailable.class)
                    .hasMessageContaining("disk is full");
            assertThat(engine.get(key(1), ReadMode.STRONG)).isEqualTo(value(1));
            Files.delete(filler);
            Thread.sleep(150);
            put(engine, 1, value(3));
            assertThat(engine.get(key(1), ReadMode.STRONG)).isEqualTo(value(3));
        }
    }

    @Test
    void aDiskThatEndsInTheMiddleOfAWriteLosesNothingAndComesBackWithoutARestart() throws Exception {
        int acknowledged = 0;
        try (KvEngine engine = open(0)) {
            Path filler = fill(4 << 20);
            KvException failure = null;
            while (failure == null && acknowledged < 1_000) {
                try {
                    put(engine, acknowledged, value(acknowledged));
                    acknowledged++;
                } catch (KvException e) {
                    failure = e;
                }
            }
            assertThat(failure).isInstanceOfAny(KvException.Unavailable.class, KvException.Uncertain.class);
            requireAll(engine, acknowledged);
            Files.delete(filler);
            putWithin(engine, 20_000);
            requireAll(engine, acknowledged);
        }
        try (KvEngine engine = open(0)) {
            requireAll(engine, acknowledged);
            assertThat(engine.get(key(2_000), ReadMode.STRONG)).isEqualTo(value(2_000));
        }
    }

    private static void requireAll(KvEngine engine, int rows) {
        assertThat(rows).isPositive();
        for (int row = 0; row < rows; row++) {
            assertThat(engine.get(key(row), ReadMode.STRONG)).isEqualTo(value(row));
        }
    }

    private static void putWithin(KvEngine engine, long limitMillis) throws InterruptedException {
        long deadline = System.nanoTime() + limitMillis * 1_000_000;
        while (true) {
            try {
                put(engine, 2_000, value(2_000));
                return;
            } catch (KvException.Unavailable | KvException.Uncertain | KvException.Conflict e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                Thread.sleep(100);
            }
        }
    }
}
