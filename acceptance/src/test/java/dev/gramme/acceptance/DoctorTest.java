package dev.gramme.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gramme.acceptance.load.ApiConnection;
import dev.gramme.acceptance.load.Finished;
import dev.gramme.acceptance.load.ServerProcess;
import dev.gramme.acceptance.load.Tables;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged doctor over what the packaged server left on disk. */
@Timeout(120)
class DoctorTest {
    private static final int ITEMS = 300;

    @TempDir
    private Path directory;

    private String data() {
        return directory.resolve("data").toString();
    }

    private static Finished doctor(String... options) throws Exception {
        return Packaged.run("doctor", options);
    }

    private void fill() throws Exception {
        try (ServerProcess server = Packaged.start("--data", data())) {
            try (ApiConnection connection = new ApiConnection(server.port())) {
                Tables.create(connection, "kept", false);
                for (int item = 0; item < ITEMS; item++) {
                    connection.call(
                            "PutItem",
                            "{\"TableName\":\"kept\",\"Item\":{\"pk\":{\"S\":\"secret" + item + "\"},\"v\":{\"S\":\""
                                    + "x".repeat(500) + "\"}}}");
                }
            }
            Finished refused = doctor("--data", data());
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.err())
                    .isEqualTo("gramme: The data directory " + data()
                            + "/store is already in use by another Gramme process.\n");
        }
    }

    private Path largestFile() throws Exception {
        try (Stream<Path> files = Files.list(directory.resolve("data/store"))) {
            return files.filter(file -> file.toString().endsWith(".sst"))
                    .max(Comparator.comparingLong(file -> file.toFile().length()))
                    .orElseThrow();
        }
    }

    @Test
    void soundAndNot() throws Exception {
        assertThat(doctor("--data", data()).err()).isEqualTo("gramme: There is no data in " + data() + ".\n");
        assertThat(doctor("--nonsense").exitCode()).isEqualTo(2);
        assertThat(doctor("--engine=nonsense").exitCode()).isEqualTo(2);
        assertThat(doctor("--engine=cassandra://127.0.0.9/none").err())
                .startsWith("gramme: The servers of a cluster share one root key: name it with --root-key-file,");
        fill();
        Finished sound = doctor("--data", data());
        assertThat(sound.err()).isEmpty();
        assertThat(sound.out())
                .startsWith("Checked " + data() + ":\n")
                .contains("  tables: 1\n", "  items: " + ITEMS + "\n")
                .doesNotContain("fault")
                .endsWith("All is sound.\n");
        assertThat(sound.exitCode()).isZero();
        try (ServerProcess server = Packaged.start("--data", data())) {
            assertThat(server.port()).isPositive(); // what was in the log lies in a file from here on
        }
        try (RandomAccessFile bytes = new RandomAccessFile(largestFile().toFile(), "rw")) {
            bytes.seek(bytes.length() / 2);
            int one = bytes.read();
            bytes.seek(bytes.length() / 2);
            bytes.write(one ^ 1);
        }
        Finished faulty = doctor("--data", data());
        assertThat(faulty.exitCode()).isEqualTo(1);
        assertThat(faulty.out())
                .contains("fault: the store: file ", "fault: table 000000000000/us-east-1/kept, partition ")
                .doesNotContain("secret")
                .doesNotContain("All is sound");
    }

    @Test
    void aMissingRootKeyIsNotMadeAnew() throws Exception {
        fill();
        Path key = directory.resolve("data/root.key");
        Files.delete(key);
        Finished refused = doctor("--data", data());
        assertThat(refused.err()).isEqualTo("gramme: There is no root key in " + key + ".\n");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(key).doesNotExist();
    }
}
