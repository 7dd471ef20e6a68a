package dev.gramme.database;

import dev.gramme.database.cluster.PeerCalls;
import dev.gramme.database.cluster.TenureWatch;
import dev.gramme.database.crypto.KeyService;
import dev.gramme.database.crypto.RootKeyService;
import dev.gramme.database.doctor.Diagnosis;
import dev.gramme.database.env.Environment;
import dev.gramme.database.layout.DataFormat;
import dev.gramme.database.layout.Keyspace;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvEngineFactory;
import dev.gramme.kv.KvException;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.function.UnaryOperator;
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
        return open("rocksdb", directory.toString(), keyService, environment, settings);
    }

    /**
     * The database of one server of a cluster.
     *
     * @param location names the engine as its scheme, such as {@code cassandra://10.0.0.1,10.0.0.2/gramme?dc=dc1&rf=3}
     * @param address where the other servers reach this one, HOST:PORT
     * @param calls carries messages to them
     * @param requests answers requests of clients that they pass on
     * @throws KvException.Unavailable with a message for a person, where the cluster cannot be used
     */
    public static ClusterDatabase onCluster(
            String location,
            KeyService keyService,
            Environment environment,
            Settings settings,
            String address,
            PeerCalls calls,
            UnaryOperator<byte[]> requests) {
        KvEngine engine = engine(engineName(location), location, environment);
        try {
            return new ClusterDatabase(engine, environment, keyService, settings, address, calls, requests);
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    /**
     * Puts another root key in place of the one a directory was written under; see {@link RootKeyChange}.
     *
     * @throws KvException.Unavailable with a message for a person, where the directory is in use or cannot be opened
     */
    public static void changeRootKey(Path directory, KeyService from, KeyService to, Environment environment) {
        try (KvEngine engine = engine("rocksdb", directory.toString(), environment)) {
            RootKeyChange.run(engine, environment, from, to);
        }
    }

    /**
     * Looks whether the data in a directory is sound, or one backup in it; see {@link Checkup}.
     *
     * @param backupArn null for everything
     * @throws KvException.Unavailable with a message for a person, where the directory is in use or cannot be opened
     * @throws KvException.Corrupt where it is damaged so that it cannot be opened
     */
    public static Diagnosis check(
            Path directory, KeyService keyService, Environment environment, @Nullable String backupArn) {
        KvEngine opened = factory("rocksdb").openToRead(directory.toString(), Keyspace.LOGS);
        try (KvEngine engine = known(opened, directory)) {
            return Checkup.run(engine, environment, keyService, backupArn);
        }
    }

    /**
     * The same for the data in a cluster.
     *
     * @throws KvException.Unavailable with a message for a person, where a server answers for it or it cannot be read
     */
    public static Diagnosis checkCluster(
            String location, KeyService keyService, Environment environment, @Nullable String backupArn) {
        KvEngine opened = factory(engineName(location)).openToRead(location, Keyspace.LOGS);
        try (KvEngine engine = known(opened, location)) {
            if (TenureWatch.isHeld(engine, environment)) {
                throw new KvException.Unavailable("A server answers for this cluster; stop all of them first.", null);
            }
            return Checkup.run(engine, environment, keyService, backupArn);
        }
    }

    private static String engineName(String location) {
        int colon = location.indexOf(':');
        return colon < 0 ? location : location.substring(0, colon);
    }

    private static Database open(
            String engineName,
            @Nullable String location,
            KeyService keyService,
            Environment environment,
            Settings settings) {
        KvEngine engine = engine(engineName, location, environment);
        try {
            return new Database(engine, environment, keyService, settings);
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    private static KvEngine engine(String engineName, @Nullable String location, Environment environment) {
        return known(factory(engineName).open(location, environment::clockMillis, Keyspace.LOGS), location);
    }

    private static KvEngineFactory factory(String engineName) {
        for (KvEngineFactory factory : ServiceLoader.load(KvEngineFactory.class)) {
            if (factory.name().equals(engineName)) {
                return factory;
            }
        }
        throw new KvException.Unavailable("The engine " + engineName + " is not on the class path", null);
    }

    /** The same engine; closes it where it holds data of a newer format. */
    private static KvEngine known(KvEngine engine, @Nullable Object place) {
        try {
            DataFormat.CURRENT.require(engine, place == null ? "The data" : "The data in " + place);
            return engine;
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }
}
