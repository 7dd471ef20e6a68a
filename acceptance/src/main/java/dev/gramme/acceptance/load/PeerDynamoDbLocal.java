package dev.gramme.acceptance.load;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** AWS's DynamoDB Local, fetched from the Maven registry when it is first needed and run in memory or on disk. */
public final class PeerDynamoDbLocal implements Peer {
    /** As acceptance/peers/dynamodb-local.xml has it. */
    private static final String VERSION = "3.3.1";

    /** Starts it in memory, on a free port. */
    public static ServerProcess start(Path home) throws IOException, InterruptedException {
        return new PeerDynamoDbLocal().start(home, null);
    }

    @Override
    public String toString() {
        return "DynamoDB Local";
    }

    @Override
    public String version() {
        return VERSION;
    }

    @Override
    public ServerProcess start(Path home, @Nullable Path data) throws IOException, InterruptedException {
        Path jars = home.resolve("acceptance/target/dynamodb-local");
        if (!Files.exists(jars)) {
            System.out.println("Fetching DynamoDB Local ...");
            Process maven = new ProcessBuilder(
                            home.resolve("mvnw").toString(),
                            "-q",
                            "-f",
                            home.resolve("acceptance/peers/dynamodb-local.xml").toString(),
                            "dependency:copy-dependencies",
                            "-DoutputDirectory=" + jars)
                    .inheritIO()
                    .start();
            if (maven.waitFor() != 0) {
                throw new IOException("DynamoDB Local could not be fetched");
            }
        }
        int port = ServerProcess.freePort();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.library.path=" + jars,
                "-cp",
                jars + File.separator + "*",
                "software.amazon.dynamodb.services.local.main.ServerRunner",
                "-port",
                Integer.toString(port)));
        command.addAll(data == null ? List.of("-inMemory") : List.of("-dbPath", data.toString()));
        return ServerProcess.other(port, command, jars);
    }
}
