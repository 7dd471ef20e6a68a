package dev.gramme.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gramme.acceptance.differential.Differential;
import dev.gramme.acceptance.load.PeerDynamoDbLocal;
import dev.gramme.acceptance.load.ServerProcess;
import dev.gramme.server.Server;
import dev.gramme.server.ServerConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A random workload against Gramme and DynamoDB Local; the system property gramme.seeds asks for more than one seed.
 */
class DifferentialTest {
    private static final int REQUESTS = 2_000;

    @Test
    @Timeout(240)
    void answersAreTheSame() throws Exception {
        Path home = Path.of("").toAbsolutePath().getParent();
        try (ServerProcess local = peer(home);
                Server gramme = Server.start(ServerConfig.inMemory())) {
            Differential differential = new Differential(gramme.port(), local.port());
            for (int run = 0; run < Integer.getInteger("gramme.seeds", 1); run++) {
                long seed = Long.getLong("gramme.seed", System.nanoTime() % 1_000_000) + run;
                System.out.println("DifferentialTest seed " + seed);
                List<String> differences = differential.run(seed, REQUESTS);
                assertThat(differences).as("seed " + seed).isEmpty();
            }
        }
    }

    private static ServerProcess peer(Path home) throws InterruptedException {
        try {
            return PeerDynamoDbLocal.start(home);
        } catch (IOException e) {
            assumeTrue(false, "DynamoDB Local is not to be had: " + e.getMessage());
            throw new IllegalStateException(e);
        }
    }
}
