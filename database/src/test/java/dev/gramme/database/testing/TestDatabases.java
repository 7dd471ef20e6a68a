package dev.gramme.database.testing;

import dev.gramme.database.Database;
import dev.gramme.database.Settings;
import dev.gramme.database.crypto.KeyService;
import dev.gramme.database.crypto.RootKeyService;
import dev.gramme.database.env.Environment;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.ForwardingEngine;
import dev.gramme.kv.Key;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.ReadMode;
import java.util.ArrayList;
import java.util.List;

/** Databases over an engine that outlives them, under one root key. */
public final class TestDatabases {
    private static final byte[] ROOT_KEY = new byte[RootKeyService.ROOT_KEY_BYTES];

    private TestDatabases() {}

    /** A database that leaves the engine open when it is closed. */
    public static Database over(KvEngine engine, Environment environment) {
        return new Database(new Lasting(engine, false), environment, new RootKeyService(ROOT_KEY, environment));
    }

    /** The same with settings of its own. */
    public static Database over(KvEngine engine, Environment environment, Settings settings) {
        return new Database(
                new Lasting(engine, false), environment, new RootKeyService(ROOT_KEY, environment), settings);
    }

    /** The same under another root key. */
    public static Database over(KvEngine engine, Environment environment, KeyService keys) {
        return new Database(new Lasting(engine, false), environment, keys);
    }

    /** The same, and reads of many keys see each at a moment of its own, which is all that engines promise. */
    public static Database scattered(KvEngine engine, Environment environment) {
        return new Database(new Lasting(engine, true), environment, new RootKeyService(ROOT_KEY, environment));
    }

    private static final class Lasting extends ForwardingEngine {
        private final boolean scattered;

        Lasting(KvEngine engine, boolean scattered) {
            super(engine);
            this.scattered = scattered;
        }

        @Override
        public List<Bytes> getAll(List<Key> keys, ReadMode mode) {
            if (!scattered) {
                return super.getAll(keys, mode);
            }
            List<Bytes> values = new ArrayList<>();
            keys.forEach(key -> values.add(get(key, mode)));
            return values;
        }

        @Override
        public void close() {
            // The test goes on with the engine.
        }
    }
}
