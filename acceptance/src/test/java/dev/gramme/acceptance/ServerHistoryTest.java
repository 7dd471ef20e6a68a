package dev.gramme.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gramme.acceptance.history.Action;
import dev.gramme.acceptance.history.Checker;
import dev.gramme.acceptance.history.HistoryAudit;
import dev.gramme.acceptance.history.HistoryClient;
import dev.gramme.acceptance.history.HistoryTables;
import dev.gramme.acceptance.load.ApiConnection;
import dev.gramme.acceptance.load.Finished;
import dev.gramme.acceptance.load.ServerProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What clients of one server on disk see is strictly serializable; items, indexes and streams agree in the end. */
@Timeout(120)
class ServerHistoryTest {
    private static final int CLIENTS = 8;
    private static final int MILLIS = 3_000;
    private static final long LAST_MILLIS = 20_000;

    @TempDir
    private Path directory;

    private final long seed = Long.getLong("gramme.seed", System.nanoTime() % 1_000_000);
    private final Random random = new Random(seed);

    @Test
    void whatClientsSeeIsSerializable() throws Exception {
        String data = directory.resolve("data").toString();
        try (ServerProcess server = Packaged.start("--data", data)) {
            try (ApiConnection connection = new ApiConnection(server.port())) {
                HistoryTables.create(connection);
            }
            List<Action> history = history(server.port());
            assertThat(history).hasSizeGreaterThan(200);
            assertThat(Checker.check(history)).as("seed " + seed).isEmpty();
            try (ApiConnection connection = new ApiConnection(server.port())) {
                HistoryAudit.Finding finding = HistoryAudit.of(connection);
                assertThat(finding.records()).isGreaterThan(100);
                assertThat(finding.faults()).as("seed " + seed).isEmpty();
            }
        }
        Finished sound = Packaged.run("doctor", "--data", data);
        assertThat(sound.out()).as("seed " + seed).endsWith("All is sound.\n");
    }

    private List<Action> history(int port) throws InterruptedException {
        List<String> keys = HistoryTables.keys("one", 2);
        AtomicLong values = new AtomicLong();
        List<HistoryClient> clients = new ArrayList<>();
        for (int number = 0; number < CLIENTS; number++) {
            clients.add(new HistoryClient(number, List.of(port), keys, values, random.nextLong()));
        }
        List<Thread> threads = clients.stream().map(Thread::new).toList();
        threads.forEach(Thread::start);
        Thread.sleep(MILLIS);
        clients.forEach(HistoryClient::stop);
        for (Thread thread : threads) {
            thread.join();
        }
        HistoryClient last = new HistoryClient(CLIENTS, List.of(port), keys, values, 0);
        assertThat(last.readAll(LAST_MILLIS)).isTrue();
        List<Action> history = new ArrayList<>(last.actions());
        for (HistoryClient client : clients) {
            assertThat(client.fault()).as("seed " + seed).isNull();
            history.addAll(client.actions());
        }
        return history;
    }
}
