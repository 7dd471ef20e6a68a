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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A random workload against Gramme and DynamoDB Local. Now and then a new seed turns up a difference not known yet, so
 * the usual run has a seed of its own, to find what a change has broken; the system property gramme.seeds asks for that
 * many new ones, to find what was never right.
 */
class DifferentialTest {
    private static final long USUAL_SEED = 758_050;

    private static ServerProcess local;
    private static Server gramme;

    @BeforeAll
    static void start() throws Exception {
        local = peer(Path.of("").toAbsolutePath().getParent());
        gramme = Server.start(ServerConfig.inMemory());
    }

    @AfterAll
    static void stop() {
        if (gramme != null) {
            gramme.close();
        }
        if (local != null) {
            local.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(240)
    void answersAreTheSame(Differential.Kind kind) throws Exception {
        Differential differential = new Differential(gramme.port(), local.port());
        int runs = Integer.getInteger("gramme.seeds", 0);
        long first = Long.getLong("gramme.seed", runs == 0 ? USUAL_SEED : System.nanoTime() % 1_000_000);
        int requests = kind == Differential.Kind.ITEMS ? 2_000 : 1_000;
        for (long seed = first; seed < first + Math.max(1, runs); seed++) {
            System.out.println("DifferentialTest " + kind + " seed " + seed);
            List<String> differences = differential.run(kind, seed, requests);
            assertThat(differences).as(kind + " seed " + seed).isEmpty();
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
