package dev.gramme.cassandra;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One node of a cluster on this machine, on an address of the loopback network. It runs on JDK 17, which Cassandra 5.0
 * needs. Set up for speed and safety of acknowledged writes: the commit log is synced for groups of writes.
 */
public final class CassandraNode implements AutoCloseable {
    /** Where clients connect. */
    public static final int PORT = 9042;
    /** Where other nodes connect. */
    public static final int NODES_PORT = 7000;

    private static final int START_SECONDS = 120;
    private static final int RELEASE = 17;
    private static final List<String> OPENED = List.of(
            "java.base/java.io",
            "java.base/java.lang",
            "java.base/java.lang.module",
            "java.base/java.lang.reflect",
            "java.base/java.math",
            "java.base/java.net",
            "java.base/java.nio",
            "java.base/java.util",
            "java.base/java.util.concurrent",
            "java.base/java.util.concurrent.atomic",
            "java.base/jdk.internal.loader",
            "java.base/jdk.internal.math",
            "java.base/jdk.internal.module",
            "java.base/jdk.internal.ref",
            "java.base/jdk.internal.reflect",
            "java.base/jdk.internal.util.jar",
            "java.base/sun.nio.ch",
            "java.rmi/sun.rmi.transport.tcp",
            "jdk.management/com.sun.management.internal",
            "jdk.management.jfr/jdk.management.jfr",
            "jdk.compiler/com.sun.tools.javac.file");
    private static final List<String> EXPORTED = List.of(
            "java.base/jdk.internal.misc",
            "java.base/jdk.internal.ref",
            "java.base/jdk.internal.perf",
            "java.base/sun.nio.ch",
            "java.management.rmi/com.sun.jmx.remote.internal.rmi",
            "java.rmi/sun.rmi.registry",
            "java.rmi/sun.rmi.server",
            "java.sql/java.sql",
            "jdk.unsupported/sun.misc",
            "jdk.attach/sun.tools.attach",
            "java.base/java.lang.ref",
            "jdk.compiler/com.sun.tools.javac.file",
            "jdk.compiler/com.sun.tools.javac.util");

    /** The argument of its process that names its directory. */
    private static final String STORAGE = "-Dcassandra.storagedir=";

    private final Process process;
    private final Addresses addresses;
    private final Path log;

    /**
     * Where a node is.
     *
     * @param told to other nodes and to clients, such as {@code 127.0.0.1}
     * @param own where it listens; another one where something stands between it and all others
     */
    public record Addresses(String told, String own) {
        /** The usual case: nothing stands between. */
        public Addresses(String address) {
            this(address, address);
        }
    }

    private CassandraNode(Process process, Addresses addresses, Path log) {
        this.process = process;
        this.addresses = addresses;
        this.log = log;
    }

    /** A JDK 17 on this machine; null where there is none. */
    public static @Nullable Path java17() {
        List<Path> homes = new ArrayList<>();
        String configured = System.getenv("GRAMME_CASSANDRA_JAVA_HOME");
        if (configured != null) {
            homes.add(Path.of(configured));
        }
        Path all = Path.of("/usr/lib/jvm");
        if (Files.isDirectory(all)) {
            try (Stream<Path> found = Files.list(all)) {
                homes.addAll(found.sorted().toList());
            } catch (IOException e) {
                // as good as none
            }
        }
        return homes.stream().filter(CassandraNode::isRelease).findFirst().orElse(null);
    }

    private static boolean isRelease(Path home) {
        Path release = home.resolve("release");
        try {
            return Files.isExecutable(home.resolve("bin/java"))
                    && Files.isReadable(release)
                    && Files.readString(release).contains("JAVA_VERSION=\"" + RELEASE);
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Starts a node and waits until it answers.
     *
     * @param java home of a JDK 17
     * @param jars the folder of Cassandra's own jars
     * @param directory for its data, settings and log
     * @param seed what is told of the first node of the cluster, or its own
     * @param rack stands for a zone
     * @param heapMegabytes how much memory it may have; it takes as much again outside of the heap
     */
    public static CassandraNode start(
            Path java, Path jars, Path directory, Addresses addresses, String seed, String rack, int heapMegabytes)
            throws IOException, InterruptedException {
        Path conf = Files.createDirectories(directory.resolve("conf"));
        Files.writeString(conf.resolve("cassandra.yaml"), settings(directory, addresses, seed));
        Files.writeString(conf.resolve("cassandra-rackdc.properties"), "dc=datacenter1\nrack=" + rack + "\n");
        Files.writeString(conf.resolve("logback.xml"), logging());
        Path log = directory.resolve("node.log");
        Process process = new ProcessBuilder(command(java, jars, conf, directory, heapMegabytes))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        CassandraNode node = new CassandraNode(process, addresses, log);
        node.awaitStart();
        return node;
    }

    private static List<String> command(Path java, Path jars, Path conf, Path directory, int heap) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(java.resolve("bin/java").toString());
        try (Stream<Path> found = Files.list(jars)) {
            found.filter(jar -> jar.getFileName().toString().startsWith("jamm-"))
                    .forEach(jar -> command.add("-javaagent:" + jar));
        }
        command.addAll(List.of(
                "-Xms" + heap + "m",
                "-Xmx" + heap + "m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.security.manager=allow",
                "-Djdk.attach.allowAttachSelf=true",
                mark(directory),
                "-Dcassandra.config=" + conf.resolve("cassandra.yaml").toUri(),
                "-Dcassandra-foreground=true",
                "-Dcassandra.ring_delay_ms=5000",
                "-Dcassandra.skip_wait_for_gossip_to_settle=0",
                "-Djava.awt.headless=true",
                "-Dio.netty.tryReflectionSetAccessible=true"));
        OPENED.forEach(opened -> command.add("--add-opens=" + opened + "=ALL-UNNAMED"));
        EXPORTED.forEach(exported -> command.add("--add-exports=" + exported + "=ALL-UNNAMED"));
        command.add("-cp");
        command.add(conf + ":" + jars + "/*");
        command.add("org.apache.cassandra.service.CassandraDaemon");
        return command;
    }

    private static String settings(Path directory, Addresses addresses, String seed) {
        return """
                cluster_name: gramme
                num_tokens: 4
                partitioner: org.apache.cassandra.dht.Murmur3Partitioner
                endpoint_snitch: GossipingPropertyFileSnitch
                listen_address: %2$s
                broadcast_address: %4$s
                rpc_address: %2$s
                broadcast_rpc_address: %4$s
                native_transport_port: 9042
                seed_provider:
                  - class_name: org.apache.cassandra.locator.SimpleSeedProvider
                    parameters:
                      - seeds: "%3$s"
                data_file_directories: ["%1$s/data"]
                commitlog_directory: "%1$s/commitlog"
                hints_directory: "%1$s/hints"
                saved_caches_directory: "%1$s/saved_caches"
                cdc_raw_directory: "%1$s/cdc"
                commitlog_sync: group
                commitlog_sync_group_window: 5ms
                paxos_variant: v2
                paxos_state_purging: repaired
                storage_compatibility_mode: NONE
                authenticator: AllowAllAuthenticator
                auto_snapshot: false
                disk_access_mode: mmap_index_only
                concurrent_reads: 16
                concurrent_writes: 16
                memtable:
                  configurations:
                    trie:
                      class_name: TrieMemtable
                    default:
                      inherits: trie
                sstable:
                  selected_format: bti
                """.formatted(directory, addresses.own(), seed, addresses.told());
    }

    private static String logging() {
        return """
                <configuration>
                  <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender">
                    <encoder><pattern>%d{HH:mm:ss.SSS} %-5level %logger{20} %msg%n</pattern></encoder>
                  </appender>
                  <root level="WARN"><appender-ref ref="OUT"/></root>
                </configuration>
                """;
    }

    /** An argument of the process that keeps its data in this directory, and of no other. */
    static String mark(Path directory) {
        return STORAGE + directory;
    }

    private void awaitStart() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (System.nanoTime() - deadline < 0) {
            if (!process.isAlive()) {
                throw new IOException("Cassandra did not start: " + logged());
            }
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(addresses.own(), PORT), 1_000);
                return;
            } catch (IOException e) {
                Thread.sleep(200);
            }
        }
        close();
        throw new IOException("Cassandra did not start in " + START_SECONDS + " seconds: " + logged());
    }

    private String logged() throws IOException {
        String text = Files.readString(log, StandardCharsets.UTF_8);
        return text.substring(Math.max(0, text.length() - 2_000));
    }

    /** The number of its process, for tests that make it stall. */
    public long pid() {
        return process.pid();
    }

    /** Kills it: Cassandra keeps what was acknowledged however it ends. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
