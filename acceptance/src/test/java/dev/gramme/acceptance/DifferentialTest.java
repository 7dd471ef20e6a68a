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
 * A random workload against Gramme and DynamoDB Local. Now and then a new seed turns up a difference not known yet, so
 * the usual run has a seed of its own, to find what a change has broken; the system property gramme.seeds asks for that
 * many new ones, to find what was never right.
 */
class DifferentialTest {
    private static final int REQUESTS = 2_000;
    private static final long USUAL_SEED = 758_050;

    @Test
    @Timeout(240)
    void answersAreTheSame() throws Exception {
        Path home = Path.of("").toAbsolutePath().getParent();
        try (ServerProcess local = peer(home);
                Server gramme = Server.start(ServerConfig.inMemory())) {
            Differential differential = new Differential(gramme.port(), local.port());
            int runs = Integer.getInteger("gramme.seeds", 0);
            long first = Long.getLong("gramme.seed", runs == 0 ? USUAL_SEED : System.nanoTime() % 1_000_000);
            for (long seed = first; seed < first + Math.max(1, runs); seed++) {
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
