package dev.gramme.acceptance.bench;

import dev.gramme.acceptance.load.ServerProcess;
import dev.gramme.cassandra.CassandraNode;
import dev.gramme.cassandra.LocalCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Compares Gramme on three nodes of Cassandra with what their own driver does on the same nodes: conditional writes
 * with one lightweight transaction each, reads at QUORUM and at LOCAL_ONE; and two servers with one. All take turns in
 * short rounds, so that what else the machine does hits all alike. All of it runs on one machine: the ratios mean
 * something, and CPU time; requests a second mean little.
 */
final class ClusterBench {
    private static final String NETWORK = "127.0.4";
    private static final int NODES = 3;
    private static final int[] CONNECTIONS = {1, 16, 64};
    private static final int[] WRITERS_OF_ONE_PARTITION = {1, 4, 16, 64};
    private static final int MANY = 64;
    private static final int ROUNDS = 3;
    private static final double SECONDS = 2;
    private static final int WARM_UP_SECONDS = 8;
    private static final String GROUP_COLUMN = "   commits a group";
    /** Beyond these lie the partitions of no table. */
    private static final long LAST_OF_TABLES = 1L << 60;

    private final DataFolder folder;
    private final LocalCluster cluster;
    private final ClusterLoad load;
    private final ClusterPlain plain;
    private final List<Side> sides = new ArrayList<>();

    /** A build of Gramme, with data of its own. */
    private record Side(String name, Path home, String keyspace, ServerProcess server, ClusterItems items) {}

    private ClusterBench(DataFolder folder, LocalCluster cluster) {
        this.folder = folder;
        this.cluster = cluster;
        this.load = new ClusterLoad(LongStream.rangeClosed(1, NODES)
                .mapToObj(node -> cluster.pid((int) node))
                .toList());
        this.plain = new ClusterPlain(cluster.address(1), CassandraNode.PORT);
    }

    /** @param before the folder of another build, to be measured in turns with this one; null for none */
    static void run(Path home, @Nullable Path before) throws IOException, InterruptedException {
        System.out.println(Machine.describe());
        System.out.printf("load of the machine before: %.1f%n", Machine.load());
        try (DataFolder folder = new DataFolder();
                LocalCluster cluster = new LocalCluster(home, folder.path(), NETWORK)) {
            cluster.start(NODES);
            ClusterBench bench = new ClusterBench(folder, cluster);
            try {
                bench.begin("Gramme", home, "gramme");
                if (before != null) {
                    bench.begin("before", before, "earlier");
                }
                bench.measure();
            } finally {
                bench.sides.forEach(side -> side.server().close());
                bench.plain.close();
            }
        }
        System.out.printf("load of the machine after: %.1f%n", Machine.load());
    }

    private void begin(String name, Path build, String keyspace) throws IOException {
        ServerProcess server = server(build, keyspace, 1);
        sides.add(new Side(name, build, keyspace, server, ClusterItems.make(server)));
    }

    private ServerProcess server(Path build, String keyspace, int number) throws IOException {
        ServerProcess server = ServerProcess.gramme(
                build,
                "--engine=" + cluster.location(keyspace),
                "--root-key-file=" + folder.path().resolve(keyspace + ".key"),
                "--data=" + folder.path().resolve(keyspace + "-" + number));
        load.add(server);
        return server;
    }

    private void measure() throws IOException, InterruptedException {
        for (Side side : sides) {
            warmUp(side.items().puts(side.server()));
            warmUp(side.items().updates(side.server()));
            warmUp(side.items().gets(true, side.server()));
        }
        warmUp(plain.inserts());
        warmUp(plain.reads(true));
        groups();
        head("conditional writes and one lightweight transaction each");
        for (int connections : CONNECTIONS) {
            turns("PutItem", connections, new Kind(items -> items::puts), plain.inserts());
        }
        for (int connections : CONNECTIONS) {
            turns("UpdateItem", connections, new Kind(items -> items::updates), plain.updates());
        }
        head("consistent reads and QUORUM");
        for (int connections : CONNECTIONS) {
            turns("GetItem", connections, gets(true), plain.reads(true));
        }
        head("eventually consistent reads and LOCAL_ONE");
        for (int connections : CONNECTIONS) {
            turns("GetItem", connections, gets(false), plain.reads(false));
        }
        for (Side side : sides) {
            twoServers(side);
        }
    }

    private static Kind gets(boolean consistent) {
        return new Kind(items -> servers -> items.gets(consistent, servers));
    }

    private void warmUp(ClusterLoad.Client client) throws IOException, InterruptedException {
        load.run(client, MANY, WARM_UP_SECONDS, new ClusterLoad.Tally());
    }

    private static void head(String what) {
        System.out.printf("%n%s%n", what);
        columns("");
    }

    private static void columns(String more) {
        System.out.printf(
                "%-26s %10s %8s %9s %9s %9s %9s %9s %7s%s%n",
                "", "/s", "ratio", "p50 ms", "p99 ms", "servers", "nodes", "clients", "failed", more);
    }

    private static void show(String what, ClusterLoad.Tally tally, double ratio, String more) {
        System.out.printf(
                "%-26s %10.1f %8.2f %9.2f %9.2f %9.0f %9.0f %9.0f %7d%s%n",
                what,
                tally.perSecond(),
                ratio,
                tally.millis(50),
                tally.millis(99),
                tally.serverMicros(),
                tally.nodeMicros(),
                tally.clientMicros(),
                tally.failed(),
                more);
    }

    /** Requests of some kind to any servers. */
    @FunctionalInterface
    private interface ToServers {
        ClusterLoad.Client client(ServerProcess... servers);
    }

    /** The same, of the items of any side. */
    private record Kind(Function<ClusterItems, ToServers> of) {}

    /** One of those that take turns. */
    private record Turn(String name, ClusterLoad.Client client, ClusterLoad.Tally tally) {
        Turn(String name, ClusterLoad.Client client) {
            this(name, client, new ClusterLoad.Tally());
        }
    }

    private void run(List<Turn> turns, int connections) throws IOException, InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            for (Turn turn : turns) {
                load.run(turn.client(), connections, SECONDS, turn.tally());
            }
        }
    }

    /** CPU time is in microseconds for each request. */
    private void turns(String what, int connections, Kind kind, ClusterLoad.Client driver)
            throws IOException, InterruptedException {
        List<Turn> turns = new ArrayList<>();
        for (Side side : sides) {
            turns.add(new Turn(side.name(), kind.of().apply(side.items()).client(side.server())));
        }
        turns.add(new Turn("driver", driver));
        run(turns, connections);
        double drivers = turns.getLast().tally().perSecond();
        for (Turn turn : turns) {
            show(
                    what + " " + connections + ", " + turn.name(),
                    turn.tally(),
                    turn.tally().perSecond() / drivers,
                    "");
        }
    }

    /** Writers of one partition: the more there are, the more of their commits share a round of Paxos. */
    private void groups() throws IOException, InterruptedException {
        System.out.printf("%nPutItem into one partition%n");
        columns(GROUP_COLUMN);
        for (int writers : WRITERS_OF_ONE_PARTITION) {
            List<Turn> turns = new ArrayList<>();
            List<Map<Long, Long>> before = new ArrayList<>();
            for (Side side : sides) {
                turns.add(new Turn(side.name(), side.items().hotPuts(side.server())));
                before.add(plain.groups(side.keyspace()));
            }
            run(turns, writers);
            double first = turns.getFirst().tally().perSecond();
            for (int number = 0; number < turns.size(); number++) {
                Turn turn = turns.get(number);
                show(
                        turn.name() + ", " + writers + " writers",
                        turn.tally(),
                        turn.tally().perSecond() / first,
                        size(turn.tally(), groups(sides.get(number), before.get(number))));
            }
        }
    }

    private static String size(ClusterLoad.Tally tally, long groups) {
        return groups == 0 ? "" : "   %.1f".formatted((double) tally.requests() / groups);
    }

    /** How many groups there were in partitions of tables since then. */
    private long groups(Side side, Map<Long, Long> before) {
        long groups = 0;
        for (Map.Entry<Long, Long> now : plain.groups(side.keyspace()).entrySet()) {
            if (now.getKey() > 0 && now.getKey() < LAST_OF_TABLES) {
                groups += now.getValue() - before.getOrDefault(now.getKey(), 0L);
            }
        }
        return groups;
    }

    /** What one server and two come to with requests of one kind. */
    private static final class Pair {
        private final String name;
        private final Kind kind;
        private final ClusterLoad.Tally one = new ClusterLoad.Tally();
        private final ClusterLoad.Tally two = new ClusterLoad.Tally();
        private long groups;

        Pair(String name, Kind kind) {
            this.name = name;
            this.kind = kind;
        }
    }

    /** One server and two, in turns: half of what is committed then is committed by the other one. */
    private void twoServers(Side side) throws IOException, InterruptedException {
        List<Pair> pairs = List.of(
                new Pair("PutItem", new Kind(items -> items::puts)),
                new Pair("UpdateItem", new Kind(items -> items::updates)),
                new Pair("PutItem, one partition", new Kind(items -> items::hotPuts)),
                new Pair("GetItem", gets(true)));
        for (int turn = 0; turn < 2; turn++) {
            for (Pair pair : pairs) {
                run(side, pair.kind, pair.one, side.server());
            }
            ServerProcess other = server(side.home(), side.keyspace(), 2);
            warmUp(side.items().puts(other));
            for (Pair pair : pairs) {
                Map<Long, Long> before = plain.groups(side.keyspace());
                run(side, pair.kind, pair.two, side.server(), other);
                pair.groups += groups(side, before);
            }
            load.remove(other);
            other.close();
        }
        System.out.printf("%n%s: two servers and one, %d connections%n", side.name(), MANY);
        columns(GROUP_COLUMN);
        for (Pair pair : pairs) {
            show(pair.name + ", one", pair.one, 1, "");
            show(
                    pair.name + ", two",
                    pair.two,
                    pair.two.perSecond() / pair.one.perSecond(),
                    size(pair.two, pair.groups));
        }
    }

    private void run(Side side, Kind kind, ClusterLoad.Tally tally, ServerProcess... servers)
            throws IOException, InterruptedException {
        for (int round = 0; round < ROUNDS - 1; round++) {
            load.run(kind.of().apply(side.items()).client(servers), MANY, SECONDS, tally);
        }
    }
}
