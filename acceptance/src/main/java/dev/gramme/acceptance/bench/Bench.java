package dev.gramme.acceptance.bench;

import dev.gramme.acceptance.load.ApiConnection;
import dev.gramme.acceptance.load.PeerDynamoDbLocal;
import dev.gramme.acceptance.load.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Measures the packaged server from outside, as CPU time of its process for each request: that figure holds on a noisy
 * machine, requests a second do not. Arguments: the project's folder, then {@code --compare} to measure DynamoDB Local
 * in the same run ({@code --compare-on-disk}: with its data on disk, as Gramme's is, not in memory), {@code --only
 * NAME,...} for some of the requests, {@code --items N} to compare reads of a table of N items with reads of 100,000,
 * or {@code --cluster} for {@link ClusterBench}.
 *
 * <p>Both servers are warmed up with the same requests for the same time, and then take turns, so that whatever else
 * the machine does hits both. What is shown is the median of the rounds.
 */
public final class Bench {
    private static final int CONNECTIONS = 64;
    private static final int STARTS = 5;
    private static final int WARM_UP_SECONDS = 10;
    private static final int ROUNDS = 5;
    private static final int ROUND_SECONDS = 2;

    private Bench() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path home = Path.of(arguments[0]);
        List<String> options = List.of(arguments);
        if (options.contains("--help")) {
            System.out.println("usage: ./gramme bench [--compare | --compare-on-disk] [--only NAME,...]"
                    + " | --items N | --cluster\nnames: "
                    + Arrays.toString(Workload.values()).toLowerCase(Locale.ROOT));
            return;
        }
        if (options.contains("--cluster")) {
            ClusterBench.run(home);
            return;
        }
        if (options.contains("--items")) {
            largeTable(home, Integer.parseInt(options.get(options.indexOf("--items") + 1)));
            return;
        }
        System.out.printf(
                "%d processors, Java %s, %d connections, requests signed, data on disk, synced before each answer%n",
                Runtime.getRuntime().availableProcessors(), Runtime.version(), CONNECTIONS);
        List<Workload> workloads = List.of(Workload.values());
        if (options.contains("--only")) {
            String names = options.get(options.indexOf("--only") + 1).toUpperCase(Locale.ROOT);
            workloads =
                    Arrays.stream(names.split(",", -1)).map(Workload::valueOf).toList();
        } else {
            startUps(home);
        }
        if (!options.contains("--compare-on-disk")) {
            measure(home, workloads, options.contains("--compare"), null);
            return;
        }
        try (DataFolder peerData = new DataFolder()) {
            measure(home, workloads, true, peerData.path());
        }
    }

    private static void largeTable(Path home, int items) throws IOException, InterruptedException {
        try (DataFolder data = new DataFolder();
                ServerProcess server = ServerProcess.signed(home, "--data", data.toString());
                Driver driver = new Driver(server, CONNECTIONS)) {
            new LargeTable(server, driver).run(items);
        }
    }

    private static void startUps(Path home) throws IOException {
        long[] millis = new long[STARTS];
        long resident = 0;
        for (int start = 0; start < STARTS; start++) {
            try (DataFolder data = new DataFolder();
                    ServerProcess server = ServerProcess.signed(home, "--data", data.toString());
                    ApiConnection connection = new ApiConnection(server)) {
                connection.call("ListTables", "{}");
                millis[start] = server.millisSinceStart();
                resident = server.residentKilobytes();
            }
        }
        Arrays.sort(millis);
        System.out.printf(
                "start to first answer: %d ms (median of %d); resident when idle: %d MB%n",
                millis[STARTS / 2], STARTS, resident / 1024);
    }

    private static void measure(Path home, List<Workload> workloads, boolean compare, @Nullable Path peerData)
            throws IOException, InterruptedException {
        try (DataFolder data = new DataFolder();
                ServerProcess server = ServerProcess.signed(
                        home, "--data", data.toString(), "--kinesis-endpoint", "file://" + data + "/delivered");
                Driver gramme = filled(server)) {
            if (!compare) {
                measure(workloads, gramme, null);
                return;
            }
            try (ServerProcess local = PeerDynamoDbLocal.start(home, peerData);
                    Driver peer = filled(local)) {
                measure(workloads, gramme, peer);
            }
        }
    }

    private static Driver filled(ServerProcess server) throws IOException, InterruptedException {
        Fill.tables(server);
        return new Driver(server, CONNECTIONS);
    }

    private static void measure(List<Workload> workloads, Driver gramme, @Nullable Driver peer)
            throws IOException, InterruptedException {
        System.out.printf("%-28s %10s %12s %9s %9s", "", "CPU µs", "requests/s", "p50 µs", "p99 µs");
        System.out.println(peer == null ? "" : "   DynamoDB Local: CPU µs   requests/s   ratio of CPU   of requests/s");
        for (Workload workload : workloads) {
            measure(workload.title(), gramme, workload, peer, workload);
        }
        if (workloads.contains(Workload.PUT_STREAMED)) {
            StreamReads reads = StreamReads.of(gramme.server(), "streamed");
            StreamReads others = peer == null ? reads : StreamReads.of(peer.server(), "streamed");
            measure("GetRecords of 500 changes", gramme, reads, peer, others);
        }
    }

    private static void measure(
            String title, Driver gramme, Requests requests, @Nullable Driver peer, Requests peerRequests)
            throws IOException, InterruptedException {
        gramme.run(requests, WARM_UP_SECONDS);
        if (peer != null) {
            peer.run(peerRequests, WARM_UP_SECONDS);
        }
        List<Driver.Cost> costs = new ArrayList<>();
        List<Driver.Cost> others = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            costs.add(gramme.run(requests, ROUND_SECONDS));
            if (peer != null) {
                others.add(peer.run(peerRequests, ROUND_SECONDS));
            }
        }
        print(title, Driver.Cost.median(costs), peer == null ? null : Driver.Cost.median(others));
    }

    private static void print(String title, Driver.Cost cost, Driver.@Nullable Cost other) {
        System.out.printf(
                "%-28s %10.1f %,12.0f %,9d %,9d",
                title, cost.cpuMicros(), cost.perSecond(), cost.p50Micros(), cost.p99Micros());
        System.out.println(
                other == null
                        ? ""
                        : String.format(
                                "   %,22.0f %,12.0f %,14.1f %,15.1f",
                                other.cpuMicros(),
                                other.perSecond(),
                                other.cpuMicros() / cost.cpuMicros(),
                                cost.perSecond() / other.perSecond()));
    }
}
