package dev.gramme.acceptance.burn;

import dev.gramme.acceptance.load.ApiConnection;
import dev.gramme.acceptance.load.Finished;
import dev.gramme.acceptance.load.ServerProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** The packaged server on one directory, from start to start. */
final class BurnServer implements AutoCloseable {
    /** A start takes about so long. */
    private static final int START_MILLIS = 700;

    private static final long DOCTOR_SECONDS = 600;

    private final Path home;
    private final Path folder;
    private final File log;
    private final Random random;
    private ServerProcess process;
    private int earlyKills;

    BurnServer(Path home, Path folder, long seed) throws IOException {
        this.home = home;
        this.folder = folder;
        this.log = folder.resolve("log").toFile();
        this.random = new Random(seed);
        this.process = start();
    }

    private ProcessBuilder command() {
        return ServerProcess.grammeCommand(
                        home,
                        "--data",
                        folder.resolve("data").toString(),
                        "--kinesis-endpoint",
                        "file://" + folder.resolve("delivered"))
                .redirectError(ProcessBuilder.Redirect.appendTo(log));
    }

    private ServerProcess start() throws IOException {
        return ServerProcess.gramme(command());
    }

    /** Starts it again; sometimes it is killed before it is ready, and started once more. */
    void startAgain() throws IOException, InterruptedException {
        while (random.nextInt(4) == 0) {
            Process early =
                    command().redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            Thread.sleep(random.nextInt(START_MILLIS));
            early.destroyForcibly().waitFor();
            earlyKills++;
        }
        process = start();
    }

    int earlyKills() {
        return earlyKills;
    }

    int port() {
        return process.port();
    }

    long pid() {
        return process.pid();
    }

    long residentKilobytes() throws IOException {
        return process.residentKilobytes();
    }

    long millisSinceStart() {
        return process.millisSinceStart();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    ApiConnection connect() throws IOException {
        return new ApiConnection(process.port());
    }

    void kill() throws InterruptedException {
        process.kill();
    }

    int stop() throws InterruptedException {
        return process.stop();
    }

    /** What the doctor says of the directory of a server that is not running. */
    Finished doctor() throws IOException, InterruptedException {
        ProcessBuilder command = ServerProcess.grammeCommand(home);
        String gramme = command.command().getFirst();
        command.command(
                List.of(gramme, "doctor", "--data", folder.resolve("data").toString()));
        return Finished.run(command, DOCTOR_SECONDS);
    }

    @Override
    public void close() {
        process.close();
    }
}
