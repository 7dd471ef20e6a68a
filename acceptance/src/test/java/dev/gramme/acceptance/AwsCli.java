package dev.gramme.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gramme.acceptance.load.Finished;
import dev.gramme.acceptance.load.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The AWS CLI, of version 1 or 2, against a server of ours. */
final class AwsCli {
    /** The server refused: 254 says version 2 of the CLI, 255 version 1. */
    private static final List<Integer> SERVICE_ERROR = List.of(254, 255);

    private final int port;
    private final String service;
    private final Map<String, String> variables;

    AwsCli(int port) {
        this(port, "dynamodb");
    }

    /** For the commands of one service, named as the CLI names it. */
    AwsCli(int port, String service) {
        this(port, service, Map.of());
    }

    /** The same with variables in its environment, such as who signs. */
    AwsCli(int port, String service, Map<String, String> variables) {
        this.port = port;
        this.service = service;
        this.variables = variables;
    }

    /** Skips the test where there is no AWS CLI. */
    static void requireInstalled() throws InterruptedException {
        boolean there;
        try {
            there = Finished.run(new ProcessBuilder("aws", "--version")).exitCode() == 0;
        } catch (IOException e) {
            there = false;
        }
        assumeTrue(there, "Skipped: the program aws (AWS CLI) is not installed");
    }

    private Finished aws(String... arguments) throws IOException, InterruptedException {
        return Finished.run(command(arguments));
    }

    /** Runs a command without a look at what comes of it. */
    Process start(String... arguments) throws IOException {
        return command(arguments)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private ProcessBuilder command(String... arguments) {
        List<String> command = new ArrayList<>(List.of("aws", service));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--endpoint-url", "http://localhost:" + port, "--output", "json"));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .putAll(Map.of(
                        "AWS_ACCESS_KEY_ID", "any",
                        "AWS_SECRET_ACCESS_KEY", "any",
                        "AWS_REGION", "us-east-1",
                        "AWS_DEFAULT_REGION", "us-east-1",
                        "AWS_CONFIG_FILE", "/dev/null",
                        "AWS_SHARED_CREDENTIALS_FILE", "/dev/null",
                        "AWS_EC2_METADATA_DISABLED", "true",
                        "AWS_PAGER", ""));
        builder.environment().putAll(variables);
        return builder;
    }

    /** Runs a command that must succeed; its answer, empty where it prints nothing. */
    Map<String, Object> ok(String... arguments) throws IOException, InterruptedException {
        Finished finished = aws(arguments);
        assertThat(finished.err()).as(String.join(" ", arguments)).isEmpty();
        assertThat(finished.exitCode()).as(String.join(" ", arguments)).isZero();
        return finished.out().isBlank() ? Map.of() : Json.object(Json.parse(finished.out()));
    }

    /** Runs a command that the server must refuse with a text. */
    void refused(String text, String... arguments) throws IOException, InterruptedException {
        Finished finished = aws(arguments);
        assertThat(finished.err()).contains(text);
        assertThat(finished.exitCode()).isIn(SERVICE_ERROR);
        assertThat(finished.out()).isBlank();
    }
}
