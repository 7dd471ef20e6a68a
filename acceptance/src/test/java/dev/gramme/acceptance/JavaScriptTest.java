package dev.gramme.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gramme.acceptance.load.Finished;
import dev.gramme.acceptance.load.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The packaged server as a program with the AWS SDK for JavaScript v3 sees it. The program and the exact versions of
 * its packages are among the test resources; npm installs them when they are first needed.
 */
@Timeout(120)
class JavaScriptTest {
    private static final Path SOURCES = Path.of("src/test/resources/javascript");
    private static final Path INSTALLED = Path.of("target/javascript");

    @Test
    void aProgramWithTheDocumentClient() throws Exception {
        assumeTrue(runs("node", "--version"), "Skipped: node is not installed");
        install();
        try (ServerProcess server = Packaged.start("--in-memory")) {
            Finished finished =
                    Finished.run(new ProcessBuilder("node", "program.mjs", "http://localhost:" + server.port())
                            .directory(INSTALLED.toFile()));
            assertThat(finished.exitCode()).as(finished.err()).isZero();
            assertThat(finished.out()).endsWith("all is well\n");
        }
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            return Finished.run(new ProcessBuilder(command)).exitCode() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static void install() throws Exception {
        Files.createDirectories(INSTALLED);
        Path lock = INSTALLED.resolve("package-lock.json");
        boolean same = Files.isDirectory(INSTALLED.resolve("node_modules/@aws-sdk"))
                && Files.mismatch(lock, SOURCES.resolve("package-lock.json")) == -1;
        copy("program.mjs");
        if (same) {
            return;
        }
        copy("package.json");
        copy("package-lock.json");
        String text;
        try {
            Finished npm = Finished.run(
                    new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund").directory(INSTALLED.toFile()));
            text = npm.exitCode() == 0 ? "" : npm.err();
        } catch (IOException e) {
            text = "no npm: " + e.getMessage();
        }
        assumeTrue(text.isEmpty(), "Skipped: the AWS SDK for JavaScript could not be installed: " + text);
    }

    private static void copy(String name) throws IOException {
        Files.copy(SOURCES.resolve(name), INSTALLED.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
}
