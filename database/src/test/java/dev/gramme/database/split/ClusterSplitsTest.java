package dev.gramme.database.split;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gramme.database.Settings;
import dev.gramme.database.stream.StreamClient;
import dev.gramme.database.testing.Client;
import dev.gramme.database.testing.LocalServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Partitions are parted while several servers use them, and while one that leads is lost. */
@Timeout(120)
class ClusterSplitsTest {
    private static final int ITEMS = 300;

    private final LocalServers servers = new LocalServers(
            Settings.DEFAULT.withSplits(new SplitSettings(10_000, Long.MAX_VALUE, Duration.ofDays(1), true)));
    private final Map<Integer, Integer> expected = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> problems = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean stop = new AtomicBoolean();
    private final List<Thread> threads = new ArrayList<>();

    @AfterEach
    void close() {
        stop.set(true);
        servers.close();
    }

    /** Writes items by one server and looks for them at another, until it is told to stop. */
    private void write(Client by, Client at, int from) {
        threads.add(Thread.ofPlatform().start(() -> {
            try {
                for (int turn = 0; !stop.get(); turn++) {
                    int number = from + 2 * (turn % (ITEMS / 2));
                    int version = expected.getOrDefault(number, 0) + 1;
                    SplitTable.put(by, number, version);
                    expected.put(number, version);
                    int read = SplitTable.version(at, number);
                    if (read != version) {
                        problems.add(number + ": read " + read + " for " + version);
                    }
                }
            } catch (RuntimeException e) {
                problems.add(e.toString());
            }
        }));
    }

    private static int partitions(Client leader) {
        return SplitTable.partitions(leader);
    }

    private void awaitPartitions(Client leader, int wanted) throws InterruptedException {
        for (int wait = 0; partitions(leader) < wanted && problems.isEmpty(); wait++) {
            assertThat(wait).as("looks").isLessThan(6_000);
            Thread.sleep(10);
        }
    }

    @Test
    void allServersGoOn() throws InterruptedException {
        LocalServers.One leader = servers.start();
        LocalServers.One second = servers.start();
        LocalServers.One third = servers.start();
        SplitTable.create(leader.client());
        leader.client().awaitActive(SplitTable.NAME);
        write(second.client(), third.client(), 0);
        write(third.client(), leader.client(), 1);
        awaitPartitions(leader.client(), 12);
        stop.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(problems).isEmpty();
        Map<Integer, Integer> last = new TreeMap<>(expected);
        assertThat(SplitTable.scan(second.client())).isEqualTo(last);
        assertThat(SplitTable.scanSegments(third.client(), "global")).isEqualTo(last);
        StreamClient stream = StreamClient.of(leader.client(), SplitTable.NAME);
        List<String> faults = new ArrayList<>();
        assertThat(SplitTable.replay(stream.rest(), faults)).isEqualTo(last);
        assertThat(faults).isEmpty();
    }
}
