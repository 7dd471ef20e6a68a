package dev.gramme.database;

import dev.gramme.database.crypto.KeyService;
import dev.gramme.database.crypto.RootKeyService;
import dev.gramme.database.env.Environment;
import dev.gramme.database.layout.Keyspace;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvEngineFactory;
import dev.gramme.kv.KvException;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Opens databases on the engines found on the class path. */
public final class Engines {
    private Engines() {}

    /** A database that keeps nothing, under a key that is forgotten with it. */
    public static Database inMemory(Environment environment) {
        return inMemory(environment, Settings.DEFAULT);
    }

    /** The same, set up otherwise. */
    public static Database inMemory(Environment environment, Settings settings) {
        byte[] rootKey = new byte[RootKeyService.ROOT_KEY_BYTES];
        environment.random(rootKey);
        return open("memory", null, new RootKeyService(rootKey, environment), environment, settings);
    }

    /**
     * A database in a directory.
     *
     * @throws KvException.Unavailable with a message for a person, where the directory is in use or cannot be opened
     */
    public static Database onDisk(Path directory, KeyService keyService, Environment environment, Settings settings) {
        return open("rocksdb", directory, keyService, environment, settings);
    }

    /**
     * Puts another root key in place of the one a directory was written under; see {@link RootKeyChange}.
     *
     * @throws KvException.Unavailable with a message for a person, where the directory is in use or cannot be opened
     */
    public static void changeRootKey(Path directory, KeyService from, KeyService to, Environment environment) {
        try (KvEngine engine = engine("rocksdb", directory, environment)) {
            RootKeyChange.run(engine, environment, from, to);
        }
    }

    private static Database open(
            String engineName,
            @Nullable Path directory,
            KeyService keyService,
            Environment environment,
            Settings settings) {
        KvEngine engine = engine(engineName, directory, environment);
        try {
            return new Database(engine, environment, keyService, settings);
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    private static KvEngine engine(String engineName, @Nullable Path directory, Environment environment) {
        for (KvEngineFactory factory : ServiceLoader.load(KvEngineFactory.class)) {
            if (factory.name().equals(engineName)) {
                return factory.open(directory, environment::clockMillis, Keyspace.LOGS);
            }
        }
        throw new KvException.Unavailable("The engine " + engineName + " is not on the class path", null);
    }
}
