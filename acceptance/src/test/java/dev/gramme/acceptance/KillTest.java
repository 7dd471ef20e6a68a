package dev.gramme.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gramme.acceptance.kill.Auditor;
import dev.gramme.acceptance.kill.Ledger;
import dev.gramme.acceptance.kill.Writer;
import dev.gramme.acceptance.load.ApiConnection;
import dev.gramme.acceptance.load.Finished;
import dev.gramme.acceptance.load.ServerProcess;
import dev.gramme.acceptance.load.Tables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of the packaged server in the middle of writes: what was acknowledged is there, exactly; what was not
 * is wholly there or not at all. The system property gramme.seed sets the seed.
 */
@Timeout(120)
class KillTest {
    private static final int ROUNDS = 3;
    private static final int WRITERS = 6;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path data;

    @Test
    void whatWasAcknowledgedIsThereAfterAKill() throws Exception {
        long seed = Long.getLong("gramme.seed", System.nanoTime() % 1_000_000);
        System.out.println("KillTest seed " + seed + " in " + data);
        Random random = new Random(seed);
        List<Ledger> ledgers = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            ledgers.add(new Ledger("w" + writer));
        }
        Auditor auditor = new Auditor();
        ServerProcess server = Packaged.start(data);
        try {
            try (ApiConnection connection = new ApiConnection(server.port())) {
                Tables.create(connection, Writer.TABLE, false);
            }
            for (int round = 0; round < ROUNDS; round++) {
                write(server, ledgers, random);
                Finished doctor = Packaged.run("doctor", "--data", data.toString());
                assertThat(doctor.exitCode()).as(doctor.out() + doctor.err()).isZero();
                server = Packaged.start(data);
                long millis = server.millisSinceStart();
                try (ApiConnection connection = new ApiConnection(server.port())) {
                    Auditor.Finding finding = auditor.audit(connection, ledgers);
                    System.out.printf("KillTest round %d: up again in %d ms, %s%n", round, millis, finding);
                    assertThat(finding.acknowledged()).isPositive();
                    assertThat(finding.faults()).as("seed " + seed).isEmpty();
                }
            }
        } finally {
            server.close();
        }
    }

    /** Writes with all writers until the server is killed under them. */
    private static void write(ServerProcess server, List<Ledger> ledgers, Random random) throws Exception {
        List<Writer> writers = new ArrayList<>();
        for (Ledger ledger : ledgers) {
            writers.add(new Writer(server.port(), ledger, random.nextLong()));
        }
        List<Thread> threads = writers.stream().map(Thread::new).toList();
        threads.forEach(Thread::start);
        Thread.sleep(200 + random.nextInt(1_200));
        server.kill();
        for (Thread thread : threads) {
            thread.join();
        }
        for (Writer writer : writers) {
            assertThat(writer.fault()).isNull();
        }
    }
}
