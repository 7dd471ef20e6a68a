package dev.gramme.acceptance.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Peers from the npm registry: they are fetched by npm, in an exact version, and run without it. */
public enum NpmPeer implements Peer {
    /** Written in Rust; its package holds a program for one kind of machine. */
    DYNOXIDE("dynoxide", "@dynoxide/linux-x64", "1.2.1") {
        @Override
        List<String> command(Path installed, int port, @Nullable Path data) {
            List<String> command = new ArrayList<>(
                    List.of(installed.resolve("dynoxide").toString(), "--port", Integer.toString(port)));
            if (data != null) {
                command.addAll(List.of("--db-path", data.resolve("data.db").toString()));
            }
            return command;
        }
    },
    /** Written in JavaScript. */
    DYNALITE("dynalite", "dynalite", "4.0.0") {
        @Override
        List<String> command(Path installed, int port, @Nullable Path data) {
            List<String> command = new ArrayList<>(List.of(
                    "node",
                    installed.resolve("cli.js").toString(),
                    "--host",
                    "127.0.0.1",
                    "--port",
                    Integer.toString(port)));
            if (data != null) {
                command.addAll(List.of("--path", data.toString()));
            }
            return command;
        }
    };

    private final String title;
    private final String packageName;
    private final String version;

    NpmPeer(String title, String packageName, String version) {
        this.title = title;
        this.packageName = packageName;
        this.version = version;
    }

    abstract List<String> command(Path installed, int port, @Nullable Path data);

    @Override
    public String toString() {
        return title;
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public ServerProcess start(Path home, @Nullable Path data) throws IOException, InterruptedException {
        Path installed = install(home);
        int port = ServerProcess.freePort();
        return ServerProcess.other(port, command(installed, port, data), installed);
    }

    /** The folder of the package. */
    private Path install(Path home) throws IOException, InterruptedException {
        Path cache = home.resolve("acceptance/target/peers").resolve(title + "-" + version);
        Path installed = cache.resolve("node_modules").resolve(packageName);
        if (!Files.exists(installed)) {
            System.out.println("Fetching " + title + " ...");
            Files.createDirectories(cache);
            // What a package wants to run while it is installed is not run.
            Finished npm = Finished.run(new ProcessBuilder(
                    "npm",
                    "install",
                    "--prefix",
                    cache.toString(),
                    "--no-audit",
                    "--no-fund",
                    "--ignore-scripts",
                    packageName + "@" + version));
            if (npm.exitCode() != 0 || !Files.exists(installed)) {
                throw new IOException("npm could not fetch " + packageName + ": " + firstLine(npm.err()));
            }
        }
        return installed;
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("it does not say why");
    }
}
