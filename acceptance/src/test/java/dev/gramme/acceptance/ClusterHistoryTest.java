package dev.gramme.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gramme.acceptance.faults.ClusterServer;
import dev.gramme.acceptance.faults.Leftovers;
import dev.gramme.acceptance.faults.Links;
import dev.gramme.acceptance.faults.Signals;
import dev.gramme.acceptance.history.Action;
import dev.gramme.acceptance.history.Action.Outcome;
import dev.gramme.acceptance.history.Checker;
import dev.gramme.acceptance.history.HistoryAudit;
import dev.gramme.acceptance.history.HistoryClient;
import dev.gramme.acceptance.history.HistoryTables;
import dev.gramme.acceptance.load.ApiConnection;
import dev.gramme.acceptance.load.Finished;
import dev.gramme.cassandra.CassandraNode;
import dev.gramme.cassandra.LocalCluster;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three nodes of Cassandra and two servers, whose network is cut and stalls, whose processes die and stall and whose
 * clocks jump, while clients read and write by any server: what they saw is strictly serializable, and in the end
 * items, indexes and streams agree. The system property gramme.seed sets the seed, gramme.rounds which faults there
 * are, by parts of their names.
 */
@Tag("cluster")
@Timeout(1_500)
class ClusterHistoryTest {
    private static final String KEYSPACE = "history";
    private static final int NODES = 3;
    /** No node's number. */
    private static final int NONE = 0;

    private static final int SERVERS = 2;
    /** So many faults of all there are, unless some are asked for. */
    private static final int ROUNDS = 12;

    private static final int ALL = Integer.MAX_VALUE;
    private static final int CLIENTS = 6;
    private static final int KEYS_IN_EACH_TABLE = 2;
    private static final int BEFORE_MILLIS = 2_000;
    private static final int FAULT_MILLIS = 6_000;
    private static final int AFTER_MILLIS = 4_000;
    /** So long that another server answers, or a fault has been found out. */
    private static final int ANSWER_SECONDS = 60;

    /** Whatever a fault has left behind is out of the way of writers by then. */
    private static final int WRITABLE_SECONDS = 30;

    private static final int JUMP_MILLIS = 60_000;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    private final long seed = Long.getLong("gramme.seed", System.nanoTime() % 1_000_000);
    private final String wanted = System.getProperty("gramme.rounds", "").replace("all", " ");
    private final Random random = new Random(seed);
    private final AtomicLong values = new AtomicLong();
    private final List<ClusterServer> servers = new ArrayList<>();
    private LocalCluster nodes;
    private Links links;
    private int rounds;

    /** Something that goes wrong, and that is right again when this returns. */
    @FunctionalInterface
    private interface Fault {
        void happen() throws Exception;
    }

    @Test
    void whatClientsSeeIsSerializable() throws Exception {
        System.out.println("ClusterHistoryTest seed " + seed + " in " + directory);
        assumeTrue(CassandraNode.java17() != null, "Skipped: Cassandra needs a JDK 17, and none was found");
        nodes = new LocalCluster(Packaged.HOME, directory, "127.0.5", "127.0.6");
        try {
            start();
            Map<String, Fault> faults = faults();
            List<String> names = new ArrayList<>(faults.keySet());
            names.sort(null);
            Collections.shuffle(names, random);
            names.removeIf(name -> !name.contains(wanted));
            for (String name : names.subList(0, Math.min(names.size(), wanted.isEmpty() ? ROUNDS : ALL))) {
                round(name, faults.get(name));
            }
            everythingAgrees();
        } finally {
            servers.forEach(ClusterServer::close);
            nodes.close();
            if (links != null) {
                links.close();
            }
        }
    }

    private void start() throws Exception {
        Path rootKey = directory.resolve("root.key");
        Map<String, String> names = new HashMap<>();
        for (int number = 1; number <= SERVERS; number++) {
            ClusterServer server =
                    new ClusterServer(Packaged.HOME, directory.resolve("server-" + number), location(), rootKey);
            servers.add(server);
            names.put(server.mark(), server.name());
        }
        for (int number = 1; number <= NODES; number++) {
            names.put(nodes.mark(number), node(number));
        }
        links = new Links(names);
        for (int number = 1; number <= NODES; number++) {
            for (int port : new int[] {CassandraNode.PORT, CassandraNode.NODES_PORT}) {
                links.open(
                        node(number),
                        new InetSocketAddress(nodes.address(number), port),
                        new InetSocketAddress(nodes.ownAddress(number), port));
            }
        }
        nodes.start(NODES);
        for (ClusterServer server : servers) {
            server.start();
            server.ensureAnswers(ANSWER_SECONDS);
        }
        try (ApiConnection connection = new ApiConnection(
                ClusterServer.awaitAny(servers, ANSWER_SECONDS).port())) {
            HistoryTables.create(connection);
        }
    }

    private String location() {
        List<String> addresses = new ArrayList<>();
        for (int number = 1; number <= NODES; number++) {
            addresses.add(nodes.address(number));
        }
        return "cassandra://" + String.join(",", addresses) + "/" + KEYSPACE + "?rf=" + NODES;
    }

    private static String node(int number) {
        return "node-" + number;
    }

    private int anyNode() {
        return 1 + random.nextInt(NODES);
    }

    private Map<String, Fault> faults() {
        Map<String, Fault> faults = new HashMap<>();
        faults.put("nothing", () -> Thread.sleep(FAULT_MILLIS));
        faults.put("a node is killed", () -> {
            int node = anyNode();
            nodes.kill(node);
            Thread.sleep(FAULT_MILLIS);
            nodes.restart(node);
        });
        faults.put("a node stalls", () -> {
            long pid = nodes.pid(anyNode());
            Signals.send("STOP", pid);
            Thread.sleep(FAULT_MILLIS);
            Signals.send("CONT", pid);
        });
        addNetworkOfNodes(faults);
        for (ClusterServer server : servers) {
            addProcess(faults, server);
            addNetwork(faults, server);
        }
        return faults;
    }

    private void addNetworkOfNodes(Map<String, Fault> faults) {
        faults.put(
                "a node is cut off from the others",
                () -> healed(() -> {
                    int alone = anyNode();
                    others(alone, other -> links.cut(node(alone), node(other)));
                }));
        faults.put(
                "a node is not heard by the others",
                () -> healed(() -> {
                    int alone = anyNode();
                    others(alone, other -> links.stall(node(alone), node(other)));
                }));
        faults.put(
                "a node does not hear the others",
                () -> healed(() -> {
                    int alone = anyNode();
                    others(alone, other -> links.stall(node(other), node(alone)));
                }));
        faults.put("links come and go", this::flapping);
    }

    private void addProcess(Map<String, Fault> faults, ClusterServer server) {
        faults.put(server.name() + " is killed", () -> {
            server.kill();
            Thread.sleep(FAULT_MILLIS);
            server.start();
        });
        faults.put(server.name() + " stalls", () -> {
            server.stall();
            Thread.sleep(FAULT_MILLIS);
            server.goOn();
        });
        faults.put(server.name() + " is replaced", () -> {
            server.stop();
            server.start();
            Thread.sleep(FAULT_MILLIS);
        });
        faults.put(server.name() + " is killed with its clock ahead", () -> clock(server, JUMP_MILLIS, 0));
        faults.put(server.name() + " has a clock that jumps", () -> clock(server, JUMP_MILLIS, 1_000));
    }

    private void addNetwork(Map<String, Fault> faults, ClusterServer server) {
        String name = server.name();
        faults.put(
                name + " is cut off from all nodes",
                () -> healed(() -> others(NONE, node -> links.cut(name, node(node)))));
        faults.put(name + " is cut off from a node", () -> healed(() -> links.cut(name, node(anyNode()))));
        faults.put(
                name + " is not heard by nodes",
                () -> healed(() -> others(NONE, node -> links.stall(name, node(node)))));
        faults.put(
                name + " does not hear nodes", () -> healed(() -> others(NONE, node -> links.stall(node(node), name))));
    }

    private interface EachNode {
        void node(int number);
    }

    private static void others(int alone, EachNode each) {
        for (int number = 1; number <= NODES; number++) {
            if (number != alone) {
                each.node(number);
            }
        }
    }

    /** A fault of the network; what it holds back comes late, or never. */
    private void healed(Runnable fault) throws InterruptedException {
        fault.run();
        Thread.sleep(FAULT_MILLIS);
        if (random.nextBoolean()) {
            links.heal();
        } else {
            links.healWithLoss();
        }
    }

    /** Each server and each node, again and again, is kept from another for a moment. */
    private void flapping() throws InterruptedException {
        List<String> all = new ArrayList<>();
        servers.forEach(server -> all.add(server.name()));
        for (int number = 1; number <= NODES; number++) {
            all.add(node(number));
        }
        for (int moment = 0; moment < 20; moment++) {
            String one = all.get(random.nextInt(all.size()));
            String other = node(anyNode());
            if (random.nextBoolean()) {
                links.cut(one, other);
            } else {
                links.stall(one, other);
            }
            Thread.sleep(200 + random.nextInt(800));
            if (random.nextBoolean()) {
                links.healWithLoss();
            } else {
                links.heal();
            }
        }
    }

    /** Runs a server whose clock is wrong, kills it, and starts it again with one that is right. */
    private void clock(ClusterServer server, long wrongMillis, long jumpsMillis)
            throws IOException, InterruptedException {
        server.stop();
        server.start("-Dgramme.test.clockWrongMillis=" + wrongMillis, "-Dgramme.test.clockJumpsMillis=" + jumpsMillis);
        ClusterServer.awaitAny(List.of(server), ANSWER_SECONDS);
        Thread.sleep(FAULT_MILLIS);
        server.kill();
        server.start();
    }

    private HistoryClient client(int number, List<String> keys) {
        List<Integer> ports = servers.stream().map(ClusterServer::port).toList();
        return new HistoryClient(number, ports, keys, values, random.nextLong());
    }

    private List<HistoryClient> clients(List<String> keys) {
        List<HistoryClient> clients = new ArrayList<>();
        for (int number = 0; number < CLIENTS; number++) {
            clients.add(client(number, keys));
        }
        return clients;
    }

    private void round(String name, Fault fault) throws Exception {
        for (ClusterServer server : servers) {
            server.ensureAnswers(ANSWER_SECONDS);
        }
        List<String> keys = HistoryTables.keys("r" + ++rounds, KEYS_IN_EACH_TABLE);
        List<HistoryClient> clients = clients(keys);
        List<Thread> threads = clients.stream().map(Thread::new).toList();
        threads.forEach(Thread::start);
        Thread.sleep(BEFORE_MILLIS);
        fault.happen();
        ClusterServer.awaitAny(servers, ANSWER_SECONDS);
        Thread.sleep(AFTER_MILLIS);
        clients.forEach(HistoryClient::stop);
        for (Thread thread : threads) {
            thread.join();
        }
        List<Action> history = new ArrayList<>();
        for (HistoryClient client : clients) {
            assertThat(client.fault()).as(name + ", seed " + seed).isNull();
            history.addAll(client.actions());
        }
        HistoryClient last = client(CLIENTS, keys);
        long began = System.nanoTime();
        assertThat(last.writeEach(WRITABLE_SECONDS * 1_000L))
                .as(name + ", not writable, seed " + seed)
                .isEmpty();
        long writableMillis = (System.nanoTime() - began) / 1_000_000;
        assertThat(last.readAll(ANSWER_SECONDS * 1_000L))
                .as(name + ": the last reading")
                .isTrue();
        assertThat(last.fault()).as(name).isNull();
        history.addAll(last.actions());
        List<String> faults = Checker.check(history);
        System.out.println("ClusterHistoryTest: " + name + ": " + told(history) + ", writable after " + writableMillis
                + " ms, faults " + faults);
        assertThat(faults).as(name + ", seed " + seed).isEmpty();
        assertThat(count(history, Outcome.DONE)).as(name).isPositive();
    }

    private static long count(List<Action> history, Outcome outcome) {
        return history.stream().filter(action -> action.outcome() == outcome).count();
    }

    private static String told(List<Action> history) {
        long longest = 0;
        List<Action> done = new ArrayList<>(history.stream()
                .filter(action -> action.outcome() == Outcome.DONE)
                .toList());
        done.sort((one, other) -> Long.compare(one.endedNanos(), other.endedNanos()));
        for (int at = 1; at < done.size(); at++) {
            longest = Math.max(
                    longest, done.get(at).endedNanos() - done.get(at - 1).endedNanos());
        }
        long writes =
                done.stream().filter(action -> !action.additions().isEmpty()).count();
        return done.size() + " done (" + writes + " writes), " + count(history, Outcome.REFUSED) + " refused, "
                + count(history, Outcome.UNKNOWN) + " in doubt, nothing done for " + longest / 1_000_000 + " ms";
    }

    private void everythingAgrees() throws Exception {
        // what was half done when they died is wholly done or not at all
        writeUntilAllServersAreKilled();
        soundWhenStopped();
        System.out.println("ClusterHistoryTest: after the kill: " + leftovers());
        for (ClusterServer server : servers) {
            server.start();
        }
        try (ApiConnection connection = new ApiConnection(
                ClusterServer.awaitAny(servers, ANSWER_SECONDS).port())) {
            Thread.sleep(AFTER_MILLIS);
            HistoryAudit.Finding finding = HistoryAudit.of(connection);
            System.out.println("ClusterHistoryTest: in the end: " + finding);
            assertThat(finding.faults()).as("seed " + seed).isEmpty();
            assertThat(finding.records()).isPositive();
        }
        Finished refused = doctor();
        assertThat(refused.err()).isEqualTo("gramme: A server answers for this cluster; stop all of them first.\n");
        assertThat(refused.exitCode()).isEqualTo(1);
        for (ClusterServer server : servers) {
            server.stop();
        }
        soundWhenStopped();
        Leftovers left = leftovers();
        System.out.println("ClusterHistoryTest: in the end: " + left);
        assertThat(left.marked() + left.prepared())
                .as("rows in the way of writers")
                .isZero();
    }

    private void writeUntilAllServersAreKilled() throws Exception {
        List<HistoryClient> clients = clients(HistoryTables.keys("killed", KEYS_IN_EACH_TABLE));
        List<Thread> threads = clients.stream().map(Thread::new).toList();
        threads.forEach(Thread::start);
        Thread.sleep(FAULT_MILLIS);
        for (ClusterServer server : servers) {
            server.kill();
        }
        clients.forEach(HistoryClient::stop);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private Finished doctor() throws IOException, InterruptedException {
        return Packaged.run("doctor", "--engine=" + location(), "--root-key-file=" + directory.resolve("root.key"));
    }

    private void soundWhenStopped() throws IOException, InterruptedException {
        Finished sound = doctor();
        System.out.println("ClusterHistoryTest: " + sound.out() + sound.err());
        assertThat(sound.err()).isEmpty();
        assertThat(sound.out())
                .as("seed " + seed)
                .doesNotContain("fault")
                .contains("  tables: 3\n")
                .endsWith("All is sound.\n");
        assertThat(sound.exitCode()).isZero();
    }

    private Leftovers leftovers() {
        Leftovers left = Leftovers.in(nodes.ownAddress(1), KEYSPACE);
        assertThat(left.orphans()).as("seed " + seed).isEmpty();
        return left;
    }
}
