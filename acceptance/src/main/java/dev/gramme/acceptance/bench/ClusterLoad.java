package dev.gramme.acceptance.bench;

import com.datastax.oss.driver.api.core.DriverException;
import dev.gramme.acceptance.load.ServerProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

/**
 * Sends requests by many threads for some time, each as soon as it has its answer, and counts what they cost: CPU time
 * of the servers, of Cassandra's nodes, and of this process, which holds the clients and, where that is compared, the
 * driver. Without what Java's compilers take: they work for minutes after a start.
 */
final class ClusterLoad {
    private static final int MOST_TIMES = 1 << 18;

    private final List<Long> nodes;
    /** Those that are running, by their processes. */
    private final List<ServerProcess> servers = new ArrayList<>();

    /** One thread's requests. */
    interface Session extends AutoCloseable {
        /** Sends one; the argument is any number. */
        void send(long number) throws IOException;

        @Override
        default void close() throws IOException {}
    }

    /** Makes a session for each thread, by its number. */
    @FunctionalInterface
    interface Client {
        Session connect(int thread) throws IOException;
    }

    /** CPU time in microseconds. */
    private record Usage(long servers, long nodes, long clients) {}

    /** What requests came to over some rounds. */
    static final class Tally {
        private final List<long[]> nanos = new ArrayList<>();
        private double seconds;
        private Usage usage = new Usage(0, 0, 0);
        private int failed;

        private LongStream times() {
            return nanos.stream().flatMapToLong(LongStream::of);
        }

        long requests() {
            return nanos.stream().mapToLong(times -> times.length).sum();
        }

        double perSecond() {
            return requests() / seconds;
        }

        /** The time within which so many of a hundred were answered, in milliseconds. */
        double millis(int percent) {
            long[] sorted = times().sorted().toArray();
            return sorted.length == 0 ? 0 : sorted[(int) ((sorted.length - 1L) * percent / 100)] / 1e6;
        }

        double serverMicros() {
            return (double) usage.servers() / requests();
        }

        double nodeMicros() {
            return (double) usage.nodes() / requests();
        }

        double clientMicros() {
            return (double) usage.clients() / requests();
        }

        /** Requests that got no answer in time, or a failure. */
        int failed() {
            return failed;
        }
    }

    /** @param nodes the processes of Cassandra's nodes */
    ClusterLoad(List<Long> nodes) {
        this.nodes = List.copyOf(nodes);
    }

    /** From now on a server's CPU time counts. */
    void add(ServerProcess server) {
        servers.add(server);
    }

    void remove(ServerProcess server) {
        servers.remove(server);
    }

    private Usage usage() throws IOException {
        long used = 0;
        for (ServerProcess server : servers) {
            used += ServerProcess.cpuMicrosWithoutCompiling(server.pid());
        }
        long usedByNodes = 0;
        for (long pid : nodes) {
            usedByNodes += ServerProcess.cpuMicrosWithoutCompiling(pid);
        }
        long own =
                ServerProcess.cpuMicrosWithoutCompiling(ProcessHandle.current().pid());
        return new Usage(used, usedByNodes, own);
    }

    /** Sends requests for so long and adds what came of it. */
    void run(Client client, int connections, double seconds, Tally tally) throws IOException, InterruptedException {
        List<Session> sessions = new ArrayList<>();
        for (int thread = 0; thread < connections; thread++) {
            sessions.add(client.connect(thread));
        }
        ConcurrentLinkedQueue<long[]> times = new ConcurrentLinkedQueue<>();
        AtomicInteger failed = new AtomicInteger();
        Usage before = usage();
        long began = System.nanoTime();
        long end = began + (long) (seconds * TimeUnit.SECONDS.toNanos(1));
        List<Thread> threads = new ArrayList<>();
        for (int thread = 0; thread < connections; thread++) {
            Session session = sessions.get(thread);
            long first = thread * 7_919L;
            threads.add(Thread.ofPlatform().start(() -> times.add(send(session, first, end, failed))));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        Usage after = usage();
        tally.seconds += (System.nanoTime() - began) / 1e9;
        tally.nanos.addAll(times);
        tally.failed += failed.get();
        tally.usage = new Usage(
                tally.usage.servers() + after.servers() - before.servers(),
                tally.usage.nodes() + after.nodes() - before.nodes(),
                tally.usage.clients() + after.clients() - before.clients());
        for (Session session : sessions) {
            session.close();
        }
    }

    private static long[] send(Session session, long first, long end, AtomicInteger failed) {
        long[] nanos = new long[1024];
        int count = 0;
        for (long number = first; System.nanoTime() - end < 0 && count < MOST_TIMES; number++) {
            long began = System.nanoTime();
            try {
                session.send(number);
                if (count == nanos.length) {
                    nanos = Arrays.copyOf(nanos, 2 * count);
                }
                nanos[count++] = System.nanoTime() - began;
            } catch (DriverException e) {
                failed.incrementAndGet();
            } catch (IOException e) {
                System.err.println("A connection ended: " + e.getMessage());
                failed.incrementAndGet();
                break;
            }
        }
        return Arrays.copyOf(nanos, count);
    }
}
