package dev.gramme.acceptance.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What a command that ran to its end has said. */
public record Finished(int exitCode, String out, String err) {
    /** Most a command may take that is not told to take longer. */
    private static final long LIMIT_SECONDS = 60;

    /**
     * Runs a command to its end.
     *
     * @throws IOException where there is no such command, or it does not end
     */
    public static Finished run(ProcessBuilder command) throws IOException, InterruptedException {
        return run(command, LIMIT_SECONDS);
    }

    /** The same of a command that may take longer. */
    public static Finished run(ProcessBuilder command, long limitSeconds) throws IOException, InterruptedException {
        Path out = Files.createTempFile("gramme", ".out");
        Path err = Files.createTempFile("gramme", ".err");
        try {
            Process process = command.redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(limitSeconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(command.command() + " does not end");
            }
            return new Finished(process.exitValue(), read(out), read(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
