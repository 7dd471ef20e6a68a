package dev.gramme.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gramme.acceptance.load.ApiConnection;
import dev.gramme.acceptance.load.Finished;
import dev.gramme.acceptance.load.ServerProcess;
import dev.gramme.acceptance.load.Tables;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged server on a disk that fills up, slowly and at once, and is emptied again. */
@Timeout(60)
class FullDiskProcessTest {
    /** The room the server keeps free, that of its log, and some more; taken from memory only as it is filled. */
    private static final long DISK_BYTES = 416 << 20;

    private static final String TABLE = "filled";
    private static final LargeRows ROWS = new LargeRows(TABLE, 20_000);

    @TempDir
    private Path disk;

    private MountedDisk mounted;

    @BeforeEach
    void mount() throws Exception {
        mounted = new MountedDisk(disk);
        assumeTrue(
                mounted.mount("-t", "tmpfs", "-o", "size=" + DISK_BYTES, "gramme-test"),
                "Skipped: this user may not mount a small file system");
    }

    @AfterEach
    void unmount() throws Exception {
        mounted.unmount();
    }

    private Path fill(long leaveBytes) throws IOException {
        Path filler = disk.resolve("filler");
        try (OutputStream out = Files.newOutputStream(filler)) {
            byte[] block = new byte[1 << 20];
            while (Files.getFileStore(disk).getUsableSpace() > leaveBytes) {
                out.write(block);
            }
        } catch (IOException e) {
            // The very end of the disk, which is what was wanted.
            assertThat(leaveBytes).isZero();
        }
        return filler;
    }

    @Test
    void writesAreRefusedReadsGoOnAndRoomBringsWritesBack() throws Exception {
        try (ServerProcess server = Packaged.start(disk.resolve("data"));
                ApiConnection connection = new ApiConnection(server.port())) {
            Tables.create(connection, TABLE, false);
            ROWS.put(connection, 1);
            Path filler = fill(200 << 20);
            Thread.sleep(150);
            String answer = ROWS.put(connection, 2);
            assertThat(connection.status()).isEqualTo(503);
            assertThat(answer).contains("#ServiceUnavailableException").contains("The disk is full");
            String many = connection.tryCall(
                    "BatchWriteItem",
                    "{\"RequestItems\":{\"" + TABLE + "\":[{\"PutRequest\":{\"Item\":{\"pk\":{\"S\":\"row3\"}}}}]}}");
            assertThat(connection.status()).as(many).isEqualTo(503);
            ROWS.require(connection, List.of(1));
            assertThat(connection.call("Scan", "{\"TableName\":\"" + TABLE + "\",\"Select\":\"COUNT\"}"))
                    .contains("\"Count\":1");
            Files.delete(filler);
            ROWS.putWithin(connection, 4, 2);
            ROWS.require(connection, List.of(1, 4));
        }
    }

    @Test
    void aDiskThatEndsUnderWritesLosesNothing() throws Exception {
        ConcurrentSkipListSet<Integer> acknowledged = new ConcurrentSkipListSet<>();
        ConcurrentSkipListSet<String> refusals = new ConcurrentSkipListSet<>();
        try (ServerProcess server = Packaged.start(disk.resolve("data"));
                ApiConnection connection = new ApiConnection(server.port())) {
            Tables.create(connection, TABLE, false);
            List<Thread> writers = new ArrayList<>();
            for (int writer = 0; writer < 4; writer++) {
                int first = (writer + 1) * 100_000;
                writers.add(Thread.ofVirtual().start(() -> writeUntilRefused(server, first, acknowledged, refusals)));
            }
            Thread.sleep(200);
            Path filler = fill(0);
            for (Thread writer : writers) {
                writer.join();
            }
            System.out.println("FullDiskProcessTest: " + acknowledged.size() + " acknowledged, then " + refusals);
            assertThat(refusals).isNotEmpty().allMatch(text -> text.startsWith("50"));
            ROWS.require(connection, acknowledged);
            Files.delete(filler);
            ROWS.putWithin(connection, 1, 20);
            acknowledged.add(1);
            ROWS.require(connection, acknowledged);
            server.kill();
        }
        Path filler = fill(0);
        Finished refused = Packaged.refused("--data", disk.resolve("data").toString());
        System.out.println("FullDiskProcessTest: " + refused);
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("No space left on device");
        Files.delete(filler);
        try (ServerProcess server = Packaged.start(disk.resolve("data"));
                ApiConnection connection = new ApiConnection(server.port())) {
            ROWS.require(connection, acknowledged);
        }
    }

    private static void writeUntilRefused(
            ServerProcess server,
            int first,
            ConcurrentSkipListSet<Integer> acknowledged,
            ConcurrentSkipListSet<String> refusals) {
        try (ApiConnection connection = new ApiConnection(server.port())) {
            int row = first;
            String answer = ROWS.put(connection, row);
            while (connection.status() == 200) {
                acknowledged.add(row);
                answer = ROWS.put(connection, ++row);
            }
            refusals.add(connection.status() + " " + answer);
        } catch (IOException e) {
            refusals.add(e.toString());
        }
    }
}
