package dev.gramme.acceptance.load;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A server in a process of its own, and what it uses of the machine (source: proc(5), so Linux only). */
public final class ServerProcess implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("https?://127\\.0\\.0\\.1:(\\d+)");
    private static final String KEY_ID = "AWS_ACCESS_KEY_ID=";
    private static final String KEY_SECRET = "AWS_SECRET_ACCESS_KEY=";
    private static final long TICK_MICROS = 10_000;
    private static final Pattern COMPILER = Pattern.compile("C[12] CompilerThre");

    private final Process process;
    private final BufferedReader out;
    private final int port;
    private final long startedNanos;
    private @Nullable AccessKey key;

    private ServerProcess(Process process, BufferedReader out, int port, long startedNanos) {
        this.process = process;
        this.out = out;
        this.port = port;
        this.startedNanos = startedNanos;
    }

    /**
     * The command that starts the packaged Gramme, on a free port and open to any access key unless told otherwise.
     *
     * @param home the project's folder
     * @param options of {@code gramme serve}
     */
    public static ProcessBuilder grammeCommand(Path home, String... options) {
        List<String> command = new ArrayList<>(List.of(home.resolve("gramme").toString(), "serve"));
        command.addAll(List.of(options));
        if (!command.contains("--port")) {
            command.addAll(List.of("--port", "0"));
        }
        if (command.stream().noneMatch(option -> option.startsWith("--auth"))) {
            command.add("--auth=open");
        }
        ProcessBuilder builder = new ProcessBuilder(command);
        // Whoever comes here has packaged it already.
        builder.environment().put("GRAMME_PACKAGED", "yes");
        return builder;
    }

    /** Starts the packaged Gramme on a free port; its warnings go where this process's go. */
    public static ServerProcess gramme(Path home, String... options) throws IOException {
        return gramme(grammeCommand(home, options).redirectError(ProcessBuilder.Redirect.INHERIT));
    }

    /** Starts a {@link #grammeCommand}. */
    public static ServerProcess gramme(ProcessBuilder command) throws IOException {
        long started = System.nanoTime();
        Process process = command.start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            Matcher address = ADDRESS.matcher(line);
            if (address.find()) {
                return new ServerProcess(process, out, Integer.parseInt(address.group(1)), started);
            }
        }
        throw new IOException("The server did not start");
    }

    /** Starts the packaged Gramme as users do: its requests must be signed with {@link #key}. */
    public static ServerProcess signed(Path home, String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of(options));
        all.add("--auth=signed");
        return signed(grammeCommand(home, all.toArray(String[]::new)).redirectError(ProcessBuilder.Redirect.INHERIT));
    }

    /** Starts a {@link #grammeCommand} whose requests must be signed. */
    public static ServerProcess signed(ProcessBuilder command) throws IOException {
        ServerProcess server = gramme(command);
        String id = server.lineWith(KEY_ID);
        server.key = new AccessKey(id, server.lineWith(KEY_SECRET));
        return server;
    }

    /** What follows a text in the next line that has it. */
    private String lineWith(String text) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            int at = line.indexOf(text);
            if (at >= 0) {
                return line.substring(at + text.length());
            }
        }
        throw new IOException("The server showed no access key");
    }

    /** Starts any other server that will listen on a given port. */
    public static ServerProcess other(int port, List<String> command, Path directory)
            throws IOException, InterruptedException {
        long started = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader nothing = new BufferedReader(Reader.nullReader());
        ServerProcess server = new ServerProcess(process, nothing, port, started);
        while (true) {
            try (ApiConnection connection = new ApiConnection(port)) {
                connection.call("ListTables", "{}");
                return server;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() - started > TimeUnit.SECONDS.toNanos(30)) {
                    process.destroyForcibly();
                    throw e;
                }
                Thread.sleep(20);
            }
        }
    }

    /** What requests must be signed with; null where any key will do. */
    public @Nullable AccessKey key() {
        return key;
    }

    public int port() {
        return port;
    }

    /** The next line it prints after its address; waits for it. */
    public String nextLine() throws IOException {
        String line = out.readLine();
        if (line == null) {
            throw new EOFException("The server prints nothing more");
        }
        return line;
    }

    public long millisSinceStart() {
        return (System.nanoTime() - startedNanos) / 1_000_000;
    }

    /**
     * CPU time used so far by all its threads and all processes it started, user and kernel, in microseconds; exact to
     * ten milliseconds for each process.
     */
    public long cpuMicros() throws IOException {
        long ticks = ticks(process.pid());
        for (ProcessHandle child : process.descendants().toList()) {
            ticks += ticks(child.pid());
        }
        return ticks * TICK_MICROS;
    }

    /**
     * The same of any process, without those it started that still run, nor the threads in which Java compiles: these
     * work for minutes after a start, whatever the process is asked meanwhile.
     */
    public static long cpuMicrosWithoutCompiling(long pid) throws IOException {
        long ticks = ticks(pid);
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path thread : threads.toList()) {
                ticks -= ticksOfCompiler(thread);
            }
        }
        return ticks * TICK_MICROS;
    }

    private static long ticksOfCompiler(Path thread) throws IOException {
        try {
            boolean compiles =
                    COMPILER.matcher(Files.readString(thread.resolve("comm"))).lookingAt();
            return compiles ? ticks(thread.resolve("stat")) : 0;
        } catch (NoSuchFileException e) {
            return 0; // it has just ended, which compilers do not
        }
    }

    /** Of a process and those of its children that have ended. */
    private static long ticks(long pid) throws IOException {
        return ticks(Path.of("/proc", Long.toString(pid), "stat"));
    }

    private static long ticks(Path file) throws IOException {
        String stat = Files.readString(file);
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = 0;
        for (int field = 11; field <= 14; field++) {
            ticks += Long.parseLong(fields[field]);
        }
        return ticks;
    }

    /** A port that nobody listens on just now. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Resident memory in KB. */
    public long residentKilobytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        return 0;
    }

    /** The number of its process. */
    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it as {@code kill -9} does: it cannot do anything about it. Waits until it is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Asks it to end, as {@code kill} does, and returns its exit code. */
    public int stop() throws InterruptedException {
        process.destroy();
        return process.waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
