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
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests over many connections for some time and counts what they cost the server. The connections are made
 * anew for each run: some servers close those that lie idle while others have their turn.
 */
final class Driver {
    /** Most requests of one round whose times are kept; there are less by far. */
    private static final int MAX_TIMES = 1 << 20;

    private final ServerProcess server;
    private final List<Random> randoms = new ArrayList<>();
    private final long[] nanos = new long[MAX_TIMES];

    Driver(ServerProcess server, int connections) {
        this.server = server;
        for (int number = 0; number < connections; number++) {
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
     * @param refused how many of the requests were answered with an error
     */
    record Cost(double cpuMicros, double perSecond, long p50Micros, long p99Micros, int refused) {
        /** The run that cost neither more nor less CPU than most others. */
        static Cost median(List<Cost> rounds) {
            return rounds.stream()
                    .sorted(Comparator.comparingDouble(Cost::cpuMicros))
                    .toList()
                    .get(rounds.size() / 2);
        }
    }

    /** Sends requests for some seconds, each connection as soon as it has its answer. */
    Cost run(Requests requests, int seconds) throws IOException, InterruptedException {
        return run(requests, seconds, 0);
    }

    /**
     * Sends requests for some seconds and counts how many there were and what they cost.
     *
     * @param perSecond how many to send; their times count from when they were due, so that one that is late for its
     *     forerunners is counted as late. 0 for as many as are answered
     */
    Cost run(Requests requests, int seconds, double perSecond) throws IOException, InterruptedException {
        requests.prepare();
        List<ApiConnection> connections = new ArrayList<>();
        try {
            for (int number = 0; number < randoms.size(); number++) {
                connections.add(new ApiConnection(server));
            }
            return run(requests, connections, seconds, perSecond);
        } finally {
            for (ApiConnection connection : connections) {
                connection.close();
            }
        }
    }

    private Cost run(Requests requests, List<ApiConnection> connections, int seconds, double perSecond)
            throws IOException, InterruptedException {
        long cpu = server.cpuMicros();
        long started = System.nanoTime();
        Round round = new Round(requests, started, started + seconds * 1_000_000_000L, perSecond);
        List<Thread> threads = new ArrayList<>();
        for (int number = 0; number < connections.size(); number++) {
            ApiConnection connection = connections.get(number);
            Random random = randoms.get(number);
            threads.add(Thread.ofVirtual().start(() -> round.send(connection, random)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        IOException failed = round.failure.get();
        if (failed != null) {
            throw failed;
        }
        double took = (System.nanoTime() - started) / 1e9;
        double spent = server.cpuMicros() - cpu;
        int answered = round.answered.get();
        int timed = Math.min(answered, MAX_TIMES);
        Arrays.sort(nanos, 0, timed);
        return new Cost(
                spent / answered,
                answered / took,
                nanos[timed / 2] / 1000,
                nanos[(int) (timed * 99L / 100)] / 1000,
                round.refused.get());
    }

    /** One run, of which each request is sent before its end. */
    private final class Round {
        final AtomicInteger answered = new AtomicInteger();
        final AtomicInteger refused = new AtomicInteger();
        final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
        private final AtomicInteger sent = new AtomicInteger();
        private final Requests requests;
        private final long startNanos;
        private final long endNanos;
        private final double perSecond;

        Round(Requests requests, long startNanos, long endNanos, double perSecond) {
            this.requests = requests;
            this.startNanos = startNanos;
            this.endNanos = endNanos;
            this.perSecond = perSecond;
        }

        void send(ApiConnection connection, Random random) {
            try {
                while (failure.get() == null) {
                    int number = sent.getAndIncrement();
                    long due = due(number);
                    if (number >= requests.most() || due - endNanos >= 0) {
                        return;
                    }
                    connection.tryCall(requests.operation(), requests.body(random));
                    if (connection.status() != 200) {
                        refused.incrementAndGet();
                    }
                    int at = answered.getAndIncrement();
                    if (at < MAX_TIMES) {
                        nanos[at] = System.nanoTime() - due;
                    }
                }
            } catch (IOException e) {
                failure.compareAndSet(null, e);
            }
        }

        /** When the request of a number is sent; waits until then. */
        private long due(int number) {
            if (perSecond == 0) {
                return System.nanoTime();
            }
            long due = startNanos + (long) (number * 1e9 / perSecond);
            if (due - endNanos < 0) {
                for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                    LockSupport.parkNanos(wait);
                }
            }
            return due;
        }
    }
}
