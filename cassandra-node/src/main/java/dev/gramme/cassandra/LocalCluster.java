package dev.gramme.cassandra;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Nodes on this machine that make up one cluster, each in a zone of its own. Closing it kills them. */
public final class LocalCluster implements AutoCloseable {
    private static final int HEAP_MEGABYTES = 600;

    private final Path java;
    private final Path jars;
    private final Path directory;
    private final String network;
    private final String ownNetwork;
    private final List<CassandraNode> nodes = new CopyOnWriteArrayList<>();

    /**
     * A cluster without nodes.
     *
     * @param home the project's folder
     * @param directory for what the nodes keep
     * @param network first numbers of their addresses, such as 127.0.2
     * @throws IOException where there is no JDK 17
     */
    public LocalCluster(Path home, Path directory, String network) throws IOException {
        this(home, directory, network, network);
    }

    /**
     * A cluster without nodes, between which something stands: it has to pass on what comes to {@link #address} to
     * {@link #ownAddress}, on both ports of a node.
     *
     * @param ownNetwork first numbers of the addresses where they listen
     * @throws IOException where there is no JDK 17
     */
    public LocalCluster(Path home, Path directory, String network, String ownNetwork) throws IOException {
        Path found = CassandraNode.java17();
        if (found == null) {
            throw new IOException(
                    "Cassandra 5.0 runs on JDK 17, and none was found. Install one, for example Temurin 17"
                            + " (Debian: apt-get install temurin-17-jdk), or set GRAMME_CASSANDRA_JAVA_HOME.");
        }
        this.java = found;
        this.jars = home.resolve("cassandra-jars/target/cassandra");
        this.directory = directory;
        this.network = network;
        this.ownNetwork = ownNetwork;
    }

    /** Starts so many more nodes, one after the other. */
    public void start(int count) throws IOException, InterruptedException {
        for (int more = 0; more < count; more++) {
            nodes.add(node(nodes.size() + 1));
        }
    }

    private CassandraNode node(int number) throws IOException, InterruptedException {
        return CassandraNode.start(
                java,
                jars,
                Files.createDirectories(directory(number)),
                new CassandraNode.Addresses(address(number), ownAddress(number)),
                address(1),
                "zone-" + number,
                HEAP_MEGABYTES);
    }

    private Path directory(int number) {
        return directory.resolve("node-" + number);
    }

    /** An argument of the node's process that no other process has. */
    public String mark(int number) {
        return CassandraNode.mark(directory(number));
    }

    /** Where a node listens. */
    public String ownAddress(int number) {
        return ownNetwork + "." + number;
    }

    /** The address of a node as others know it; they are counted from 1. */
    public String address(int number) {
        return network + "." + number;
    }

    /** What servers are told, for a keyspace of their own: a copy of each row on each node. */
    public String location(String keyspace) {
        List<String> addresses = new ArrayList<>();
        for (int number = 1; number <= nodes.size(); number++) {
            addresses.add(address(number));
        }
        return "cassandra://" + String.join(",", addresses) + "/" + keyspace + "?rf=" + nodes.size();
    }

    /** Ends a node as {@code kill -9} does. */
    public void kill(int number) {
        nodes.get(number - 1).close();
    }

    /** Starts a node again that was killed. */
    public void restart(int number) throws IOException, InterruptedException {
        nodes.set(number - 1, node(number));
    }

    /** The number of a node's process, for tests that make it stall. */
    public long pid(int number) {
        return nodes.get(number - 1).pid();
    }

    @Override
    public void close() {
        nodes.forEach(CassandraNode::close);
    }
}
