package dev.gramme.database.kms;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.env.Environment;
import dev.gramme.database.layout.Keyspace;
import dev.gramme.database.layout.SystemRows;
import dev.gramme.database.table.SystemRecords;
import dev.gramme.kv.Key;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * All keys and aliases, kept in memory and, sealed, in the catalog. Thread-safe. A key that was made is there for good
 * once the call returns; so is its material.
 */
final class Keys {
    /** Of an account in a region, KMS's own quotas (source: developer guide, "Resource quotas"). */
    static final int MAX_KEYS = 100_000;

    static final int MAX_ALIASES_PER_KEY = 50;

    private final SystemRecords records;
    private final Materials materials;
    private final Environment environment;
    private final Map<String, KmsKey> byId = new ConcurrentHashMap<>();
    private final Map<String, Alias> aliasesByArn = new ConcurrentHashMap<>();
    private final ReentrantLock changes = new ReentrantLock();

    Keys(SystemRecords records, Materials materials, Environment environment) {
        this.records = records;
        this.materials = materials;
        this.environment = environment;
        refresh();
    }

    /** Takes over what is in the catalog. */
    void refresh() {
        changes.lock();
        try {
            Map<String, KmsKey> keys = new HashMap<>();
            for (byte[] record : records.all(Keyspace.KMS_KEY)) {
                KmsKey key = KeyCodec.decode(record);
                keys.put(key.id(), key);
            }
            Map<String, Alias> aliases = new HashMap<>();
            for (byte[] record : records.all(Keyspace.KMS_ALIAS)) {
                Alias alias = AliasCodec.decode(record);
                aliases.put(alias.arn(), alias);
            }
            for (String id : byId.keySet()) {
                if (!keys.containsKey(id)) {
                    materials.forget(id);
                }
            }
            byId.putAll(keys);
            byId.keySet().retainAll(keys.keySet());
            aliasesByArn.putAll(aliases);
            aliasesByArn.keySet().retainAll(aliases.keySet());
        } finally {
            changes.unlock();
        }
    }

    @Nullable
    KmsKey find(String id) {
        return byId.get(id);
    }

    @Nullable
    Alias findAlias(String arn) {
        return aliasesByArn.get(arn);
    }

    /** All keys of all accounts. */
    List<KmsKey> all() {
        return List.copyOf(byId.values());
    }

    /** An account's keys in a region, in the order of their ids. */
    List<KmsKey> of(String accountId, String region) {
        return byId.values().stream()
                .filter(key -> key.accountId().equals(accountId) && key.region().equals(region))
                .sorted(Comparator.comparing(KmsKey::id))
                .toList();
    }

    /** An account's aliases in a region, in the order of their names. */
    List<Alias> aliasesOf(String accountId, String region) {
        return aliasesByArn.values().stream()
                .filter(alias ->
                        alias.accountId().equals(accountId) && alias.region().equals(region))
                .sorted(Comparator.comparing(Alias::name))
                .toList();
    }

    List<Alias> aliasesOf(KmsKey key) {
        return aliasesOf(key.accountId(), key.region()).stream()
                .filter(alias -> alias.keyId().equals(key.id()))
                .toList();
    }

    /**
     * Makes a key, with its first material.
     *
     * @param policy what its policy is, told by its ARN; may throw to refuse
     */
    KmsKey create(NewKey wanted, UnaryOperator<String> policy) {
        String id = Ids.key(environment);
        byte[] material = materials.make(wanted.spec(), id, 1); // may take seconds
        changes.lock();
        try {
            if (of(wanted.accountId(), wanted.region()).size() >= MAX_KEYS) {
                throw KmsFault.limit("You have reached the limit of " + MAX_KEYS + " keys");
            }
            long now = environment.clockMillis();
            KmsKey draft = new KmsKey(
                    wanted.accountId(),
                    wanted.region(),
                    id,
                    now,
                    wanted.description(),
                    wanted.managed(),
                    wanted.spec(),
                    wanted.usage(),
                    KmsKey.State.ENABLED,
                    0,
                    "",
                    Map.copyOf(wanted.tags()),
                    wanted.managed() ? KmsKey.Rotation.yearly(now) : KmsKey.Rotation.OFF,
                    List.of(new KmsKey.Material(Ids.digits(environment), now, "")));
            KmsKey key = draft.withPolicy(policy.apply(draft.arn()));
            Map<Key, byte[]> written = new HashMap<>();
            written.put(SystemRows.kmsKey(id), KeyCodec.encode(key));
            written.put(SystemRows.kmsMaterial(id, 1), material);
            records.apply(written, List.of());
            byId.put(id, key);
            return key;
        } finally {
            changes.unlock();
        }
    }

    /**
     * Changes a key.
     *
     * @param change sees it as it is now; throws to refuse
     */
    KmsKey change(String id, UnaryOperator<KmsKey> change) {
        changes.lock();
        try {
            KmsKey changed = change.apply(require(id));
            records.write(SystemRows.kmsKey(id), KeyCodec.encode(changed));
            byId.put(id, changed);
            return changed;
        } finally {
            changes.unlock();
        }
    }

    private KmsKey require(String id) {
        KmsKey key = byId.get(id);
        if (key == null) {
            throw KmsFault.badKeyId(id);
        }
        return key;
    }

    /**
     * Gives a key new material to encrypt with; what was encrypted with the former ones can still be decrypted.
     *
     * @param type AUTOMATIC or ON_DEMAND
     */
    void rotate(String id, String type) {
        changes.lock();
        try {
            KmsKey key = require(id);
            long now = environment.clockMillis();
            KmsKey.Rotation rotation = key.rotation();
            KmsKey rotated = key.withMaterial(new KmsKey.Material(Ids.digits(environment), now, type))
                    .withRotation(
                            type.equals(KmsKey.Material.AUTOMATIC)
                                    ? new KmsKey.Rotation(
                                            true,
                                            rotation.periodDays(),
                                            now + TimeUnit.DAYS.toMillis(rotation.periodDays()))
                                    : rotation);
            Map<Key, byte[]> written = new HashMap<>();
            written.put(SystemRows.kmsKey(id), KeyCodec.encode(rotated));
            written.put(
                    SystemRows.kmsMaterial(id, rotated.version()),
                    materials.make(rotated.spec(), id, rotated.version()));
            records.apply(written, List.of());
            byId.put(id, rotated);
        } finally {
            changes.unlock();
        }
    }

    /**
     * Deletes a key with all that is its own; what was encrypted under it is lost.
     *
     * @param grants those that are given of it
     */
    void delete(String id, List<Grant> grants) {
        changes.lock();
        try {
            KmsKey key = require(id);
            List<Key> deleted = new ArrayList<>();
            deleted.add(SystemRows.kmsKey(id));
            for (int version = 1; version <= key.version(); version++) {
                deleted.add(SystemRows.kmsMaterial(id, version));
            }
            List<Alias> aliases = aliasesOf(key);
            grants.forEach(grant -> deleted.add(SystemRows.kmsGrant(grant.id())));
            aliases.forEach(alias -> deleted.add(SystemRows.kmsAlias(alias.arn())));
            records.apply(Map.of(), deleted);
            aliases.forEach(alias -> aliasesByArn.remove(alias.arn()));
            byId.remove(id);
            materials.forget(id);
        } finally {
            changes.unlock();
        }
    }

    /**
     * Gives a key one more name.
     *
     * @param name with the prefix {@code alias/}; not taken by another key
     */
    Alias createAlias(KmsKey key, String name) {
        changes.lock();
        try {
            String arn = Alias.arn(key.accountId(), key.region(), name);
            if (aliasesByArn.containsKey(arn)) {
                throw new DynamoException(
                        ErrorCode.KMS_ALREADY_EXISTS, "An alias with the name " + arn + " already exists");
            }
            requireRoom(key);
            long now = environment.clockMillis();
            return write(new Alias(key.accountId(), key.region(), name, key.id(), now, now));
        } finally {
            changes.unlock();
        }
    }

    /** Makes an alias that is there name another key. */
    void updateAlias(String arn, KmsKey key) {
        changes.lock();
        try {
            Alias alias = aliasesByArn.get(arn);
            if (alias == null) {
                throw KmsFault.noAlias(arn);
            }
            if (!alias.keyId().equals(key.id())) {
                requireRoom(key);
            }
            write(new Alias(
                    alias.accountId(),
                    alias.region(),
                    alias.name(),
                    key.id(),
                    alias.createdMillis(),
                    environment.clockMillis()));
        } finally {
            changes.unlock();
        }
    }

    private void requireRoom(KmsKey key) {
        require(key.id()).requireNotPending();
        if (aliasesOf(key).size() >= MAX_ALIASES_PER_KEY) {
            throw KmsFault.limit("The key " + key.arn() + " has " + MAX_ALIASES_PER_KEY + " aliases already");
        }
    }

    private Alias write(Alias alias) {
        records.write(SystemRows.kmsAlias(alias.arn()), AliasCodec.encode(alias));
        aliasesByArn.put(alias.arn(), alias);
        return alias;
    }

    void deleteAlias(String arn) {
        changes.lock();
        try {
            if (!aliasesByArn.containsKey(arn)) {
                throw KmsFault.noAlias(arn);
            }
            records.delete(SystemRows.kmsAlias(arn));
            aliasesByArn.remove(arn);
        } finally {
            changes.unlock();
        }
    }

    /** The key that DynamoDB has of an account in a region; made when it is first asked for. */
    KmsKey ofDynamoDb(String accountId, String region) {
        String arn = Alias.arn(accountId, region, KeyNames.OF_DYNAMODB);
        changes.lock();
        try {
            Alias alias = aliasesByArn.get(arn);
            KmsKey known = alias == null ? null : byId.get(alias.keyId());
            if (known != null) {
                return known;
            }
            NewKey wanted = new NewKey(
                    accountId,
                    region,
                    "Default key that protects my DynamoDB data when no other key is defined",
                    true,
                    KeySpec.SYMMETRIC_DEFAULT,
                    KeySpec.ENCRYPT_DECRYPT,
                    Map.of());
            KmsKey key = create(wanted, ignored -> KeyPolicies.ofDynamoDb(accountId, region));
            createAlias(key, KeyNames.OF_DYNAMODB);
            return key;
        } finally {
            changes.unlock();
        }
    }
}
