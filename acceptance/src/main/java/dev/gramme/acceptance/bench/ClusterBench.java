package dev.gramme.acceptance.bench;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import dev.gramme.acceptance.load.ApiConnection;
import dev.gramme.acceptance.load.ServerProcess;
import dev.gramme.cassandra.CassandraNode;
import dev.gramme.cassandra.LocalCluster;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/**
 * Compares Gramme on three nodes of Cassandra with what their own driver does on the same nodes in the same run:
 * conditional writes with one lightweight transaction each, reads at QUORUM. Items have about 300 bytes. All of it on
 * one machine, so the ratios mean something and the figures little.
 */
final class ClusterBench {
    private static final String NETWORK = "127.0.4";
    private static final int NODES = 3;
    private static final int[] CONNECTIONS = {1, 4, 16, 64};
    private static final int SECONDS = 6;
    private static final int WARM_UP_SECONDS = 15;
    private static final int ITEMS = 2_000;
    private static final String TEXT = "x".repeat(280);

    private final Path home;
    private final AtomicLong keys = new AtomicLong();

    private ClusterBench(Path home) {
        this.home = home;
    }

    static void run(Path home) throws IOException, InterruptedException {
        new ClusterBench(home).run();
    }

    /** Done again and again by one of many threads; its argument is any number. */
    @FunctionalInterface
    private interface Request {
        void send(long number) throws IOException;
    }

    /** A request of each thread's own. */
    @FunctionalInterface
    private interface Client {
        Request connect() throws IOException;
    }

    private record Figures(double perSecond, double medianMillis) {}

    private void run() throws IOException, InterruptedException {
        try (DataFolder folder = new DataFolder();
                LocalCluster cluster = new LocalCluster(home, folder.path(), NETWORK)) {
            cluster.start(NODES);
            try (CqlSession session = session(cluster);
                    ServerProcess server = ServerProcess.gramme(
                            home,
                            "--engine=" + cluster.location("gramme"),
                            "--root-key-file=" + folder.path().resolve("root.key"),
                            "--data=" + folder.path().resolve("server"))) {
                compare(session, server);
            }
        }
    }

    private static CqlSession session(LocalCluster cluster) {
        return CqlSession.builder()
                .addContactPoint(new InetSocketAddress(cluster.address(1), CassandraNode.PORT))
                .withLocalDatacenter("datacenter1")
                .withConfigLoader(DriverConfigLoader.programmaticBuilder()
                        .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(20))
                        .withString(DefaultDriverOption.PROTOCOL_VERSION, "V4")
                        .build())
                .build();
    }

    private void compare(CqlSession session, ServerProcess server) throws IOException, InterruptedException {
        session.execute(
                "CREATE KEYSPACE plain WITH replication =" + " {'class': 'NetworkTopologyStrategy', 'datacenter1': 3}");
        session.execute("CREATE TABLE plain.items (k bigint PRIMARY KEY, v blob)");
        try (ApiConnection connection = new ApiConnection(server.port())) {
            connection.call(
                    "CreateTable",
                    "{\"TableName\":\"items\",\"BillingMode\":\"PAY_PER_REQUEST\",\"AttributeDefinitions\":"
                            + "[{\"AttributeName\":\"pk\",\"AttributeType\":\"S\"}],\"KeySchema\":"
                            + "[{\"AttributeName\":\"pk\",\"KeyType\":\"HASH\"}]}");
        }
        Client plainWrite = plainWrites(session);
        Client put = () -> puts(new ApiConnection(server.port()));
        Client plainRead = plainReads(session);
        Client get = () -> gets(new ApiConnection(server.port()));
        measure(put, 64, WARM_UP_SECONDS);
        measure(plainWrite, 64, WARM_UP_SECONDS);
        fill(session, server);
        measure(get, 64, WARM_UP_SECONDS);
        measure(plainRead, 64, WARM_UP_SECONDS);
        System.out.printf("%-34s %12s %12s %8s%n", "", "Gramme", "driver", "ratio");
        for (int connections : CONNECTIONS) {
            show(
                    "conditional writes/s",
                    connections,
                    measure(put, connections, SECONDS).perSecond(),
                    measure(plainWrite, connections, SECONDS).perSecond());
        }
        for (int connections : CONNECTIONS) {
            Figures gramme = measure(get, connections, SECONDS);
            Figures plain = measure(plainRead, connections, SECONDS);
            show("consistent reads/s", connections, gramme.perSecond(), plain.perSecond());
            show("  p50, ms", connections, gramme.medianMillis(), plain.medianMillis());
        }
    }

    private static void show(String what, int connections, double gramme, double driver) {
        System.out.printf(
                "%-34s %12.1f %12.1f %8.2f%n",
                what + ", " + connections + " at a time", gramme, driver, gramme / driver);
    }

    private Client plainWrites(CqlSession session) {
        PreparedStatement insert = session.prepare(
                SimpleStatement.newInstance("INSERT INTO plain.items (k, v) VALUES (?, ?) IF NOT EXISTS")
                        .setConsistencyLevel(DefaultConsistencyLevel.QUORUM)
                        .setSerialConsistencyLevel(DefaultConsistencyLevel.SERIAL));
        return () -> number -> session.execute(insert.bind(keys.incrementAndGet(), value()));
    }

    private static Client plainReads(CqlSession session) {
        PreparedStatement select = session.prepare(SimpleStatement.newInstance("SELECT v FROM plain.items WHERE k = ?")
                .setConsistencyLevel(DefaultConsistencyLevel.QUORUM));
        return () -> number -> session.execute(select.bind(-1 - Math.floorMod(number, (long) ITEMS)))
                .one();
    }

    private static ByteBuffer value() {
        return ByteBuffer.wrap(new byte[300]);
    }

    private Request puts(ApiConnection connection) {
        return number -> connection.call("PutItem", put("new-" + keys.incrementAndGet()));
    }

    private static String put(String key) {
        return "{\"TableName\":\"items\",\"Item\":{\"pk\":{\"S\":\"" + key + "\"},\"text\":{\"S\":\"" + TEXT
                + "\"}},\"ConditionExpression\":\"attribute_not_exists(pk)\"}";
    }

    private static Request gets(ApiConnection connection) {
        return number -> connection.call(
                "GetItem",
                "{\"TableName\":\"items\",\"ConsistentRead\":true,\"Key\":{\"pk\":{\"S\":\"item-"
                        + Math.floorMod(number, (long) ITEMS) + "\"}}}");
    }

    private static void fill(CqlSession session, ServerProcess server) throws IOException {
        PreparedStatement insert = session.prepare("INSERT INTO plain.items (k, v) VALUES (?, ?)");
        try (ApiConnection connection = new ApiConnection(server.port())) {
            for (int first = 0; first < ITEMS; first += 25) {
                List<String> puts = new ArrayList<>();
                for (int number = first; number < first + 25; number++) {
                    session.execute(insert.bind(-1L - number, value()));
                    puts.add("{\"PutRequest\":{\"Item\":{\"pk\":{\"S\":\"item-" + number + "\"},\"text\":{\"S\":\""
                            + TEXT + "\"}}}}");
                }
                connection.call("BatchWriteItem", "{\"RequestItems\":{\"items\":[" + String.join(",", puts) + "]}}");
            }
        }
    }

    /** What so many threads get done; requests that fail are not counted. */
    private static Figures measure(Client client, int connections, int seconds) throws InterruptedException {
        ConcurrentLinkedQueue<long[]> all = new ConcurrentLinkedQueue<>();
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        List<Thread> threads = new ArrayList<>();
        for (int thread = 0; thread < connections; thread++) {
            long first = thread * 7_919L;
            threads.add(Thread.ofPlatform().start(() -> all.add(send(client, first, end))));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        long[] nanos = all.stream().flatMapToLong(LongStream::of).sorted().toArray();
        double median = nanos.length == 0 ? 0 : nanos[nanos.length / 2] / 1e6;
        return new Figures((double) nanos.length / seconds, median);
    }

    private static long[] send(Client client, long first, long end) {
        long[] nanos = new long[1 << 20];
        int count = 0;
        try {
            Request request = client.connect();
            for (long number = first; System.nanoTime() - end < 0 && count < nanos.length; number++) {
                long began = System.nanoTime();
                try {
                    request.send(number);
                    nanos[count++] = System.nanoTime() - began;
                } catch (DriverException e) {
                    // not answered in time: not counted
                }
            }
        } catch (IOException e) {
            System.err.println("A connection ended: " + e.getMessage());
        }
        return Arrays.copyOf(nanos, count);
    }
}
