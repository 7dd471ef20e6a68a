package dev.gramme.database.kms;

import dev.gramme.database.crypto.Rewrap;
import dev.gramme.database.layout.Keyspace;
import dev.gramme.database.layout.SystemRows;
import dev.gramme.database.table.SystemRecords;
import dev.gramme.kv.Key;
import java.util.HashMap;
import java.util.Map;

/** Material of keys, all of which the server's own key wraps, for when that changes. */
public final class WrappedMaterials {
    private WrappedMaterials() {}

    /** All materials wrapped anew, by their rows. */
    public static Map<Key, byte[]> rewrapped(SystemRecords records, Rewrap rewrap) {
        Map<Key, byte[]> changed = new HashMap<>();
        for (byte[] record : records.all(Keyspace.KMS_KEY)) {
            KmsKey key = KeyCodec.decode(record);
            for (int version = 1; version <= key.version(); version++) {
                Key row = SystemRows.kmsMaterial(key.id(), version);
                byte[] wrapped = records.find(row);
                if (wrapped != null) {
                    changed.put(row, rewrap.of(wrapped, Materials.context(key.id(), version)));
                }
            }
        }
        return changed;
    }
}
