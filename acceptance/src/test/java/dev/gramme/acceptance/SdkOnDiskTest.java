package dev.gramme.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gramme.kv.KvException;
import dev.gramme.server.Server;
import dev.gramme.server.ServerConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

class SdkOnDiskTest extends SdkContract {
    @TempDir
    private Path directory;

    @Override
    Server start() throws IOException {
        return Server.start(ServerConfig.onDisk(directory));
    }

    @Test
    void dataOutlivesTheServer() throws IOException {
        createTable("films", ScalarAttributeType.S);
        client().putItem(request -> request.tableName("films").item(Map.of("pk", s("a"), "sk", s("b"), "n", n(5))));
        restart();
        assertThat(client().getItem(request -> request.tableName("films").key(Map.of("pk", s("a"), "sk", s("b"))))
                        .item())
                .containsEntry("n", n(5));
        assertThat(client().describeTable(request -> request.tableName("films"))
                        .table()
                        .itemCount())
                .isEqualTo(1);
    }

    @Test
    void nothingAUserStoresCanBeFoundOnTheDisk() throws IOException {
        createTable("films", ScalarAttributeType.S);
        List<String> secrets = List.of("secret-partition-key", "secret-sort-key", "secret-value", "secretName");
        for (int copy = 0; copy < 100; copy++) {
            String more = "-" + copy;
            client().putItem(request -> request.tableName("films")
                    .item(Map.of(
                            "pk",
                            s(secrets.get(0) + more),
                            "sk",
                            s(secrets.get(1)),
                            secrets.get(3),
                            s(secrets.get(2)))));
        }
        restart();
        int searched = 0;
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                for (String secret : secrets) {
                    assertThat(bytes.contains(secret))
                            .as(secret + " in " + file)
                            .isFalse();
                }
                searched++;
            }
        }
        assertThat(searched).isPositive();
    }

    @Test
    void theRootKeyIsForItsOwnerOnlyAndTheDirectoryForOneServer() throws IOException {
        Path key = directory.resolve("root.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        assertThatThrownBy(this::start)
                .isInstanceOf(KvException.Unavailable.class)
                .hasMessageContaining("already in use by another Gramme process");
    }

    @Test
    void anotherRootKeyOpensNothing() throws IOException {
        createTable("films", null);
        close();
        Path key = directory.resolve("root.key");
        byte[] right = Files.readAllBytes(key);
        Files.write(key, new byte[32]);
        assertThatThrownBy(this::start)
                .isInstanceOf(KvException.Unavailable.class)
                .hasMessageContaining("root key");
        Files.write(key, right);
        open();
    }
}
