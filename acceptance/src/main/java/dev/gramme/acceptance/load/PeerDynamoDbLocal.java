package dev.gramme.acceptance.load;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** AWS's DynamoDB Local, fetched from the Maven registry when it is first needed and run in memory. */
public final class PeerDynamoDbLocal {
    private PeerDynamoDbLocal() {}

    /**
     * Starts it on a free port.
     *
     * @param home the project's folder
     * @throws IOException where it cannot be fetched or started
     */
    public static ServerProcess start(Path home) throws IOException, InterruptedException {
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
        int port = freePort();
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.library.path=" + jars,
                "-cp",
                jars + File.separator + "*",
                "software.amazon.dynamodb.services.local.main.ServerRunner",
                "-inMemory",
                "-port",
                Integer.toString(port));
        return ServerProcess.other(port, command, jars);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
