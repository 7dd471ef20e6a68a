package dev.gramme.database;

import dev.gramme.database.backup.WrappedBackups;
import dev.gramme.database.crypto.KeyService;
import dev.gramme.database.crypto.Rewrap;
import dev.gramme.database.env.Environment;
import dev.gramme.database.kms.WrappedMaterials;
import dev.gramme.database.layout.DataFormat;
import dev.gramme.database.stream.WrappedStreams;
import dev.gramme.database.table.SystemRecords;
import dev.gramme.database.table.WrappedTables;
import dev.gramme.kv.Key;
import dev.gramme.kv.KvEngine;
import java.util.HashMap;
import java.util.Map;

/**
 * Puts another root key in place of the one all is wrapped under. Everything that it wraps is wrapped anew in one
 * commit, so that after a crash the old key opens the database or the new one does; what a user stored is not touched.
 * No database may be open on the engine meanwhile.
 */
public final class RootKeyChange {
    private RootKeyChange() {}

    /**
     * Changes the root key.
     *
     * @throws dev.gramme.kv.KvException.Unavailable where {@code from} is not the one
     */
    public static void run(KvEngine engine, Environment environment, KeyService from, KeyService to) {
        DataFormat.CURRENT.settle(engine);
        SystemRecords records = new SystemRecords(engine, environment, from);
        Rewrap rewrap = new Rewrap(from, to);
        Map<Key, byte[]> changed = new HashMap<>();
        changed.putAll(WrappedTables.rewrapped(records, rewrap));
        changed.putAll(WrappedStreams.rewrapped(records, rewrap));
        changed.putAll(WrappedBackups.rewrapped(records, rewrap));
        changed.putAll(WrappedMaterials.rewrapped(records, rewrap));
        records.changeRoot(rewrap, changed);
    }
}
