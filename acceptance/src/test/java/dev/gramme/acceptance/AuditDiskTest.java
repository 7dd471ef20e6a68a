package dev.gramme.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gramme.acceptance.load.ApiConnection;
import dev.gramme.acceptance.load.ServerProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged server whose audit log lies on a disk of its own, which fills up and is emptied again. */
@Timeout(60)
class AuditDiskTest {
    /** How many records may wait for the disk. */
    private static final int PLACES = 1_024;

    @TempDir
    private Path disk;

    private MountedDisk mounted;

    @BeforeEach
    void mount() throws Exception {
        mounted = new MountedDisk(disk);
        assumeTrue(
                mounted.mount("-t", "tmpfs", "-o", "size=4m", "gramme-test"),
                "Skipped: this user may not mount a small file system");
    }

    @AfterEach
    void unmount() throws Exception {
        mounted.unmount();
    }

    private Path fill() {
        Path filler = disk.resolve("filler");
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(new byte[512]);
            }
        } catch (IOException e) {
            // The end of the disk, which is what was wanted.
            return filler;
        }
    }

    @Test
    void callsAreRefusedWhenNoMoreRecordsCanWaitAndNoneIsLost() throws Exception {
        Path log = disk.resolve("audit");
        int answered = 0;
        try (ServerProcess server = Packaged.start("--in-memory", "--audit-dir", log.toString());
                ApiConnection connection = new ApiConnection(server.port())) {
            connection.call("ListTables", "{}");
            answered++;
            Path filler = fill();
            String answer = connection.tryCall("ListTables", "{}");
            while (connection.status() == 200) {
                answered++;
                assertThat(answered).isLessThan(PLACES + 100);
                answer = connection.tryCall("ListTables", "{}");
            }
            assertThat(connection.status()).isEqualTo(503);
            assertThat(answer).contains("The audit log cannot be written: its disk is full or too slow");
            assertThat(answered).isGreaterThanOrEqualTo(PLACES);
            // Calls on items are not recorded, and go on.
            connection.tryCall("GetItem", "{\"TableName\":\"films\",\"Key\":{\"pk\":{\"S\":\"a\"}}}");
            assertThat(connection.status()).isEqualTo(400);
            Files.delete(filler);
            connection.call("ListTables", "{}");
            answered++;
            server.stop();
        }
        assertThat(Files.readAllLines(log.resolve("audit.jsonl")))
                .hasSize(answered)
                .allMatch(line -> line.contains("\"ListTables\"") && line.endsWith("}"));
    }
}
