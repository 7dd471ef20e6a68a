package dev.gramme.acceptance.bench;

import dev.gramme.acceptance.load.ApiConnection;
import dev.gramme.acceptance.load.ServerProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Sends requests over many connections for some time and counts what they cost the server. */
final class Driver implements AutoCloseable {
    /** Most requests of one round whose times are kept; there are less by far. */
    private static final int MAX_TIMES = 1 << 20;

    private final ServerProcess server;
    private final List<ApiConnection> connections = new ArrayList<>();
    private final List<Random> randoms = new ArrayList<>();
    private final long[] nanos = new long[MAX_TIMES];

    Driver(ServerProcess server, int connections) throws IOException {
        this.server = server;
        for (int number = 0; number < connections; number++) {
            this.connections.add(new ApiConnection(server));
            randoms.add(new Random(number));
        }
    }

    ServerProcess server() {
        return server;
    }

    /**
     * What a run cost.
     *
     * @param cpuMicros CPU time of the server process for each request, user and kernel
     * @param p50Micros median time from request to answer
     */
    record Cost(double cpuMicros, double perSecond, long p50Micros, long p99Micros) {
        /** The run that cost neither more nor less CPU than most others. */
        static Cost median(List<Cost> rounds) {
            return rounds.stream()
                    .sorted(Comparator.comparingDouble(Cost::cpuMicros))
                    .toList()
                    .get(rounds.size() / 2);
        }
    }

    /** Sends requests for some seconds and counts how many there were and what they cost. */
    Cost run(Requests workload, int seconds) throws IOException, InterruptedException {
        long cpu = server.cpuMicros();
        long started = System.nanoTime();
        int requests = send(workload, started + seconds * 1_000_000_000L);
        double took = (System.nanoTime() - started) / 1e9;
        double spent = server.cpuMicros() - cpu;
        int timed = Math.min(requests, MAX_TIMES);
        Arrays.sort(nanos, 0, timed);
        return new Cost(spent / requests, requests / took, nanos[timed / 2] / 1000, nanos[timed * 99 / 100] / 1000);
    }

    /** Returns how many requests were answered; each of them was sent before the end. */
    private int send(Requests workload, long endNanos) throws IOException, InterruptedException {
        AtomicInteger answered = new AtomicInteger();
        AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
        List<Thread> threads = new ArrayList<>();
        for (int number = 0; number < connections.size(); number++) {
            ApiConnection connection = connections.get(number);
            Random random = randoms.get(number);
            threads.add(Thread.ofVirtual().start(() -> {
                try {
                    for (long sent = System.nanoTime();
                            sent - endNanos < 0 && failure.get() == null;
                            sent = System.nanoTime()) {
                        connection.call(workload.operation(), workload.body(random));
                        int at = answered.getAndIncrement();
                        if (at < MAX_TIMES) {
                            nanos[at] = System.nanoTime() - sent;
                        }
                    }
                } catch (IOException e) {
                    failure.compareAndSet(null, e);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        IOException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
        return answered.get();
    }

    @Override
    public void close() throws IOException {
        for (ApiConnection connection : connections) {
            connection.close();
        }
    }
}
