package dev.gramme.acceptance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gramme.acceptance.load.Finished;
import dev.gramme.acceptance.load.ServerProcess;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The server as it is shipped, in a process of its own. */
final class Packaged {
    static final Path HOME = Path.of("").toAbsolutePath().getParent();

    private Packaged() {}

    /** Starts it on a free port. */
    static ServerProcess start(String... options) throws IOException {
        requirePackage();
        return ServerProcess.gramme(HOME, options);
    }

    /** The same; its requests must be signed. */
    static ServerProcess signed(String... options) throws IOException {
        requirePackage();
        return ServerProcess.signed(HOME, options);
    }

    /** The same; all that can be logged goes to the file {@code err} of a folder. */
    static ServerProcess logged(Path folder, String... options) throws IOException {
        requirePackage();
        Path logging = Files.writeString(
                folder.resolve("logging.properties"),
                "handlers=java.util.logging.ConsoleHandler\njava.util.logging.ConsoleHandler.level=ALL\n.level=ALL\n");
        ProcessBuilder command = ServerProcess.grammeCommand(HOME, options)
                .redirectError(folder.resolve("err").toFile());
        command.environment().put("GRAMME_JAVA_OPTIONS", "-Djava.util.logging.config.file=" + logging);
        return ServerProcess.signed(command);
    }

    /** The same with variables of its own in its environment. */
    static ServerProcess start(Map<String, String> variables, String... options) throws IOException {
        requirePackage();
        ProcessBuilder command =
                ServerProcess.grammeCommand(HOME, options).redirectError(ProcessBuilder.Redirect.INHERIT);
        command.environment().putAll(variables);
        return ServerProcess.gramme(command);
    }

    /** The same; it may have so many files open at once, sockets among them (source: bash, "ulimit"). */
    static ServerProcess withFiles(int files, Path data) throws IOException {
        requirePackage();
        ProcessBuilder command = ServerProcess.grammeCommand(HOME, "--data", data.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        List<String> words = new ArrayList<>(List.of("bash", "-c", "ulimit -n " + files + " && exec \"$0\" \"$@\""));
        words.addAll(command.command());
        return ServerProcess.gramme(command.command(words));
    }

    static ServerProcess start(Path data) throws IOException {
        return start("--data", data.toString());
    }

    /** Runs it to its end, for starts that are refused. */
    static Finished refused(String... options) throws IOException, InterruptedException {
        requirePackage();
        return Finished.run(ServerProcess.grammeCommand(HOME, options));
    }

    /** The same with variables of its own in its environment. */
    static Finished refused(Map<String, String> variables, String... options) throws IOException, InterruptedException {
        requirePackage();
        ProcessBuilder command = ServerProcess.grammeCommand(HOME, options);
        command.environment().putAll(variables);
        return Finished.run(command);
    }

    /** Runs another command than serve to its end. */
    static Finished run(String command, String... options) throws IOException, InterruptedException {
        return run(Map.of(), command, options);
    }

    /** The same with variables of its own in its environment. */
    static Finished run(Map<String, String> variables, String command, String... options)
            throws IOException, InterruptedException {
        requirePackage();
        ProcessBuilder builder = ServerProcess.grammeCommand(HOME);
        List<String> words = new ArrayList<>(List.of(builder.command().getFirst(), command));
        words.addAll(List.of(options));
        builder.environment().putAll(variables);
        return Finished.run(builder.command(words));
    }

    private static void requirePackage() throws IOException {
        Path libraries = HOME.resolve("server/target/gramme/lib");
        boolean packaged = false;
        if (Files.isDirectory(libraries)) {
            try (DirectoryStream<Path> jars = Files.newDirectoryStream(libraries, "gramme-server-*.jar")) {
                packaged = jars.iterator().hasNext();
            }
        }
        assumeTrue(packaged, "Skipped: the server is not packaged (./mvnw package does it)");
    }
}
