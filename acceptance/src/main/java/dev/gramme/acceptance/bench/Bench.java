package dev.gramme.acceptance.bench;

import dev.gramme.acceptance.load.ApiConnection;
import dev.gramme.acceptance.load.PeerDynamoDbLocal;
import dev.gramme.acceptance.load.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Measures the packaged server from outside, as CPU time of its process for each request: that figure holds on a noisy
 * machine, requests a second do not. Arguments: the project's folder, then {@code --compare} to measure DynamoDB Local
 * in the same run, or {@code --items N} to compare reads of a table of N items with reads of 100,000.
 */
public final class Bench {
    private static final int CONNECTIONS = 64;
    private static final int STARTS = 5;
    /** DynamoDB Local is slower by one to two orders: fewer requests tell as much. */
    private static final int PEER_SHARE = 10;

    private Bench() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path home = Path.of(arguments[0]);
        List<String> options = List.of(arguments);
        if (options.contains("--items")) {
            largeTable(home, Integer.parseInt(options.get(options.indexOf("--items") + 1)));
            return;
        }
        boolean compare = options.contains("--compare");
        System.out.printf(
                "%d processors, Java %s, %d connections, data on disk, synced before each answer%n",
                Runtime.getRuntime().availableProcessors(), Runtime.version(), CONNECTIONS);
        startUps(home);
        Map<Workload, Driver.Cost> costs = gramme(home);
        Map<Workload, Driver.Cost> peer = compare ? dynamoDbLocal(home) : Map.of();
        print(costs, peer);
    }

    private static void largeTable(Path home, int items) throws IOException, InterruptedException {
        Path data = Files.createTempDirectory("gramme-bench");
        try (ServerProcess server = ServerProcess.gramme(home, "--data", data.toString())) {
            new LargeTable(server, new Driver(server, CONNECTIONS)).run(items);
        }
    }

    private static void startUps(Path home) throws IOException {
        long[] millis = new long[STARTS];
        long resident = 0;
        for (int start = 0; start < STARTS; start++) {
            Path data = Files.createTempDirectory("gramme-bench");
            try (ServerProcess server = ServerProcess.gramme(home, "--data", data.toString());
                    ApiConnection connection = new ApiConnection(server.port())) {
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

    private static Map<Workload, Driver.Cost> gramme(Path home) throws IOException, InterruptedException {
        Path data = Files.createTempDirectory("gramme-bench");
        try (ServerProcess server = ServerProcess.gramme(home, "--data", data.toString())) {
            return measure(server, 1);
        }
    }

    private static Map<Workload, Driver.Cost> dynamoDbLocal(Path home) throws IOException, InterruptedException {
        try (ServerProcess server = PeerDynamoDbLocal.start(home)) {
            return measure(server, PEER_SHARE);
        }
    }

    private static Map<Workload, Driver.Cost> measure(ServerProcess server, int share)
            throws IOException, InterruptedException {
        Fill.tables(server.port());
        Driver driver = new Driver(server, CONNECTIONS);
        Map<Workload, Driver.Cost> costs = new EnumMap<>(Workload.class);
        for (Workload workload : Workload.values()) {
            costs.put(workload, driver.run(workload, workload.requests() / share));
        }
        return costs;
    }

    private static void print(Map<Workload, Driver.Cost> costs, Map<Workload, Driver.Cost> peer) {
        System.out.printf("%-26s %12s %12s %10s %10s", "", "CPU µs", "requests/s", "p50 µs", "p99 µs");
        System.out.println(peer.isEmpty() ? "" : "   DynamoDB Local CPU µs   ratio   ratio of requests/s");
        costs.forEach((workload, cost) -> {
            System.out.printf(
                    "%-26s %12.1f %,12.0f %,10d %,10d",
                    workload.title(), cost.cpuMicros(), cost.perSecond(), cost.p50Micros(), cost.p99Micros());
            Driver.Cost other = peer.get(workload);
            System.out.println(
                    other == null
                            ? ""
                            : String.format(
                                    "   %,21.0f %,7.1f", other.cpuMicros(), other.cpuMicros() / cost.cpuMicros()));
        });
    }
}
