package dev.gramme.kv.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.internal.core.specex.ConstantSpeculativeExecutionPolicy;
import dev.gramme.kv.KvException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Connects to a cluster, and makes keyspace and table where they are not there yet. */
final class CassandraCluster {
    private static final Duration REQUEST_TIME = Duration.ofSeconds(5);
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);
    private static final Duration READ_PATIENCE = Duration.ofMillis(500);
    private static final int READ_ATTEMPTS = 2;
    private static final Duration SCHEMA_TIME = Duration.ofSeconds(30);
    /** For a cluster that loses a node while it is connected to; longer than it takes to see that. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** Names of environment variables: never on the command line, where others see them. */
    static final String USER = "GRAMME_CASSANDRA_USER";

    static final String PASSWORD = "GRAMME_CASSANDRA_PASSWORD";

    private CassandraCluster() {}

    /**
     * Connects, and sees to it that keyspace and table are there.
     *
     * @param user null where the cluster asks for none
     * @throws KvException.Unavailable with a message for a person
     */
    static CqlStore connect(CassandraSettings settings, @Nullable String user, @Nullable String password) {
        return connect(settings, user, password, schema -> {
            ClusterChecks.check(schema, settings);
            schema.execute("CREATE KEYSPACE IF NOT EXISTS " + settings.keyspace()
                    + " WITH replication = {'class': 'NetworkTopologyStrategy', '" + settings.dataCenter() + "': "
                    + settings.replicas() + "}");
            schema.execute("CREATE TABLE IF NOT EXISTS " + settings.keyspace() + ".rows (p bigint, r blob, v blob,"
                    + " i blob, stamp bigint STATIC, tok bigint STATIC, PRIMARY KEY (p, r))"
                    + " WITH compression = {'enabled': 'false'} AND gc_grace_seconds = 86400");
        });
    }

    /**
     * Connects to what is there, and makes nothing.
     *
     * @throws KvException.Unavailable with a message for a person
     */
    static CqlStore connectToRead(CassandraSettings settings, @Nullable String user, @Nullable String password) {
        return connect(settings, user, password, schema -> {
            boolean there = schema.getMetadata()
                    .getKeyspace(settings.keyspace())
                    .flatMap(keyspace -> keyspace.getTable("rows"))
                    .isPresent();
            if (!there) {
                throw new KvException.Unavailable(
                        "There is no data in the keyspace " + settings.keyspace() + " of this cluster.", null);
            }
        });
    }

    private static CqlStore connect(
            CassandraSettings settings, @Nullable String user, @Nullable String password, Consumer<CqlSession> first) {
        return Connecting.persistently(PATIENCE, answered -> {
            try (CqlSession schema =
                    builder(settings, user, password, SCHEMA_TIME).build()) {
                answered.run();
                first.accept(schema);
            }
            CqlSession session = session(settings, user, password);
            try {
                return new CqlStore(session);
            } catch (DriverException e) {
                session.close();
                throw e;
            }
        });
    }

    private static CqlSession session(CassandraSettings settings, @Nullable String user, @Nullable String password) {
        return builder(settings, user, password, REQUEST_TIME)
                .withKeyspace(settings.keyspace())
                .build();
    }

    private static CqlSessionBuilder builder(
            CassandraSettings settings, @Nullable String user, @Nullable String password, Duration time) {
        DriverConfigLoader config = DriverConfigLoader.programmaticBuilder()
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, time)
                .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, time)
                .withDuration(DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT, time)
                // a node that stalls is left alone soon; what it was asked to read, another is asked as well
                .withDuration(DefaultDriverOption.HEARTBEAT_INTERVAL, HEARTBEAT)
                .withDuration(DefaultDriverOption.HEARTBEAT_TIMEOUT, HEARTBEAT)
                .withClass(
                        DefaultDriverOption.SPECULATIVE_EXECUTION_POLICY_CLASS,
                        ConstantSpeculativeExecutionPolicy.class)
                .withInt(DefaultDriverOption.SPECULATIVE_EXECUTION_MAX, READ_ATTEMPTS)
                .withDuration(DefaultDriverOption.SPECULATIVE_EXECUTION_DELAY, READ_PATIENCE)
                // closing does not wait for what nobody is going to ask any more
                .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0)
                .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0)
                // with V5 the driver cannot read some of Paxos' time-outs and closes the connection
                .withString(DefaultDriverOption.PROTOCOL_VERSION, "V4")
                .withStringList(DefaultDriverOption.METADATA_SCHEMA_REFRESHED_KEYSPACES, List.of(settings.keyspace()))
                .build();
        CqlSessionBuilder builder = CqlSession.builder()
                .addContactPoints(settings.nodes())
                .withLocalDatacenter(settings.dataCenter())
                .withConfigLoader(config);
        return user == null ? builder : builder.withAuthCredentials(user, Objects.requireNonNullElse(password, ""));
    }
}
