package dev.gramme.acceptance.load;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Another server that speaks DynamoDB's protocol, run beside Gramme to be compared with it; never part of it. */
public interface Peer {
    /** What it is called. */
    @Override
    String toString();

    String version();

    /**
     * Fetches it from a package registry where it is not there yet, and starts it on a free port.
     *
     * @param home the project's folder
     * @param data an empty folder to keep its data in; null for memory
     * @throws IOException where it cannot be fetched or started
     */
    ServerProcess start(Path home, @Nullable Path data) throws IOException, InterruptedException;
}
