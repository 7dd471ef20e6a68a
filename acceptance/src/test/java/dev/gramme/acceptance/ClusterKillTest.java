package dev.gramme.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gramme.acceptance.kill.Auditor;
import dev.gramme.acceptance.kill.Ledger;
import dev.gramme.acceptance.kill.Writer;
import dev.gramme.acceptance.load.ApiConnection;
import dev.gramme.acceptance.load.ServerProcess;
import dev.gramme.acceptance.load.Tables;
import dev.gramme.cassandra.CassandraNode;
import dev.gramme.cassandra.LocalCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three nodes of Cassandra and two servers, of which nodes and servers are killed and made to stall in the middle of
 * writes: what was acknowledged is there, exactly; what was not is wholly there or not at all. The system property
 * gramme.seed sets the seed.
 */
@Tag("cluster")
@Timeout(900)
class ClusterKillTest {
    private static final int WRITERS = 6;
    private static final int BEFORE_MILLIS = 2_000;
    private static final int AFTER_MILLIS = 5_000;
    private static final int STALL_MILLIS = 6_000;
    /** So long that a server which has been started waits for the other one's end. */
    private static final int STANDBY_MILLIS = 8_000;
    /** Twice and more what it takes; the machine is busy. */
    private static final long TAKEOVER_MILLIS = 12_000;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    private final List<Ledger> ledgers = new ArrayList<>();
    private final Auditor auditor = new Auditor();
    private final long seed = Long.getLong("gramme.seed", System.nanoTime() % 1_000_000);
    private final Random random = new Random(seed);
    private final List<ServerProcess> started = new ArrayList<>();
    private LocalCluster nodes;

    /** Something that goes wrong, and what answers then. */
    @FunctionalInterface
    private interface Fault {
        ServerProcess happen(ServerProcess answering) throws Exception;
    }

    @Test
    void whatWasAcknowledgedIsThereWhateverDies() throws Exception {
        System.out.println("ClusterKillTest seed " + seed + " in " + directory);
        for (int writer = 0; writer < WRITERS; writer++) {
            ledgers.add(new Ledger("w" + writer));
        }
        assumeTrue(CassandraNode.java17() != null, "Skipped: Cassandra needs a JDK 17, and none was found");
        nodes = new LocalCluster(Packaged.HOME, directory, "127.0.2");
        try {
            nodes.start(3);
            ServerProcess server = start("first");
            try (ApiConnection connection = new ApiConnection(server.port())) {
                Tables.create(connection, Writer.TABLE, false);
            }
            server = round("a node is killed", server, this::killNode);
            nodes.restart(2);
            server = round("a node stalls", server, this::stallNode);
            server = round("the server is killed", server, this::killServer);
            server = round("the server stalls", server, this::stallServer);
            round("all are killed", server, this::killAll);
        } finally {
            started.forEach(ServerProcess::close);
            nodes.close();
        }
    }

    private ServerProcess start(String name) throws IOException {
        ServerProcess server = Packaged.start(
                "--engine=" + nodes.location("killed"),
                "--root-key-file=" + directory.resolve("root.key"),
                "--data=" + directory.resolve(name));
        synchronized (started) {
            started.add(server);
        }
        return server;
    }

    /** Starts a server that waits until no other answers. */
    private CompletableFuture<ServerProcess> standby(String name) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return start(name);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private ServerProcess round(String name, ServerProcess server, Fault fault) throws Exception {
        List<Writer> writers = new ArrayList<>();
        for (Ledger ledger : ledgers) {
            writers.add(new Writer(server.port(), ledger, random.nextLong(), true));
        }
        List<Thread> threads = writers.stream().map(Thread::new).toList();
        threads.forEach(Thread::start);
        Thread.sleep(BEFORE_MILLIS);
        ServerProcess answering = fault.happen(server);
        writers.forEach(Writer::stop);
        for (Thread thread : threads) {
            thread.join();
        }
        writers.forEach(writer -> assertThat(writer.fault()).as(name).isNull());
        try (ApiConnection connection = new ApiConnection(answering.port())) {
            Auditor.Finding finding = auditor.audit(connection, ledgers);
            System.out.println("ClusterKillTest: " + name + ": " + finding);
            assertThat(finding.acknowledged()).as(name).isPositive();
            assertThat(finding.faults()).as(name + ", seed " + seed).isEmpty();
        }
        return answering;
    }

    private ServerProcess killNode(ServerProcess server) throws InterruptedException {
        nodes.kill(2);
        Thread.sleep(AFTER_MILLIS);
        return server;
    }

    private ServerProcess stallNode(ServerProcess server) throws Exception {
        signal("STOP", nodes.pid(3));
        Thread.sleep(STALL_MILLIS);
        signal("CONT", nodes.pid(3));
        Thread.sleep(AFTER_MILLIS);
        return server;
    }

    private ServerProcess killServer(ServerProcess server) throws Exception {
        CompletableFuture<ServerProcess> next = standby("second");
        Thread.sleep(STANDBY_MILLIS);
        long began = System.nanoTime();
        server.kill();
        return inTime(next, began);
    }

    /** It finds out when it goes on that another one answers. */
    private ServerProcess stallServer(ServerProcess server) throws Exception {
        CompletableFuture<ServerProcess> next = standby("third");
        Thread.sleep(STANDBY_MILLIS);
        long began = System.nanoTime();
        signal("STOP", server.pid());
        ServerProcess answering = inTime(next, began);
        signal("CONT", server.pid());
        return answering;
    }

    private static ServerProcess inTime(CompletableFuture<ServerProcess> next, long beganNanos) throws Exception {
        ServerProcess answering = next.get(1, TimeUnit.MINUTES);
        long millis = (System.nanoTime() - beganNanos) / 1_000_000;
        System.out.println("ClusterKillTest: another server answers after " + millis + " ms");
        assertThat(millis).isLessThan(TAKEOVER_MILLIS);
        return answering;
    }

    private ServerProcess killAll(ServerProcess server) throws Exception {
        for (ServerProcess any : started) {
            any.kill();
        }
        for (int number = 1; number <= 3; number++) {
            nodes.kill(number);
        }
        for (int number = 1; number <= 3; number++) {
            nodes.restart(number);
        }
        return start("last");
    }

    private static void signal(String name, long pid) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }
}
