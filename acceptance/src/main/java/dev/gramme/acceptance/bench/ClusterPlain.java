package dev.gramme.acceptance.bench;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What an application would do with Cassandra's own driver: a table of its own, one lightweight transaction for each
 * conditional write, prepared statements sent to a replica of the row. And a look at Gramme's rows.
 */
final class ClusterPlain implements AutoCloseable {
    static final int ITEMS = 2_000;
    private static final int VALUE_BYTES = 300;

    private final CqlSession session;
    private final AtomicLong keys = new AtomicLong();

    ClusterPlain(String address, int port) {
        this.session = CqlSession.builder()
                .addContactPoint(new InetSocketAddress(address, port))
                .withLocalDatacenter("datacenter1")
                .withConfigLoader(DriverConfigLoader.programmaticBuilder()
                        .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(20))
                        .withString(DefaultDriverOption.PROTOCOL_VERSION, "V4")
                        .build())
                .build();
        session.execute(
                "CREATE KEYSPACE plain WITH replication = {'class': 'NetworkTopologyStrategy', 'datacenter1': 3}");
        session.execute(
                "CREATE TABLE plain.items (k bigint PRIMARY KEY, v blob) WITH compression = {'enabled': 'false'}");
        PreparedStatement insert = session.prepare("INSERT INTO plain.items (k, v) VALUES (?, ?)");
        for (long number = 0; number < ITEMS; number++) {
            session.execute(insert.bind(key(number), value()));
        }
    }

    /** Of those that are there from the beginning. */
    private static long key(long number) {
        return -1 - Math.floorMod(number, (long) ITEMS);
    }

    private static ByteBuffer value() {
        return ByteBuffer.wrap(new byte[VALUE_BYTES]);
    }

    private PreparedStatement conditional(String statement) {
        return session.prepare(SimpleStatement.newInstance(statement)
                .setConsistencyLevel(DefaultConsistencyLevel.QUORUM)
                .setSerialConsistencyLevel(DefaultConsistencyLevel.SERIAL));
    }

    /** Inserts rows that are not there. */
    ClusterLoad.Client inserts() {
        PreparedStatement insert = conditional("INSERT INTO plain.items (k, v) VALUES (?, ?) IF NOT EXISTS");
        return thread -> number -> session.execute(insert.bind(keys.incrementAndGet(), value()));
    }

    /** Changes rows that are there. */
    ClusterLoad.Client updates() {
        PreparedStatement update = conditional("UPDATE plain.items SET v = ? WHERE k = ? IF EXISTS");
        return thread -> number -> session.execute(update.bind(value(), key(number)));
    }

    ClusterLoad.Client reads(boolean consistent) {
        ConsistencyLevel level = consistent ? DefaultConsistencyLevel.QUORUM : DefaultConsistencyLevel.LOCAL_ONE;
        PreparedStatement select = session.prepare(SimpleStatement.newInstance("SELECT v FROM plain.items WHERE k = ?")
                .setConsistencyLevel(level)
                .setIdempotent(true));
        return thread -> number ->
                Objects.requireNonNull(session.execute(select.bind(key(number))).one());
    }

    /** How many groups of commits each partition of a keyspace of Gramme's has had: each has left one row. */
    Map<Long, Long> groups(String keyspace) {
        Map<Long, Long> groups = new HashMap<>();
        for (Row row : session.execute("SELECT DISTINCT p FROM " + keyspace + ".rows")) {
            long partition = row.getLong(0);
            Row count = Objects.requireNonNull(session.execute(
                            "SELECT COUNT(*) FROM " + keyspace + ".rows WHERE p = ? AND r >= 0x0067 AND r < 0x0068",
                            partition)
                    .one());
            groups.put(partition, count.getLong(0));
        }
        return groups;
    }

    @Override
    public void close() {
        session.close();
    }
}
