package dev.gramme.acceptance.bench;

import dev.gramme.acceptance.load.ApiConnection;
import dev.gramme.acceptance.load.ServerProcess;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Sends a bounded number of requests over many connections and counts what they cost the server. */
final class Driver {
    private final ServerProcess server;
    private final int connections;

    Driver(ServerProcess server, int connections) {
        this.server = server;
        this.connections = connections;
    }

    /**
     * What a run cost.
     *
     * @param cpuMicros CPU time of the server process for each request, user and kernel
     * @param p50Micros median time from request to answer
     */
    record Cost(double cpuMicros, double perSecond, long p50Micros, long p99Micros) {}

    /** Runs some requests to warm up, then counts the rest. */
    Cost run(Requests workload, int requests) throws IOException, InterruptedException {
        send(workload, Math.max(500, requests / 2), new long[0]);
        long[] nanos = new long[requests];
        long cpu = server.cpuMicros();
        long started = System.nanoTime();
        send(workload, requests, nanos);
        double seconds = (System.nanoTime() - started) / 1e9;
        double spent = server.cpuMicros() - cpu;
        Arrays.sort(nanos);
        return new Cost(
                spent / requests, requests / seconds, nanos[requests / 2] / 1000, nanos[requests * 99 / 100] / 1000);
    }

    private void send(Requests workload, int requests, long[] nanos) throws IOException, InterruptedException {
        AtomicInteger next = new AtomicInteger();
        AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
        Thread[] threads = new Thread[connections];
        for (int thread = 0; thread < connections; thread++) {
            Random random = new Random(thread);
            threads[thread] = Thread.ofVirtual().start(() -> {
                try (ApiConnection connection = new ApiConnection(server.port())) {
                    for (int at = next.getAndIncrement();
                            at < requests && failure.get() == null;
                            at = next.getAndIncrement()) {
                        long sent = System.nanoTime();
                        connection.call(workload.operation(), workload.body(random));
                        if (at < nanos.length) {
                            nanos[at] = System.nanoTime() - sent;
                        }
                    }
                } catch (IOException e) {
                    failure.compareAndSet(null, e);
                }
            });
        }
        for (Thread thread : threads) {
            thread.join();
        }
        IOException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
    }
}
