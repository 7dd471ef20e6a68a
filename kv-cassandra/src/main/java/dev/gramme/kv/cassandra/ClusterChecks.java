package dev.gramme.kv.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.metadata.NodeState;
import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;
import dev.gramme.kv.KvException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether a cluster is set up so that nothing acknowledged can be lost. What is not is refused, with what to change.
 */
final class ClusterChecks {
    /** Of cassandra.yaml: what each node must say. */
    private static final Map<String, Set<String>> REQUIRED =
            Map.of("paxos_variant", Set.of("v2"), "commitlog_sync", Set.of("batch", "group"));

    private ClusterChecks() {}

    /** @throws KvException.Unavailable with a message for a person */
    static void check(CqlSession session, CassandraSettings settings) {
        List<Node> nodes = session.getMetadata().getNodes().values().stream()
                .filter(node -> settings.dataCenter().equals(node.getDatacenter()))
                .toList();
        if (nodes.size() < settings.replicas()) {
            throw refused("The data centre " + settings.dataCenter() + " has " + nodes.size() + " nodes, too few for "
                    + settings.replicas() + " replicas of each row; name fewer with rf=");
        }
        session.getMetadata().getKeyspace(settings.keyspace()).ifPresent(keyspace -> checkReplicas(keyspace, settings));
        for (Node node : nodes) {
            if (node.getState() == NodeState.UP) {
                checkSettings(session, node);
            }
        }
    }

    private static void checkReplicas(KeyspaceMetadata keyspace, CassandraSettings settings) {
        String replicas = keyspace.getReplication().getOrDefault(settings.dataCenter(), "0");
        if (!replicas.equals(Integer.toString(settings.replicas()))) {
            throw refused("The keyspace " + settings.keyspace() + " has " + replicas + " replicas of each row in "
                    + settings.dataCenter() + ", not " + settings.replicas()
                    + " as rf= says. To change it: ALTER KEYSPACE, then repair, then start again with the new rf=");
        }
    }

    private static void checkSettings(CqlSession session, Node node) {
        REQUIRED.forEach((name, allowed) -> {
            Row row = session.execute(
                            SimpleStatement.newInstance("SELECT value FROM system_views.settings WHERE name = ?", name)
                                    .setNode(node))
                    .one();
            String value = row == null ? null : row.getString(0);
            if (value == null || !allowed.contains(value)) {
                throw refused("The node " + node.getEndPoint() + " has " + name + " " + value
                        + " in its cassandra.yaml; it must be "
                        + String.join(" or ", allowed.stream().sorted().toList())
                        + ", or what was acknowledged could be lost");
            }
        });
    }

    private static KvException refused(String message) {
        return new KvException.Unavailable(message, null);
    }
}
