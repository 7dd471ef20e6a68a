package dev.gramme.acceptance.bench;

import dev.gramme.acceptance.load.ApiConnection;
import dev.gramme.acceptance.load.Peer;
import dev.gramme.acceptance.load.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Measures several servers with the same requests. All of them run; each is warmed up for the same time, and then they
 * take turns, so that whatever else the machine does hits all of them. What counts is the median of the rounds.
 */
final class Comparison {
    static final int CONNECTIONS = 64;
    private static final long WARM_UP_NANOS = 10_000_000_000L;
    private static final int ROUNDS = 5;
    private static final int ROUND_SECONDS = 2;
    private static final Pattern ERROR = Pattern.compile("\"__type\"\\s*:\\s*\"(?:[^\"]*#)?([^\"]*)\"");

    private final List<Contender> contenders = new ArrayList<>();

    /**
     * One server of the comparison.
     *
     * @param driver null where the server could not be had
     * @param absence why
     */
    private record Contender(String name, @Nullable Driver driver, String absence) {}

    /**
     * What a server did with requests of one kind.
     *
     * @param cost null where it could not be measured
     * @param reason why not
     */
    record Cell(Driver.@Nullable Cost cost, String reason) {
        @Override
        public String toString() {
            return cost == null ? reason : "%,.0f µs".formatted(cost.cpuMicros());
        }
    }

    /** One kind of request, and each server in the order they were added. */
    record Row(String title, List<Cell> cells) {}

    /** Fills a server's tables; it then takes part. The caller closes it. */
    void add(String name, ServerProcess server) throws IOException, InterruptedException {
        Fill.tables(server);
        contenders.add(new Contender(name, new Driver(server, CONNECTIONS), ""));
    }

    /**
     * Starts a peer, which takes part if it can be had; the table says so if it cannot.
     *
     * @return null where it cannot be had; the caller closes it
     */
    @Nullable
    ServerProcess add(Path home, Peer peer, @Nullable Path data) throws InterruptedException {
        ServerProcess server = null;
        try {
            server = peer.start(home, data);
            add(peer.toString(), server);
        } catch (IOException e) {
            System.out.println(peer + " does not take part: " + e.getMessage());
            contenders.add(new Contender(peer.toString(), null, "not to be had"));
        }
        return server;
    }

    List<String> names() {
        return contenders.stream().map(Contender::name).toList();
    }

    Row measure(Workload workload) throws InterruptedException {
        List<List<Driver.Cost>> costs = new ArrayList<>();
        List<@Nullable Requests> requests = new ArrayList<>();
        String[] reasons = new String[contenders.size()];
        for (int number = 0; number < contenders.size(); number++) {
            Driver driver = contenders.get(number).driver();
            costs.add(new ArrayList<>());
            requests.add(null);
            reasons[number] = contenders.get(number).absence();
            if (driver != null) {
                try {
                    Requests ready = workload.on(driver.server());
                    reasons[number] = probe(driver.server(), ready);
                    if (reasons[number].isEmpty()) {
                        warmUp(driver, ready);
                        requests.set(number, ready);
                    }
                } catch (IOException e) {
                    reasons[number] = "failed: " + e.getMessage();
                }
            }
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (int number = 0; number < contenders.size(); number++) {
                Driver driver = contenders.get(number).driver();
                Requests ready = requests.get(number);
                if (driver != null && ready != null) {
                    try {
                        costs.get(number).add(driver.run(ready, ROUND_SECONDS));
                    } catch (IOException e) {
                        requests.set(number, null);
                        reasons[number] = "failed: " + e.getMessage();
                    }
                }
            }
        }
        List<Cell> cells = new ArrayList<>();
        for (int number = 0; number < contenders.size(); number++) {
            boolean measured = requests.get(number) != null;
            cells.add(new Cell(measured ? Driver.Cost.median(costs.get(number)) : null, reasons[number]));
        }
        return new Row(workload.title(), cells);
    }

    /** Sends one request; returns the error that answers it, empty for none. */
    private static String probe(ServerProcess server, Requests requests) throws IOException {
        requests.prepare();
        try (ApiConnection connection = new ApiConnection(server)) {
            String answer = connection.tryCall(requests.operation(), requests.body(new Random(1)));
            if (connection.status() == 200) {
                return "";
            }
            Matcher error = ERROR.matcher(answer);
            return error.find() ? error.group(1) : "status " + connection.status();
        }
    }

    private static void warmUp(Driver driver, Requests requests) throws IOException, InterruptedException {
        long started = System.nanoTime();
        while (System.nanoTime() - started < WARM_UP_NANOS) {
            int left = (int) ((WARM_UP_NANOS - (System.nanoTime() - started)) / 1_000_000_000L);
            driver.run(requests, Math.max(1, left));
        }
    }
}
