package dev.gramme.database.identity;

import dev.gramme.database.api.Caller;
import dev.gramme.database.env.Environment;
import dev.gramme.database.layout.Keyspace;
import dev.gramme.database.layout.SystemRows;
import dev.gramme.database.table.SystemRecords;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** All access keys, kept in memory and, sealed, in the catalog. Thread-safe. */
public final class AccessKeys {
    private static final String ID_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final String ID_PREFIX = "AKIA";
    private static final int ID_RANDOM = 16;
    private static final int SECRET_BYTES = 30;

    private final SystemRecords records;
    private final Environment environment;
    private final Map<String, AccessKey> byId = new ConcurrentHashMap<>();

    public AccessKeys(SystemRecords records, Environment environment) {
        this.records = records;
        this.environment = environment;
        for (byte[] record : records.all(Keyspace.ACCESS_KEY)) {
            AccessKey key = AccessKeyCodec.decode(record);
            byId.put(key.id(), key);
        }
    }

    /** The key of this id; null where there is none. */
    public @Nullable AccessKey find(String id) {
        return byId.get(id);
    }

    /** Whether the root of an account has a key. */
    public boolean hasRootKey(String accountId) {
        return byId.values().stream().anyMatch(key -> isRootKey(key, accountId));
    }

    /** Makes the one key of an account's root; a former one is no longer valid. */
    public AccessKey renewRootKey(String accountId) {
        for (AccessKey key : byId.values()) {
            if (isRootKey(key, accountId)) {
                delete(key);
            }
        }
        String id = newId();
        AccessKey key = new AccessKey(id, newSecret(), Caller.root(accountId, id));
        records.write(SystemRows.accessKey(key.id()), AccessKeyCodec.encode(key));
        byId.put(key.id(), key);
        return key;
    }

    private void delete(AccessKey key) {
        records.delete(SystemRows.accessKey(key.id()));
        byId.remove(key.id());
    }

    private static boolean isRootKey(AccessKey key, String accountId) {
        return key.owner().kind() == Caller.Kind.ROOT && key.owner().accountId().equals(accountId);
    }

    private String newId() {
        byte[] random = new byte[ID_RANDOM];
        environment.random(random);
        StringBuilder id = new StringBuilder(ID_PREFIX);
        for (byte b : random) {
            id.append(ID_ALPHABET.charAt(b & 31));
        }
        return id.toString();
    }

    private String newSecret() {
        byte[] random = new byte[SECRET_BYTES];
        environment.random(random);
        return Base64.getEncoder().encodeToString(random);
    }
}
