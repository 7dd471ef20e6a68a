package dev.gramme.acceptance.bench;

import dev.gramme.server.Server;
import dev.gramme.server.ServerConfig;

/** How long a test waits for a server in its own process, in memory: the first one, and one more. */
final class InProcess {
    private InProcess() {}

    public static void main(String[] arguments) throws Exception {
        for (int turn = 0; turn < 2; turn++) {
            long started = System.nanoTime();
            Server server = Server.start(ServerConfig.inMemory());
            System.out.println((System.nanoTime() - started) / 1_000_000);
            server.close();
        }
    }
}
