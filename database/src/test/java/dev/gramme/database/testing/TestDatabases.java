package dev.gramme.database.testing;

import dev.gramme.database.Database;
import dev.gramme.database.Settings;
import dev.gramme.database.crypto.KeyService;
import dev.gramme.database.crypto.RootKeyService;
import dev.gramme.database.env.Environment;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.Direction;
import dev.gramme.kv.EngineCounters;
import dev.gramme.kv.EngineLimits;
import dev.gramme.kv.Key;
import dev.gramme.kv.KvCursor;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvSnapshot;
import dev.gramme.kv.KvTransaction;
import dev.gramme.kv.PartitionId;
import dev.gramme.kv.ReadMode;
import dev.gramme.kv.RowRange;
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

    private record Lasting(KvEngine engine, boolean scattered) implements KvEngine {
        @Override
        public EngineLimits limits() {
            return engine.limits();
        }

        @Override
        public EngineCounters counters() {
            return engine.counters();
        }

        @Override
        public Bytes get(Key key, ReadMode mode) {
            return engine.get(key, mode);
        }

        @Override
        public List<Bytes> getAll(List<Key> keys, ReadMode mode) {
            if (!scattered) {
                return engine.getAll(keys, mode);
            }
            List<Bytes> values = new ArrayList<>();
            keys.forEach(key -> values.add(engine.get(key, mode)));
            return values;
        }

        @Override
        public KvCursor scan(PartitionId partition, RowRange range, Direction direction, ReadMode mode) {
            return engine.scan(partition, range, direction, mode);
        }

        @Override
        public long estimateBytes(PartitionId partition, RowRange range) {
            return engine.estimateBytes(partition, range);
        }

        @Override
        public KvSnapshot snapshot(PartitionId partition, ReadMode mode) {
            return engine.snapshot(partition, mode);
        }

        @Override
        public KvTransaction begin() {
            return engine.begin();
        }

        @Override
        public KvTransaction begin(PartitionId home) {
            return engine.begin(home);
        }

        @Override
        public void recover(PartitionId partition) {
            engine.recover(partition);
        }

        @Override
        public void close() {
            // The test goes on with the engine.
        }
    }
}
