package dev.gramme.kv.cassandra;

import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvEngineFactory;
import dev.gramme.kv.KvException;
import java.security.SecureRandom;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Opens engines on a cluster. */
public final class CassandraEngineFactory implements KvEngineFactory {
    private static final long PATIENCE_MILLIS = 10_000;

    @Override
    public String name() {
        return "cassandra";
    }

    /** User and password come from {@code GRAMME_CASSANDRA_USER} and {@code GRAMME_CASSANDRA_PASSWORD}. */
    @Override
    public KvEngine open(@Nullable String location, LongSupplier clock, Set<Byte> logs) {
        if (location == null) {
            throw new KvException.Unavailable("The engine on Cassandra has to be told where the cluster is", null);
        }
        CassandraSettings settings = CassandraSettings.parse(location);
        return engine(
                CassandraCluster.connect(
                        settings, System.getenv(CassandraCluster.USER), System.getenv(CassandraCluster.PASSWORD)),
                clock);
    }

    /** Nothing keeps other processes from writing meanwhile; who asks has to see to that. */
    @Override
    public KvEngine openToRead(String location, Set<Byte> logs) {
        CassandraSettings settings = CassandraSettings.parse(location);
        return new ReadingEngine(engine(
                CassandraCluster.connectToRead(
                        settings, System.getenv(CassandraCluster.USER), System.getenv(CassandraCluster.PASSWORD)),
                System::currentTimeMillis));
    }

    private static KvEngine engine(CqlStore store, LongSupplier clock) {
        SecureRandom random = new SecureRandom();
        return new CassandraEngine(store, clock, random::nextLong, PATIENCE_MILLIS);
    }
}
