package dev.gramme.acceptance.bench;

import dev.gramme.acceptance.load.ApiConnection;
import dev.gramme.acceptance.load.Finished;
import dev.gramme.acceptance.load.NpmPeer;
import dev.gramme.acceptance.load.Peer;
import dev.gramme.acceptance.load.PeerDynamoDbLocal;
import dev.gramme.acceptance.load.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Measures the packaged server from outside, as CPU time of its process for each request: that figure holds on a noisy
 * machine, requests a second do not. Arguments: the project's folder, then {@code --compare} to measure other servers
 * in the same run, as they come ({@code --compare-on-disk}: with their data on disk, as Gramme's is), {@code --only
 * NAME,...} for some of the requests, {@code --items N} to compare reads of a table of N items with reads of 100,000,
 * or {@code --cluster} for {@link ClusterBench} (with {@code --before DIR}, the folder of another build in turns with
 * this one). What the environment variable {@code GRAMME_JAVA_OPTIONS} has is given to Gramme's Java.
 */
public final class Bench {
    private static final int STARTS = 5;
    private static final int HALF_LOAD_SECONDS = 5;
    /** For the README. */
    private static final String CHART = "docs/benchmark.svg";

    private Bench() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path home = Path.of(arguments[0]);
        List<String> options = List.of(arguments);
        if (options.contains("--help")) {
            System.out.println("usage: ./gramme bench [--compare | --compare-on-disk] [--only NAME,...]"
                    + " | --items N | --cluster [--before DIR]\nnames: "
                    + Arrays.toString(Workload.values()).toLowerCase(Locale.ROOT));
            return;
        }
        if (options.contains("--cluster")) {
            int before = options.indexOf("--before");
            ClusterBench.run(home, before < 0 ? null : Path.of(options.get(before + 1)));
            return;
        }
        if (options.contains("--items")) {
            largeTable(home, Integer.parseInt(options.get(options.indexOf("--items") + 1)));
            return;
        }
        boolean onDisk = options.contains("--compare-on-disk");
        boolean compare = onDisk || options.contains("--compare");
        List<Workload> workloads = compare ? Workload.COMPARED : List.of(Workload.values());
        boolean all = !options.contains("--only");
        if (!all) {
            String names = options.get(options.indexOf("--only") + 1).toUpperCase(Locale.ROOT);
            workloads =
                    Arrays.stream(names.split(",", -1)).map(Workload::valueOf).toList();
        }
        System.out.println(Machine.describe());
        System.out.printf(
                "%d connections; Gramme: requests signed, sealed data on disk, synced before each answer;"
                        + " load of the machine before: %.1f%n",
                Comparison.CONNECTIONS, Machine.load());
        if (all && !compare) {
            starts(home);
        }
        if (compare) {
            compare(home, workloads, onDisk, all && !onDisk);
        } else {
            measure(home, workloads);
        }
    }

    private static void largeTable(Path home, int items) throws IOException, InterruptedException {
        try (DataFolder data = new DataFolder();
                ServerProcess server = ServerProcess.signed(home, "--data", data.toString())) {
            new LargeTable(server, new Driver(server, Comparison.CONNECTIONS)).run(items);
        }
    }

    private static ServerProcess gramme(Path home, DataFolder data) throws IOException {
        return ServerProcess.signed(
                home, "--data", data.toString(), "--kinesis-endpoint", "file://" + data + "/delivered");
    }

    private static void starts(Path home) throws IOException, InterruptedException {
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
        Finished inProcess = Finished.run(new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                InProcess.class.getName()));
        System.out.printf(
                "in memory, in a test's own process: ready in %s ms, one more in %s ms%n",
                inProcess.out().lines().toArray());
    }

    private static void measure(Path home, List<Workload> workloads) throws IOException, InterruptedException {
        try (DataFolder data = new DataFolder();
                ServerProcess server = gramme(home, data)) {
            Comparison alone = new Comparison();
            alone.add("Gramme", server);
            System.out.printf(
                    "%-32s %10s %12s %9s %9s %20s%n",
                    "", "CPU µs", "requests/s", "p50 µs", "p99 µs", "p99 µs at half load");
            Driver paced = new Driver(server, Comparison.CONNECTIONS);
            for (Workload workload : workloads) {
                measure(workload, alone, paced);
            }
        }
    }

    private static void measure(Workload workload, Comparison alone, Driver paced)
            throws IOException, InterruptedException {
        Comparison.Cell cell = alone.measure(workload).cells().getFirst();
        Driver.Cost cost = cell.cost();
        if (cost == null) {
            throw new IOException(workload.title() + ": " + cell.reason());
        }
        Driver.Cost half = paced.run(workload.on(paced.server()), HALF_LOAD_SECONDS, cost.perSecond() / 2);
        System.out.printf(
                "%-32s %10.1f %,12.0f %,9d %,9d %,20d%s%n",
                workload.title(),
                cost.cpuMicros(),
                cost.perSecond(),
                cost.p50Micros(),
                cost.p99Micros(),
                half.p99Micros(),
                cost.refused() == 0 ? "" : "   refused: " + cost.refused());
    }

    private static void compare(Path home, List<Workload> workloads, boolean onDisk, boolean forReadme)
            throws IOException, InterruptedException {
        List<Peer> peers = List.of(new PeerDynamoDbLocal(), NpmPeer.DYNOXIDE, NpmPeer.DYNALITE);
        double loadBefore = Machine.load();
        List<ServerProcess> started = new ArrayList<>();
        try (DataFolder data = new DataFolder();
                DataFolder peerData = new DataFolder();
                ServerProcess server = gramme(home, data)) {
            Comparison comparison = new Comparison();
            comparison.add("Gramme", server);
            try {
                for (Peer peer : peers) {
                    Path folder = Files.createDirectory(peerData.path().resolve(peer.toString()));
                    ServerProcess process = comparison.add(home, peer, onDisk ? folder : null);
                    if (process != null) {
                        started.add(process);
                    }
                }
                List<Comparison.Row> rows = rows(comparison, workloads);
                show(home, new Report(comparison.names(), rows, notes(peers, onDisk, loadBefore)), forReadme);
            } finally {
                started.forEach(ServerProcess::close);
            }
        }
    }

    private static List<Comparison.Row> rows(Comparison comparison, List<Workload> workloads)
            throws InterruptedException {
        List<Comparison.Row> rows = new ArrayList<>();
        for (Workload workload : workloads) {
            rows.add(comparison.measure(workload));
            System.out.println(rows.getLast().title() + ": " + rows.getLast().cells());
        }
        return rows;
    }

    private static void show(Path home, Report report, boolean forReadme) throws IOException {
        System.out.println();
        System.out.print(report.table());
        report.notes().forEach(System.out::println);
        if (forReadme) {
            Files.writeString(home.resolve(CHART), report.chart());
            System.out.println("The chart is in " + CHART);
        }
    }

    private static List<String> notes(List<Peer> peers, boolean onDisk, double loadBefore) throws IOException {
        List<String> modes = new ArrayList<>();
        for (Peer peer : peers) {
            modes.add(peer + " " + peer.version() + (onDisk ? " on disk" : " in memory"));
        }
        return List.of(
                LocalDate.now(ZoneId.systemDefault()) + ", " + Machine.describe()
                        + ", load before %.1f, at the end %.1f".formatted(loadBefore, Machine.load()),
                Comparison.CONNECTIONS + " connections from the same machine. Gramme as it ships: signatures checked,"
                        + " policies evaluated, sealed, on disk and synced before each answer.",
                "The others: " + String.join(", ", modes) + ", signatures not checked. Times: of Gramme's.");
    }
}
