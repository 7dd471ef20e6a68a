package dev.gramme.acceptance.faults;

import dev.gramme.acceptance.load.ServerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One of several servers of a cluster, on a port that stays its own. */
public final class ClusterServer implements AutoCloseable {
    private static final int STOP_SECONDS = 20;
    private static final int HEALTH_MILLIS = 1_000;

    private static final int PARTITION_BYTES = 40;

    private final Path home;
    private final Path directory;
    private final List<String> options;
    private final int port;
    private @Nullable Process process;

    /**
     * A server that is not started yet.
     *
     * @param home the project's folder
     * @param directory for what it keeps and what it says; its name is the server's
     */
    public ClusterServer(Path home, Path directory, String engine, Path rootKey) throws IOException {
        this.home = home;
        this.directory = Files.createDirectories(directory);
        this.port = freePort();
        this.options = List.of(
                "--engine=" + engine,
                "--root-key-file=" + rootKey,
                "--data=" + directory,
                // so that partitions are split all the time
                "--partition-bytes=" + PARTITION_BYTES,
                "--port",
                Integer.toString(port));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    public int port() {
        return port;
    }

    public String name() {
        return directory.getFileName().toString();
    }

    /** What the command line of its process holds, and no other's. */
    public String mark() {
        return "--data=" + directory;
    }

    public void start(String... javaOptions) throws IOException {
        ProcessBuilder command = ServerProcess.grammeCommand(home, options.toArray(String[]::new));
        command.environment().put("GRAMME_JAVA_OPTIONS", String.join(" ", javaOptions));
        command.redirectOutput(
                ProcessBuilder.Redirect.appendTo(directory.resolve("out").toFile()));
        command.redirectError(
                ProcessBuilder.Redirect.appendTo(directory.resolve("err").toFile()));
        process = command.start();
    }

    /** Sees to it that it runs, and waits until it says that it answers. */
    public void ensureAnswers(long seconds) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!isAlive() || !isOpen()) {
            // one that loses a node while it starts gives up, and leaves it to whoever started it to try again
            if (!isAlive()) {
                start();
            }
            if (System.nanoTime() - deadline > 0) {
                throw new IOException(name() + " does not answer: " + Files.readString(directory.resolve("err")));
            }
            Thread.sleep(100);
        }
    }

    /** Waits until one of them says that it answers. */
    public static ClusterServer awaitAny(List<ClusterServer> servers, long seconds)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        do {
            for (ClusterServer server : servers) {
                if (server.isOpen()) {
                    return server;
                }
            }
            Thread.sleep(100);
        } while (System.nanoTime() - deadline < 0);
        List<String> said = new ArrayList<>();
        for (ClusterServer server : servers) {
            said.add(server.name() + ": " + Files.readString(server.directory.resolve("err")));
        }
        throw new IOException("No server answers after " + seconds + " s: " + said);
    }

    /** Whether it says that it answers; one that stalls does not. */
    public boolean isOpen() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(HEALTH_MILLIS);
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            byte[] status = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
            return new String(status, StandardCharsets.US_ASCII).endsWith("200");
        } catch (IOException e) {
            return false;
        }
    }

    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    public void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    /** Makes it stall, as a machine does that is short of memory. */
    public void stall() throws IOException, InterruptedException {
        Signals.send("STOP", process().pid());
    }

    public void goOn() throws IOException, InterruptedException {
        Signals.send("CONT", process().pid());
    }

    private Process process() {
        if (process == null) {
            throw new IllegalStateException(name() + " was not started");
        }
        return process;
    }

    /** Asks it to end, and returns its exit code. */
    public int stop() throws InterruptedException {
        Process running = process();
        running.destroy();
        if (!running.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            running.destroyForcibly().waitFor();
        }
        return running.exitValue();
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
