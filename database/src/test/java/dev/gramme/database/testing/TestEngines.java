package dev.gramme.database.testing;

import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvEngineFactory;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The engines that tests run on: in memory, or whichever the system property {@code gramme.test.engine} names, so that
 * all tests of the database can be run on another one.
 */
public final class TestEngines {
    private static final String NAME = System.getProperty("gramme.test.engine", "memory");

    private TestEngines() {}

    /** A new, empty engine. */
    public static KvEngine open(LongSupplier clock) {
        for (KvEngineFactory factory : ServiceLoader.load(KvEngineFactory.class)) {
            if (factory.name().equals(NAME)) {
                return factory.open(null, clock, Set.of());
            }
        }
        throw new IllegalStateException("The engine " + NAME + " is not on the class path");
    }
}
