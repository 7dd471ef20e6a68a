package dev.gramme.kv.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gramme.kv.Bytes;
import dev.gramme.kv.Direction;
import dev.gramme.kv.KvCursor;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.ReadMode;
import dev.gramme.kv.rocksdb.FrozenStore.Image;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a loss of power leaves of a store. A process that writes is stopped at random moments; its directory is copied,
 * and many images are made of the copy: all that was synced before some group of commits is whole, of that group's
 * bytes in the log some are cut off or were never written, sector by sector, nothing behind it is there, and files that
 * nothing refers to yet are missing, empty or torn. Each image must open, with all acknowledged commits, and of others
 * all or nothing.
 *
 * <p>What this does not show: a disk that says it has synced and has not, or that changes what it was not writing;
 * sectors that hold what another file had there before; the list of files (MANIFEST) torn, for it cannot be told from
 * outside how much of it was synced; the order in which a file system brings names and contents of other files to disk.
 * The images with an earlier end of the log have files next to them that were finished a little later.
 *
 * <p>The system properties {@code gramme.seed} and {@code gramme.images} set the seed and how many images there are.
 */
@Timeout(1_200)
class PowerLossTest {
    private static final int IMAGES = Integer.getInteger("gramme.images", 24);
    private static final int IMAGES_OF_ONE = 8;
    private static final int LIVES = 5;

    private final long seed = Long.getLong("gramme.seed", System.nanoTime() % 1_000_000);
    private final Random random = new Random(seed);
    private final long[] acknowledged = new long[PowerLossWriter.WRITERS];
    private final StringBuilder heard = new StringBuilder();

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    @Test
    void everyImageOpensWithAllThatWasAcknowledged() throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/task")), "Skipped: processes cannot be watched here");
        System.out.println("PowerLossTest seed " + seed + " in " + directory);
        Path store = directory.resolve("store");
        int damaged = 0;
        int whole = 0;
        for (int images = 0; images < IMAGES; ) {
            Process writer = start(store);
            try {
                for (int stop = 0; stop < LIVES && images < IMAGES; stop++) {
                    FrozenStore frozen = freeze(writer, store, directory.resolve("frozen"));
                    for (int of = 0; of < IMAGES_OF_ONE && images < IMAGES; of++, images++) {
                        Image image = frozen.image(directory.resolve("image"), random);
                        whole += check(image) ? 1 : 0;
                        damaged += image.damage().isEmpty() ? 0 : 1;
                        delete(image.store());
                    }
                    delete(directory.resolve("frozen"));
                }
            } finally {
                writer.destroyForcibly().waitFor();
            }
            heard.setLength(0);
        }
        System.out.printf(
                "PowerLossTest seed %d: %d images, %d of them damaged, in %d the group in doubt was there; %s%n",
                seed, IMAGES, damaged, whole, Arrays.toString(acknowledged));
        assertThat(acknowledged[0]).as("the process wrote").isPositive();
    }

    private static Process start(Path store) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PowerLossWriter.class.getName(),
                        store.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Stops the process after a while and copies its store. */
    private FrozenStore freeze(Process writer, Path store, Path copy) throws Exception {
        long until = System.nanoTime() + (20 + random.nextInt(random.nextInt(8) == 0 ? 600 : 150)) * 1_000_000L;
        while (System.nanoTime() < until || !Files.isDirectory(store)) {
            listen(writer);
            Thread.sleep(1);
        }
        signal("STOP", writer);
        while (!isStopped(writer)) {
            assertThat(writer.isAlive()).isTrue();
            Thread.sleep(1);
        }
        listen(writer);
        FrozenStore.copy(store, copy);
        FrozenStore frozen = new FrozenStore(copy, acknowledged);
        signal("CONT", writer);
        return frozen;
    }

    private static void signal(String name, Process process) throws Exception {
        int code = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
        assertThat(code).isZero();
    }

    /** Whether each of its threads stands still. */
    private static boolean isStopped(Process process) throws IOException {
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc/" + process.pid() + "/task"))) {
            for (Path thread : threads) {
                String stat = Files.readString(thread.resolve("stat"));
                if (stat.charAt(stat.lastIndexOf(')') + 2) != 'T') {
                    return false;
                }
            }
        }
        return true;
    }

    /** Takes all answers that have come so far. A line is only believed whole. */
    private void listen(Process writer) throws IOException {
        InputStream out = writer.getInputStream();
        for (int ready = out.available(); ready > 0; ready = out.available()) {
            heard.append(new String(out.readNBytes(ready), StandardCharsets.US_ASCII));
        }
        int end = heard.lastIndexOf("\n") + 1;
        for (String line : heard.substring(0, end).split("\n")) {
            if (line.startsWith("ok ") && line.endsWith(".")) {
                String[] parts = line.substring(3, line.length() - 1).split(" ");
                int of = Integer.parseInt(parts[0]);
                acknowledged[of] = Math.max(acknowledged[of], Long.parseLong(parts[1]));
            }
        }
        heard.delete(0, end);
    }

    /** Returns whether the group in doubt is there. */
    private boolean check(Image image) {
        String what = "seed " + seed + ", image with " + image.damage();
        long[] found = new long[PowerLossWriter.WRITERS];
        // before that there may be no store yet that could be opened to be read
        boolean isMade = Arrays.stream(image.atLeast()).anyMatch(number -> number > 0);
        if (isMade && random.nextInt(4) == 0) {
            RocksEngine.openToRead(image.store(), PowerLossWriter.SETTINGS).close();
        }
        try (KvEngine engine = PowerLossWriter.open(image.store())) {
            for (int writer = 0; writer < found.length; writer++) {
                found[writer] = PowerLossWriter.read(engine, writer);
                assertThat(found[writer])
                        .as(what + ": last commit of writer " + writer)
                        .isBetween(image.atLeast()[writer], image.atMost()[writer]);
                requireWhole(engine, writer, found[writer], what);
            }
            long there = image.group().stream()
                    .filter(commit -> commit[1] <= found[(int) commit[0]])
                    .count();
            assertThat(there).as(what + ": commits of one group").isIn(0L, (long)
                    image.group().size());
            PowerLossWriter.commit(engine, 0, found[0] + 1);
            requireWhole(engine, 0, found[0] + 1, what + ", written to again");
            return there > 0;
        } catch (RuntimeException e) {
            throw new AssertionError(what, e);
        }
    }

    /** Everything is as commits 1 to n of the writer left it. */
    private static void requireWhole(KvEngine engine, int writer, long last, String what) {
        for (long number = Math.max(1, last - PowerLossWriter.ITEMS + 1); number <= last; number++) {
            Bytes value = PowerLossWriter.value(writer, number);
            String name = what + ": commit " + number + " of writer " + writer + ", last is " + last;
            assertThat(engine.get(PowerLossWriter.item(writer, (int) number), ReadMode.STRONG))
                    .as(name)
                    .isEqualTo(value);
            assertThat(engine.get(PowerLossWriter.entry(writer, (int) number), ReadMode.STRONG))
                    .as(name)
                    .isEqualTo(value);
        }
        long number = PowerLossWriter.firstLog(last);
        try (KvCursor cursor = engine.scan(
                PowerLossWriter.logsPartition(),
                PowerLossWriter.logs(writer, Long.MAX_VALUE),
                Direction.FORWARD,
                ReadMode.STRONG)) {
            while (cursor.next()) {
                assertThat(cursor.row())
                        .as(what + ": log rows of writer " + writer + ", last is " + last)
                        .isEqualTo(PowerLossWriter.log(writer, number).row());
                assertThat(cursor.value()).as(what).isEqualTo(PowerLossWriter.value(writer, number));
                number++;
            }
        }
        assertThat(number).as(what + ": log rows of writer " + writer).isEqualTo(last + 1);
    }

    private static void delete(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
