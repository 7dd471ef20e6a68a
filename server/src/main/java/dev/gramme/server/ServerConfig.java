package dev.gramme.server;

import dev.gramme.server.http.HttpLimits;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a server is set up.
 *
 * @param port 0 for any free one
 * @param data where data lies; null to keep everything in memory
 * @param eventLoops threads that serve sockets
 */
public record ServerConfig(
        int port, @Nullable Path data, String region, String accountId, int eventLoops, HttpLimits limits) {
    public static final int DEFAULT_PORT = 8000;
    public static final String DEFAULT_REGION = "us-east-1";
    public static final String DEFAULT_ACCOUNT = "000000000000";

    /** A server that keeps nothing, on any free port. */
    public static ServerConfig inMemory() {
        return new ServerConfig(0, null, DEFAULT_REGION, DEFAULT_ACCOUNT, defaultLoops(), HttpLimits.DEFAULT);
    }

    /** A server that keeps its data in a directory. */
    public static ServerConfig onDisk(Path data) {
        return new ServerConfig(0, data, DEFAULT_REGION, DEFAULT_ACCOUNT, defaultLoops(), HttpLimits.DEFAULT);
    }

    public ServerConfig withPort(int newPort) {
        return new ServerConfig(newPort, data, region, accountId, eventLoops, limits);
    }

    public ServerConfig withRegion(String newRegion) {
        return new ServerConfig(port, data, newRegion, accountId, eventLoops, limits);
    }

    private static int defaultLoops() {
        return Runtime.getRuntime().availableProcessors();
    }
}
