package dev.gramme.database.kms;

import dev.gramme.database.crypto.KeyService;
import dev.gramme.database.crypto.ValueSeal;
import dev.gramme.database.env.Environment;
import dev.gramme.database.layout.SystemRows;
import dev.gramme.database.table.SystemRecords;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Key material: wrapped by the server's key service in the catalog, opened and kept here when it is first used. Thread-
 * safe.
 */
final class Materials {
    private static final int BYTES = 32;
    /** Most keys whose material is kept open. */
    private static final int MAX_OPEN = 4096;

    private final SystemRecords records;
    private final KeyService keyService;
    private final Environment environment;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Map<Integer, ValueSeal>> open = new HashMap<>();

    Materials(SystemRecords records, KeyService keyService, Environment environment) {
        this.records = records;
        this.keyService = keyService;
        this.environment = environment;
    }

    private static String context(String keyId, int version) {
        return "kms " + keyId + " " + version;
    }

    /** New material, wrapped, to be written to its row. */
    byte[] make(String keyId, int version) {
        byte[] material = new byte[BYTES];
        environment.random(material);
        return keyService.wrap(material, context(keyId, version));
    }

    /**
     * What seals with one of the materials of a key.
     *
     * @param version from 1
     * @return null where there is no such material
     */
    @Nullable
    ValueSeal find(String keyId, int version) {
        lock.lock();
        try {
            Map<Integer, ValueSeal> versions = open.get(keyId);
            ValueSeal known = versions == null ? null : versions.get(version);
            if (known != null) {
                return known;
            }
            byte[] wrapped = records.find(SystemRows.kmsMaterial(keyId, version));
            if (wrapped == null) {
                return null;
            }
            byte[] material = keyService.unwrap(wrapped, context(keyId, version));
            ValueSeal seal = new ValueSeal(material, environment::random, environment.clockMillis());
            if (open.size() >= MAX_OPEN) {
                open.clear();
            }
            open.computeIfAbsent(keyId, id -> new HashMap<>()).put(version, seal);
            return seal;
        } finally {
            lock.unlock();
        }
    }

    /** Keeps a key's material open no longer. */
    void forget(String keyId) {
        lock.lock();
        try {
            open.remove(keyId);
        } finally {
            lock.unlock();
        }
    }
}
