package dev.gramme.kv.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gramme.kv.Bytes;
import dev.gramme.kv.Key;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvTransaction;
import dev.gramme.kv.PartitionId;
import dev.gramme.kv.ReadMode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a writing process at random times: what it said was committed must be there, and both rows of a commit or
 * neither.
 */
class CrashTest {
    private static final PartitionId P = new PartitionId(1);
    private static final int ROUNDS = 6;
    private static final int WRITERS = 8;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    @Test
    @Timeout(120)
    void nothingAcknowledgedIsLost() throws Exception {
        long seed = System.nanoTime();
        System.out.println("CrashTest seed " + seed + " in " + directory);
        Random random = new Random(seed);
        long[] acknowledged = new long[WRITERS];
        for (int round = 0; round < ROUNDS; round++) {
            Process child = start();
            long killAt = System.nanoTime() + (300 + random.nextInt(700)) * 1_000_000L;
            try (BufferedReader out =
                    new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.US_ASCII))) {
                String line = out.readLine();
                while (line != null) {
                    note(line, acknowledged);
                    if (child.isAlive() && System.nanoTime() > killAt) {
                        child.toHandle().destroyForcibly();
                    }
                    line = out.readLine();
                }
            }
            child.waitFor();
            check(acknowledged, seed);
        }
        assertThat(acknowledged[0]).as("the child wrote").isPositive();
    }

    /** A line is only believed whole: the last one may be cut off by the kill. */
    private static void note(String line, long[] acknowledged) {
        if (line.startsWith("ok ") && line.endsWith(".")) {
            String[] parts = line.substring(3, line.length() - 1).split(" ");
            int writer = Integer.parseInt(parts[0]);
            acknowledged[writer] = Math.max(acknowledged[writer], Long.parseLong(parts[1]));
        }
    }

    private void check(long[] acknowledged, long seed) {
        try (KvEngine engine = open(directory)) {
            for (int writer = 0; writer < WRITERS; writer++) {
                long left = read(engine, "left", writer);
                long right = read(engine, "right", writer);
                assertThat(left).as("half a commit, seed " + seed).isEqualTo(right);
                assertThat(left).as("a lost commit, seed " + seed).isGreaterThanOrEqualTo(acknowledged[writer]);
                acknowledged[writer] = left;
            }
        }
    }

    private static long read(KvEngine engine, String side, int writer) {
        Bytes value = engine.get(key(side, writer), ReadMode.STRONG);
        return value == null ? 0 : ByteBuffer.wrap(value.array()).getLong();
    }

    private static Key key(String side, int writer) {
        return new Key(P, Bytes.of((side + writer).getBytes(StandardCharsets.US_ASCII)));
    }

    private static KvEngine open(Path directory) {
        return RocksEngine.open(directory.resolve("store"), RocksSettings.DEFAULT, System::currentTimeMillis);
    }

    private Process start() throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        directory.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** The process that is killed. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) {
            KvEngine engine = open(Path.of(arguments[0]));
            for (int writer = 0; writer < WRITERS; writer++) {
                int number = writer;
                Thread.ofPlatform().start(() -> write(engine, number));
            }
        }

        private static void write(KvEngine engine, int writer) {
            for (long value = read(engine, "left", writer) + 1; ; value++) {
                Bytes bytes = Bytes.of(ByteBuffer.allocate(8).putLong(value).array());
                try (KvTransaction transaction = engine.begin()) {
                    transaction.put(key("left", writer), bytes);
                    transaction.put(key("right", writer), bytes);
                    transaction.commit();
                }
                System.out.println("ok " + writer + " " + value + ".");
            }
        }
    }
}
