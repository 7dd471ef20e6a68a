package dev.gramme.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gramme.cassandra.CassandraNode;
import dev.gramme.cassandra.LocalCluster;
import dev.gramme.server.RootKeySource;
import dev.gramme.server.Server;
import dev.gramme.server.ServerConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

@Tag("cluster")
class SdkOnClusterTest extends SdkContract {
    private static final AtomicInteger KEYSPACES = new AtomicInteger();

    @TempDir
    private static Path nodesDirectory;

    private static LocalCluster nodes;

    @TempDir
    private Path directory;

    private final String keyspace = "sdk" + KEYSPACES.incrementAndGet();

    @BeforeAll
    static void startNodes() throws Exception {
        assumeTrue(CassandraNode.java17() != null, "Skipped: Cassandra needs a JDK 17, and none was found");
        nodes = new LocalCluster(Packaged.HOME, nodesDirectory, "127.0.3");
        nodes.start(1);
    }

    @AfterAll
    static void stopNodes() {
        if (nodes != null) {
            nodes.close();
        }
    }

    @Override
    Server start() throws IOException {
        return Server.start(ServerConfig.onCluster(nodes.location(keyspace), directory)
                .withRootKey(new RootKeySource.OfFile(directory.resolve("root.key"))));
    }

    @Test
    void dataOutlivesTheServer() throws IOException {
        createTable("films", ScalarAttributeType.S);
        client().putItem(request -> request.tableName("films").item(Map.of("pk", s("a"), "sk", s("b"), "n", n(5))));
        restart();
        assertThat(client().getItem(request -> request.tableName("films").key(Map.of("pk", s("a"), "sk", s("b"))))
                        .item())
                .containsEntry("n", n(5));
    }

    /** Names of tables stand in clear, which shows that the search finds what is there. */
    @Test
    void cassandraSeesNoKeyAndNoValue() throws IOException {
        createTable("table-in-clear", ScalarAttributeType.S);
        for (int number = 0; number < 20; number++) {
            String suffix = "-" + number;
            client().putItem(request -> request.tableName("table-in-clear")
                    .item(Map.of(
                            "pk", s("hidden-key" + suffix),
                            "sk", s("hidden-sort" + suffix),
                            "hidden-name", s("hidden-value" + suffix))));
        }
        assertThat(filesWith("table-in-clear")).isNotEmpty();
        assertThat(filesWith("hidden-")).isEmpty();
    }

    /** Cassandra's files, its log of commits among them, that hold a text. */
    private static List<Path> filesWith(String text) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(nodesDirectory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(text)) {
                    found.add(file);
                }
            }
        }
        return found;
    }
}
