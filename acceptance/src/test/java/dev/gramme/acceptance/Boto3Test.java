package dev.gramme.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gramme.acceptance.load.Finished;
import dev.gramme.acceptance.load.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The packaged server as a Python program with boto3 sees it; the program is among the test resources. */
@Timeout(60)
class Boto3Test {
    @Test
    void aProgramWithBoto3() throws Exception {
        boolean there;
        try {
            there = Finished.run(new ProcessBuilder("python3", "-c", "import boto3"))
                            .exitCode()
                    == 0;
        } catch (IOException e) {
            there = false;
        }
        assumeTrue(there, "Skipped: python3 with boto3 is not installed");
        Path program = Path.of("src/test/resources/boto3_program.py").toAbsolutePath();
        try (ServerProcess server = Packaged.start("--in-memory")) {
            Finished finished = Finished.run(
                    new ProcessBuilder("python3", program.toString(), "http://localhost:" + server.port()));
            assertThat(finished.exitCode()).as(finished.err()).isZero();
            assertThat(finished.out()).endsWith("all is well\n");
        }
    }
}
