package dev.gramme.kv.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.ExecutionInfo;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.cql.TraceEvent;
import dev.gramme.cassandra.CassandraNode;
import dev.gramme.kv.Key;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvException;
import dev.gramme.kv.KvPeer;
import dev.gramme.kv.KvSnapshot;
import dev.gramme.kv.KvTransaction;
import dev.gramme.kv.PartitionId;
import dev.gramme.kv.ReadMode;
import dev.gramme.kv.RowRange;
import dev.gramme.kv.testkit.EngineContract;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract on one node. */
class CassandraEngineTest extends EngineContract {
    private static final String ADDRESS = "127.0.0.9";
    private static final CassandraSettings SETTINGS =
            CassandraSettings.parse("cassandra://" + ADDRESS + "/contract?rf=1");

    private static final int GONE = 500;

    @TempDir
    private static Path directory;

    private static CassandraNode node;
    private final Random random = new Random();

    @BeforeAll
    static void startNode() throws Exception {
        Path java = CassandraNode.java17();
        assumeTrue(java != null, "Cassandra needs a JDK 17, and none was found");
        Path jars =
                Path.of("../cassandra-jars/target/cassandra").toAbsolutePath().normalize();
        node = CassandraNode.start(java, jars, directory, new CassandraNode.Addresses(ADDRESS), ADDRESS, "rack1", 700);
    }

    @AfterAll
    static void stopNode() {
        if (node != null) {
            node.close();
        }
    }

    private CassandraEngine connect() {
        return new CassandraEngine(
                CassandraCluster.connect(SETTINGS, null, null), System::currentTimeMillis, random::nextLong, 10_000);
    }

    @Override
    protected KvEngine open() {
        CassandraEngine engine = connect();
        for (PartitionId partition : List.of(new PartitionId(0), P, Q)) {
            try (KvTransaction transaction = engine.begin()) {
                transaction.deleteRange(partition, RowRange.ALL);
                transaction.commit();
            }
        }
        return engine;
    }

    /** Over two partitions, with the answers lost and with the messages lost. */
    @Test
    void whatAnotherProcessWasSentIsCommittedAndSettled() {
        try (CassandraEngine sender = connect()) {
            AtomicReference<KvPeer> way = new AtomicReference<>(engine::answer);
            sender.join(partition -> message -> way.get().call(message));
            assertThat(commit(sender, "sent")).isTrue();
            assertThat(engine.get(key("a"), ReadMode.STRONG)).isEqualTo(bytes("sent"));
            assertThat(sender.counters().snapshot().commitGroups()).isZero();
            for (boolean arrives : List.of(true, false)) {
                way.set(message -> {
                    if (PeerMessage.decode(message).asked() instanceof PeerMessage.Run(Work.Write write)) {
                        if (arrives) {
                            engine.answer(message);
                        }
                        throw new KvException.Uncertain("the answer was lost", null);
                    }
                    return engine.answer(message);
                });
                assertThat(commit(sender, arrives ? "arrived" : "lost")).isEqualTo(arrives);
                for (PartitionId partition : List.of(P, Q)) {
                    assertThat(engine.get(new Key(partition, bytes("a")), ReadMode.STRONG))
                            .isEqualTo(bytes("arrived"));
                }
            }
        }
    }

    private static boolean commit(KvEngine sender, String value) {
        while (true) {
            try (KvTransaction transaction = sender.begin(P)) {
                for (PartitionId partition : List.of(P, Q)) {
                    transaction.getForUpdate(new Key(partition, bytes("a")));
                    transaction.put(new Key(partition, bytes("a")), bytes(value));
                }
                try {
                    transaction.commit();
                    return true;
                } catch (KvException.Uncertain e) {
                    return transaction.settle();
                }
            } catch (KvException.Conflict e) {
                // what was settled before is still being carried out
            }
        }
    }

    @Test
    void aClusterThatIsSetUpOtherwiseIsRefused() {
        assertThatThrownBy(() -> connect("cassandra://" + ADDRESS + "/contract?rf=3"))
                .isInstanceOf(KvException.Unavailable.class)
                .hasMessageContaining("has 1 nodes, too few for 3 replicas");
        assertThatThrownBy(() -> connect("cassandra://" + ADDRESS + "/contract?dc=elsewhere&rf=1"))
                .isInstanceOf(KvException.Unavailable.class);
        assertThatThrownBy(() -> connect("cassandra://127.0.0.254/contract?rf=1"))
                .isInstanceOf(KvException.Unavailable.class)
                .hasMessageContaining("No Cassandra node can be used");
        assertThatThrownBy(() -> connect("cassandra:contract")).hasMessageContaining("it looks like cassandra://");
        try (CqlSession session = session()) {
            session.execute("CREATE KEYSPACE IF NOT EXISTS two WITH replication ="
                    + " {'class': 'NetworkTopologyStrategy', 'datacenter1': 2}");
        }
        assertThatThrownBy(() -> connect("cassandra://" + ADDRESS + "/two?rf=1"))
                .isInstanceOf(KvException.Unavailable.class)
                .hasMessageContaining("has 2 replicas of each row in datacenter1, not 1");
    }

    /** A session of a stranger's, who waits for traces as long as they take. */
    private static CqlSession session() {
        return CqlSession.builder()
                .addContactPoint(new InetSocketAddress(ADDRESS, CassandraNode.PORT))
                .withLocalDatacenter("datacenter1")
                .withConfigLoader(DriverConfigLoader.programmaticBuilder()
                        .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(20))
                        .withInt(DefaultDriverOption.REQUEST_TRACE_ATTEMPTS, 200)
                        .withDuration(DefaultDriverOption.REQUEST_TRACE_INTERVAL, Duration.ofMillis(50))
                        .build())
                .build();
    }

    private static CqlStore connect(String location) {
        return CassandraCluster.connect(CassandraSettings.parse(location), null, null);
    }

    /** Neither those that are there nor those that are gone; beyond 100,000 of these it would be refused. */
    @Test
    void aBatchDoesNotPassTheRowsOfItsPartition() {
        PartitionId partition = new PartitionId(100);
        try (CqlSession session = session()) {
            PreparedStatement delete = session.prepare("DELETE FROM contract.rows WHERE p = 100 AND r = ?");
            for (int number = 0; number < GONE; number++) {
                byte[] id = ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
                session.execute(delete.bind(Rows.own(Rows.Kind.COMMITTED, id)));
            }
            put(new Key(partition, bytes("a")), "1");
            SimpleStatement condition =
                    SimpleStatement.newInstance("UPDATE contract.rows SET tok = 0 WHERE p = 100 IF stamp = 0");
            ExecutionInfo info = session.execute(condition.setTracing(true)).getExecutionInfo();
            assertThat(info.getQueryTrace().getEvents())
                    .extracting(TraceEvent::getActivity)
                    .anyMatch(activity -> activity.endsWith("live rows and 0 tombstone cells"));
        }
    }

    /** There is no view of the past: it says so as soon as somebody writes. */
    @Test
    @Override
    protected void aSnapshotStaysAsItWas() {
        put(key("a"), "1");
        try (KvSnapshot snapshot = engine.snapshot(P, ReadMode.STRONG)) {
            assertThat(snapshot.get(key("a"))).isEqualTo(bytes("1"));
            put(key("a"), "2");
            assertThatThrownBy(() -> snapshot.get(key("a"))).isInstanceOf(KvException.Conflict.class);
        }
    }
}
