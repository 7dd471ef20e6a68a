package dev.gramme.database.kms;

import dev.gramme.database.crypto.KeyService;
import dev.gramme.database.crypto.ValueSeal;
import dev.gramme.database.env.Environment;
import dev.gramme.database.layout.SystemRows;
import dev.gramme.database.table.SystemRecords;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Key material: wrapped by the server's key service in the catalog, opened and kept here when it is first used. Thread-
 * safe.
 */
final class Materials {
    /** Most keys whose material is kept open. */
    private static final int MAX_OPEN = 4096;

    private final SystemRecords records;
    private final KeyService keyService;
    private final Environment environment;
    private final SecureRandom random;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Map<Integer, OpenKey>> open = new HashMap<>();

    Materials(SystemRecords records, KeyService keyService, Environment environment) {
        this.records = records;
        this.keyService = keyService;
        this.environment = environment;
        this.random = new EnvironmentRandom(environment);
    }

    static String context(String keyId, int version) {
        return "kms " + keyId + " " + version;
    }

    /** Randomness in Java's form. */
    SecureRandom random() {
        return random;
    }

    /** New material, wrapped, to be written to its row; a pair of RSA keys takes seconds. */
    byte[] make(KeySpec spec, String keyId, int version) {
        byte[] material;
        if (spec.isPair()) {
            material = KeyPairs.encode(KeyPairs.make(spec, random));
        } else {
            material = new byte[spec.size()];
            environment.random(material);
        }
        return keyService.wrap(material, context(keyId, version));
    }

    private OpenKey opened(KeySpec spec, byte[] material) {
        return switch (spec.family()) {
            case SYMMETRIC ->
                new OpenKey.Symmetric(new ValueSeal(material, environment::random, environment.clockMillis()));
            case HMAC -> new OpenKey.Hmac(new SecretKeySpec(material, spec.standardName()));
            default -> KeyPairs.decode(spec, material);
        };
    }

    /** What seals with one of the materials of a key for encryption; null where there is none. */
    @Nullable
    ValueSeal findSeal(KmsKey key, int version) {
        return find(key, version) instanceof OpenKey.Symmetric(ValueSeal seal) ? seal : null;
    }

    /** The private and public key of a key that is such a pair. */
    OpenKey.Pair pair(KmsKey key) {
        if (find(key, key.version()) instanceof OpenKey.Pair pair) {
            return pair;
        }
        throw KmsFault.noKey(key.arn());
    }

    /** The secret of a key for authentication codes. */
    SecretKey secret(KmsKey key) {
        if (find(key, key.version()) instanceof OpenKey.Hmac(SecretKey secret)) {
            return secret;
        }
        throw KmsFault.noKey(key.arn());
    }

    /**
     * One of the materials of a key.
     *
     * @param version from 1
     * @return null where there is no such material
     */
    private @Nullable OpenKey find(KmsKey key, int version) {
        String keyId = key.id();
        lock.lock();
        try {
            Map<Integer, OpenKey> versions = open.get(keyId);
            OpenKey known = versions == null ? null : versions.get(version);
            if (known != null) {
                return known;
            }
            byte[] wrapped = records.find(SystemRows.kmsMaterial(keyId, version));
            if (wrapped == null) {
                return null;
            }
            byte[] material = keyService.unwrap(wrapped, context(keyId, version));
            OpenKey ready = opened(key.spec(), material);
            if (open.size() >= MAX_OPEN) {
                open.clear();
            }
            open.computeIfAbsent(keyId, id -> new HashMap<>()).put(version, ready);
            return ready;
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
