package dev.gramme.kv.cassandra;

import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvEngineFactory;
import java.util.Random;
import java.util.Set;
import java.util.function.LongSupplier;

/** The engine over a simulated cluster, so that the tests of the database can be run on it. */
public final class SimulatedEngineFactory implements KvEngineFactory {
    private static final long PATIENCE_MILLIS = 1_000;

    @Override
    public String name() {
        return "simulated";
    }

    @Override
    public KvEngine open(String location, LongSupplier clock, Set<Byte> logs) {
        Random random = new Random(1);
        return new CassandraEngine(new SimulatedCassandra(1, 0).connect(), clock, random::nextLong, PATIENCE_MILLIS);
    }
}
