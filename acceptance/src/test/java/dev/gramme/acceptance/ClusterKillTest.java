package dev.gramme.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gramme.acceptance.faults.Signals;
import dev.gramme.acceptance.kill.Auditor;
import dev.gramme.acceptance.kill.Ledger;
import dev.gramme.acceptance.kill.Writer;
import dev.gramme.acceptance.load.ApiConnection;
import dev.gramme.acceptance.load.ServerProcess;
import dev.gramme.acceptance.load.Tables;
import dev.gramme.cassandra.CassandraNode;
import dev.gramme.cassandra.LocalCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three nodes of Cassandra and two servers, of which nodes and servers are killed and made to stall in the middle of
 * writes by both: what was acknowledged is there, exactly; what was not is wholly there or not at all. The system
 * property gramme.seed sets the seed.
 */
@Tag("cluster")
@Timeout(900)
class ClusterKillTest {
    private static final int WRITERS = 6;
    private static final int BEFORE_MILLIS = 2_000;
    private static final int AFTER_MILLIS = 5_000;
    private static final int STALL_MILLIS = 6_000;
    /** Twice and more what it takes until another server leads; the machine is busy. */
    private static final long LEADS_AFTER_MILLIS = 15_000;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    private final List<Ledger> ledgers = new ArrayList<>();
    private final Auditor auditor = new Auditor();
    private final long seed = Long.getLong("gramme.seed", System.nanoTime() % 1_000_000);
    private final Random random = new Random(seed);
    private final List<ServerProcess> started = new ArrayList<>();
    private LocalCluster nodes;
    private ServerProcess leader;
    private ServerProcess follower;

    /** Something that goes wrong. */
    @FunctionalInterface
    private interface Fault {
        void happen() throws Exception;
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
            leader = start("first");
            follower = start("second");
            try (ApiConnection connection = new ApiConnection(follower.port())) {
                Tables.create(connection, Writer.TABLE, false);
            }
            round("a node is killed", this::killNode);
            nodes.restart(2);
            round("a node stalls", this::stallNode);
            round("the leader is killed", this::killLeader);
            follower = start("third");
            round("a follower is killed", this::killFollower);
            follower = start("fourth");
            round("the leader stalls", this::stallLeader);
            round("all are killed", this::killAll);
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
        started.add(server);
        return server;
    }

    /**
     * Writes by both servers while something happens; in the end, by the one that leads then, all is as it should be.
     */
    private void round(String name, Fault fault) throws Exception {
        List<Writer> writers = new ArrayList<>();
        for (Ledger ledger : ledgers) {
            ServerProcess server = writers.size() % 2 == 0 ? leader : follower;
            writers.add(new Writer(server.port(), ledger, random.nextLong(), true));
        }
        List<Thread> threads = writers.stream().map(Thread::new).toList();
        threads.forEach(Thread::start);
        Thread.sleep(BEFORE_MILLIS);
        fault.happen();
        writers.forEach(Writer::stop);
        for (Thread thread : threads) {
            thread.join();
        }
        writers.forEach(writer -> assertThat(writer.fault()).as(name).isNull());
        try (ApiConnection connection = new ApiConnection(leader.port())) {
            Auditor.Finding finding = auditor.audit(connection, ledgers);
            System.out.println("ClusterKillTest: " + name + ": " + finding);
            assertThat(finding.acknowledged()).as(name).isPositive();
            assertThat(finding.faults()).as(name + ", seed " + seed).isEmpty();
        }
    }

    private void killNode() throws InterruptedException {
        nodes.kill(2);
        Thread.sleep(AFTER_MILLIS);
    }

    private void stallNode() throws Exception {
        Signals.send("STOP", nodes.pid(3));
        Thread.sleep(STALL_MILLIS);
        Signals.send("CONT", nodes.pid(3));
        Thread.sleep(AFTER_MILLIS);
    }

    private void killLeader() throws Exception {
        leader.kill();
        swap();
        awaitLeads();
        Thread.sleep(AFTER_MILLIS);
    }

    private void killFollower() throws InterruptedException {
        follower.kill();
        Thread.sleep(AFTER_MILLIS);
    }

    /** It finds out when it goes on that another one leads, and follows it. */
    private void stallLeader() throws Exception {
        Signals.send("STOP", leader.pid());
        swap();
        awaitLeads();
        Signals.send("CONT", follower.pid());
        Thread.sleep(AFTER_MILLIS);
    }

    private void swap() {
        ServerProcess other = leader;
        leader = follower;
        follower = other;
    }

    /** Waits until a request for a table, which the server that leads has to answer, is answered. */
    private void awaitLeads() throws Exception {
        long began = System.nanoTime();
        long millis;
        boolean leads;
        do {
            Thread.sleep(50);
            try (ApiConnection connection = new ApiConnection(leader.port())) {
                connection.tryCall("DescribeTable", "{\"TableName\":\"" + Writer.TABLE + "\"}");
                leads = connection.status() == 200;
            }
            millis = (System.nanoTime() - began) / 1_000_000;
            assertThat(millis).isLessThan(LEADS_AFTER_MILLIS);
        } while (!leads);
        System.out.println("ClusterKillTest: another server leads after " + millis + " ms");
    }

    private void killAll() throws Exception {
        for (ServerProcess any : started) {
            any.kill();
        }
        for (int number = 1; number <= 3; number++) {
            nodes.kill(number);
        }
        for (int number = 1; number <= 3; number++) {
            nodes.restart(number);
        }
        leader = start("last");
    }
}
