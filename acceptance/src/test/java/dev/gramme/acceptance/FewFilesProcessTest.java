package dev.gramme.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gramme.acceptance.load.ApiConnection;
import dev.gramme.acceptance.load.Finished;
import dev.gramme.acceptance.load.ServerProcess;
import dev.gramme.acceptance.load.Tables;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged server when clients hold all files it may have open, just as it needs another for its log. */
@Timeout(300)
class FewFilesProcessTest {
    private static final int FILES = 256;
    private static final String TABLE = "written";
    /** 400 of them are more than a memtable, so the log goes on in another file. */
    private static final LargeRows ROWS = new LargeRows(TABLE, 250_000);

    private static final int WRITES = 400;
    private static final int PATIENCE_MILLIS = 40_000;

    @TempDir
    private Path data;

    private static long openFiles(ServerProcess server) throws IOException {
        long count = 0;
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(Path.of("/proc", Long.toString(server.pid()), "fd"))) {
            for (Path file : files) {
                count++;
            }
        }
        return count;
    }

    @Test
    void writesAreRefusedNothingIsLostAndItServesAgain() throws Exception {
        TreeSet<Integer> acknowledged = new TreeSet<>();
        TreeSet<String> refusals = new TreeSet<>();
        List<Socket> others = new ArrayList<>();
        try (ServerProcess server = Packaged.withFiles(FILES, data);
                ApiConnection connection = new ApiConnection(server.port(), PATIENCE_MILLIS)) {
            Tables.create(connection, TABLE, false);
            while (openFiles(server) < FILES && others.size() < 2 * FILES) {
                others.add(new Socket(InetAddress.getLoopbackAddress(), server.port()));
                Thread.sleep(1);
            }
            assertThat(openFiles(server)).isGreaterThanOrEqualTo(FILES - 1);
            for (int row = 0; row < WRITES && refusals.size() < 2; row++) {
                String answer = ROWS.put(connection, row);
                if (connection.status() == 200) {
                    acknowledged.add(row);
                } else {
                    refusals.add(connection.status() + " " + answer);
                }
            }
            System.out.println("FewFilesProcessTest: " + acknowledged.size() + " acknowledged, then " + refusals);
            assertThat(refusals).isNotEmpty().allMatch(text -> text.startsWith("50"));
            for (Socket other : others) {
                other.close();
            }
            ROWS.putWithin(connection, WRITES, 30);
            acknowledged.add(WRITES);
            ROWS.require(connection, acknowledged);
            try (ApiConnection another = new ApiConnection(server.port())) {
                ROWS.require(another, List.of(WRITES));
            }
            server.kill();
        }
        Finished doctor = Packaged.run("doctor", "--data", data.toString());
        assertThat(doctor.exitCode()).as(doctor.out() + doctor.err()).isZero();
        try (ServerProcess server = Packaged.start(data);
                ApiConnection connection = new ApiConnection(server.port())) {
            ROWS.require(connection, acknowledged);
        }
    }
}
