package dev.gramme.cassandra;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * {@code gramme cluster demo}: three nodes of Cassandra, each in a zone of its own, and two servers in front of them,
 * on this machine alone. Stops and removes all of it when it is interrupted.
 */
public final class ClusterDemo {
    private static final String NETWORK = "127.0.1";
    private static final int NODES = 3;
    private static final int SERVERS = 2;
    private static final int STOP_SECONDS = 10;

    private final Path home;
    private final Path directory;
    private final int port;
    private final LocalCluster cluster;
    private final List<Process> servers = new ArrayList<>();

    private ClusterDemo(Path home, Path directory, int port) throws IOException {
        this.cluster = new LocalCluster(home, directory, NETWORK);
        this.home = home;
        this.directory = directory;
        this.port = port;
    }

    /** Arguments: the home of Gramme, and optionally the first server's port. */
    public static void main(String[] arguments) throws Exception {
        int port = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 8000;
        CountDownLatch stopped = new CountDownLatch(1);
        try {
            ClusterDemo demo =
                    new ClusterDemo(Path.of(arguments[0]), Files.createTempDirectory("gramme-cluster"), port);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                demo.stop();
                stopped.countDown();
            }));
            demo.start();
        } catch (IOException e) {
            System.err.println("gramme: " + e.getMessage());
            System.exit(1);
        }
        stopped.await();
    }

    private void start() throws IOException, InterruptedException {
        for (int number = 1; number <= NODES; number++) {
            long began = System.nanoTime();
            say("Starting node " + number + " of " + NODES + " on " + cluster.address(number) + " ...");
            cluster.start(1);
            say("  up after " + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began) + " s");
        }
        for (int number = 0; number < SERVERS; number++) {
            say("Starting server " + (number + 1) + " of " + SERVERS + " on port " + (port + number) + " ...");
            startServer(number, cluster.location("gramme"));
        }
        say("");
        say("Both servers answer. Try:");
        say("  aws dynamodb list-tables --endpoint-url http://127.0.0.1:" + port);
        say("Any access key is accepted. The data of all this lies in " + directory
                + " and goes with it: Ctrl-C stops.");
    }

    private void startServer(int number, String location) throws IOException {
        Process server = new ProcessBuilder(
                        home.resolve("gramme").toString(),
                        "serve",
                        "--engine=" + location,
                        "--port=" + (port + number),
                        "--auth=open",
                        "--root-key-file=" + directory.resolve("root.key"),
                        "--data=" + directory.resolve("server-" + (number + 1)))
                .redirectErrorStream(true)
                .start();
        servers.add(server);
        CountDownLatch spoke = new CountDownLatch(1);
        Thread.ofVirtual().start(() -> show("server " + (number + 1), server, spoke));
        try {
            spoke.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void show(String name, Process process, CountDownLatch spoke) {
        try (BufferedReader output = process.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                say("  " + name + ": " + line);
                spoke.countDown();
            }
        } catch (IOException e) {
            say("  " + name + " is gone");
        }
        spoke.countDown();
    }

    private void stop() {
        say("Stopping ...");
        servers.forEach(Process::destroy);
        servers.forEach(ClusterDemo::await);
        cluster.close();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(ClusterDemo::delete);
        } catch (IOException | UncheckedIOException e) {
            say("Could not remove " + directory + ": " + e.getMessage());
        }
    }

    private static void await(Process process) {
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void say(String text) {
        System.out.println(text);
    }
}
