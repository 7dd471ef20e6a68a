package dev.gramme.acceptance.faults;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import dev.gramme.cassandra.CassandraNode;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * What transactions over several partitions have left in Cassandra (source: docs/flows/transaction.md). A mark whose
 * transaction is not prepared in its partition would be in the way of writers for ever.
 *
 * @param marked rows
 * @param prepared transactions, in each partition
 * @param committed transactions that are not forgotten
 * @param orphans marks of transactions that are not prepared there
 */
public record Leftovers(int marked, int prepared, int committed, Set<String> orphans) {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final byte OWN = 0;

    /** Reads all rows of a keyspace. */
    public static Leftovers in(String address, String keyspace) {
        try (CqlSession session = CqlSession.builder()
                .addContactPoint(new InetSocketAddress(address, CassandraNode.PORT))
                .withLocalDatacenter("datacenter1")
                .withConfigLoader(DriverConfigLoader.programmaticBuilder()
                        .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, PATIENCE)
                        .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, PATIENCE)
                        .build())
                .build()) {
            return in(session, keyspace);
        }
    }

    private static Leftovers in(CqlSession session, String keyspace) {
        Set<String> marks = new TreeSet<>();
        Set<String> prepared = new HashSet<>();
        int marked = 0;
        int committed = 0;
        for (Row row : session.execute(SimpleStatement.newInstance("SELECT p, r, v, i FROM " + keyspace + ".rows")
                .setPageSize(500)
                .setConsistencyLevel(DefaultConsistencyLevel.QUORUM))) {
            ByteBuffer name = row.getByteBuffer("r");
            if (name == null) {
                continue; // a partition that has only its version
            }
            String partition = row.getLong("p") + ": ";
            if (name.get(name.position()) != OWN) {
                ByteBuffer mark = row.getByteBuffer("i");
                if (mark != null) {
                    marked++;
                    marks.add(partition + hex(mark, 0));
                }
            } else if (name.get(name.position() + 1) == 'p' && row.getByteBuffer("v") != null) {
                prepared.add(partition + hex(name, 2));
            } else if (name.get(name.position() + 1) == 'c' && row.getByteBuffer("v") != null) {
                committed++;
            }
        }
        marks.removeAll(prepared);
        return new Leftovers(marked, prepared.size(), committed, marks);
    }

    private static String hex(ByteBuffer bytes, int from) {
        StringBuilder text = new StringBuilder();
        for (int at = bytes.position() + from; at < bytes.limit(); at++) {
            text.append(String.format("%02x", bytes.get(at)));
        }
        return text.toString();
    }
}
