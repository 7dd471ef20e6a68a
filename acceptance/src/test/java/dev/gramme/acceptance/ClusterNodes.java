package dev.gramme.acceptance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gramme.cassandra.CassandraNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Nodes of Cassandra on this machine, each in a zone of its own. */
final class ClusterNodes implements AutoCloseable {
    private static final int HEAP_MEGABYTES = 600;

    private final Path java;
    private final Path directory;
    private final String network;
    private final List<CassandraNode> nodes = new ArrayList<>();

    private ClusterNodes(Path java, Path directory, String network) {
        this.java = java;
        this.directory = directory;
        this.network = network;
    }

    /**
     * Starts them one after the other.
     *
     * @param network first numbers of their addresses, such as 127.0.2
     */
    static ClusterNodes start(Path directory, String network, int count) throws IOException, InterruptedException {
        Path java = CassandraNode.java17();
        assumeTrue(java != null, "Skipped: Cassandra needs a JDK 17, and none was found");
        ClusterNodes cluster = new ClusterNodes(java, directory, network);
        for (int number = 1; number <= count; number++) {
            cluster.nodes.add(cluster.startNode(number));
        }
        return cluster;
    }

    private CassandraNode startNode(int number) throws IOException, InterruptedException {
        return CassandraNode.start(
                java,
                Packaged.HOME.resolve("cassandra-jars/target/cassandra"),
                Files.createDirectories(directory.resolve("node-" + number)),
                network + "." + number,
                network + ".1",
                "zone-" + number,
                HEAP_MEGABYTES);
    }

    /** What servers are told, for a keyspace of their own. */
    String location(String keyspace) {
        List<String> addresses = new ArrayList<>();
        for (int number = 1; number <= nodes.size(); number++) {
            addresses.add(network + "." + number);
        }
        return "cassandra://" + String.join(",", addresses) + "/" + keyspace + "?rf=" + nodes.size();
    }

    /** Ends a node as {@code kill -9} does. */
    void kill(int number) {
        nodes.get(number - 1).close();
    }

    void restart(int number) throws IOException, InterruptedException {
        nodes.set(number - 1, startNode(number));
    }

    long pid(int number) {
        return nodes.get(number - 1).pid();
    }

    @Override
    public void close() {
        nodes.forEach(CassandraNode::close);
    }
}
