package dev.gramme.database.kms;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.crypto.SealBrokenException;
import dev.gramme.database.layout.Keyspace;
import dev.gramme.database.layout.SystemRows;
import dev.gramme.database.table.SystemRecords;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * All grants, kept in memory and, sealed, in the catalog. A grant holds from the moment it is made, so that its token
 * is good for no more than to name it. Thread-safe.
 */
final class Grants {
    /** Of one key, those of services apart (source: developer guide, "Resource quotas"). */
    private static final int MOST = 50_000;

    private static final byte[] TOKEN = "kms grant".getBytes(StandardCharsets.UTF_8);

    private final SystemRecords records;
    /** Those of users, roles and accounts, by key; each list is in order of ids, and never changed, only replaced. */
    private final Map<String, List<Grant>> byKey = new ConcurrentHashMap<>();
    /** Those of services, by their ids: a key may have one for each of thousands of tables. */
    private final Map<String, Grant> ofServices = new ConcurrentHashMap<>();

    private final ReentrantLock changes = new ReentrantLock();

    Grants(SystemRecords records) {
        this.records = records;
        refresh();
    }

    /** Takes over what is in the catalog. A list that is the same stays the same object. */
    void refresh() {
        changes.lock();
        try {
            Map<String, List<Grant>> principals = new HashMap<>();
            Map<String, Grant> services = new HashMap<>();
            for (byte[] record : records.all(Keyspace.KMS_GRANT)) {
                Grant grant = GrantCodec.decode(record);
                if (grant.isOfService()) {
                    services.put(grant.id(), grant);
                } else {
                    principals
                            .computeIfAbsent(grant.keyId(), id -> new ArrayList<>())
                            .add(grant);
                }
            }
            ofServices.putAll(services);
            ofServices.keySet().retainAll(services.keySet());
            principals.forEach((keyId, grants) -> {
                grants.sort(Comparator.comparing(Grant::id));
                byKey.merge(keyId, List.copyOf(grants), (known, now) -> known.equals(now) ? known : now);
            });
            byKey.keySet().retainAll(principals.keySet());
        } finally {
            changes.unlock();
        }
    }

    private void put(Grant grant) {
        if (grant.isOfService()) {
            ofServices.put(grant.id(), grant);
            return;
        }
        List<Grant> grants = new ArrayList<>(ofPrincipals(grant.keyId()));
        grants.add(grant);
        grants.sort(Comparator.comparing(Grant::id));
        byKey.put(grant.keyId(), List.copyOf(grants));
    }

    /** A key's grants to users, roles and accounts; the same list as long as nothing changes. */
    List<Grant> ofPrincipals(String keyId) {
        return byKey.getOrDefault(keyId, List.of());
    }

    /** A key's grants, in the order of their ids. */
    List<Grant> of(String keyId) {
        List<Grant> all = new ArrayList<>(ofPrincipals(keyId));
        ofServices.values().stream()
                .filter(grant -> grant.keyId().equals(keyId))
                .forEach(all::add);
        all.sort(Comparator.comparing(Grant::id));
        return List.copyOf(all);
    }

    /** All grants of services, of all keys. */
    List<Grant> ofServices() {
        return List.copyOf(ofServices.values());
    }

    /** A service's grant; null where it was taken back, or never given. */
    @Nullable
    Grant findOfService(String id) {
        return ofServices.get(id);
    }

    /** Makes a service's grant; where it is there, it stays as it is. */
    void createOfService(Grant draft) {
        changes.lock();
        try {
            if (!ofServices.containsKey(draft.id())) {
                records.write(SystemRows.kmsGrant(draft.id()), GrantCodec.encode(draft));
                put(draft);
            }
        } finally {
            changes.unlock();
        }
    }

    /** All grants a principal may give back, in the order of their ids. */
    List<Grant> retirableBy(String principal) {
        return byKey.values().stream()
                .flatMap(List::stream)
                .filter(grant -> grant.retiring().equals(principal))
                .sorted(Comparator.comparing(Grant::id))
                .toList();
    }

    /** Makes a grant; one of the same name that gives the same is that one. */
    Grant create(Grant draft) {
        changes.lock();
        try {
            for (Grant known : ofPrincipals(draft.keyId())) {
                if (!draft.name().isEmpty() && known.isLike(draft)) {
                    return known;
                }
            }
            if (ofPrincipals(draft.keyId()).size() >= MOST) {
                throw KmsFault.limit("A key has " + MOST + " grants at most");
            }
            records.write(SystemRows.kmsGrant(draft.id()), GrantCodec.encode(draft));
            put(draft);
            return draft;
        } finally {
            changes.unlock();
        }
    }

    Grant require(String keyId, @Nullable String grantId) {
        for (Grant grant : of(keyId)) {
            if (grant.id().equals(grantId)) {
                return grant;
            }
        }
        throw new DynamoException(ErrorCode.KMS_NOT_FOUND, "Grant ID " + grantId + " not found");
    }

    void delete(Grant grant) {
        changes.lock();
        try {
            records.delete(SystemRows.kmsGrant(grant.id()));
            if (ofServices.remove(grant.id()) != null) {
                return;
            }
            List<Grant> left = ofPrincipals(grant.keyId()).stream()
                    .filter(other -> !other.id().equals(grant.id()))
                    .toList();
            byKey.put(grant.keyId(), left);
        } finally {
            changes.unlock();
        }
    }

    /** Forgets the grants of a key that is gone, which the catalog has no more. */
    void forget(String keyId) {
        byKey.remove(keyId);
        ofServices.values().removeIf(grant -> grant.keyId().equals(keyId));
    }

    String token(Grant grant) {
        byte[] named = (grant.keyId() + "/" + grant.id()).getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(records.sealToken(named, TOKEN));
    }

    /** The grant a token names, which may be gone: null then. */
    @Nullable
    Grant ofToken(@Nullable String token) {
        try {
            byte[] named = records.openToken(Base64.getDecoder().decode(token == null ? "" : token), TOKEN);
            String[] parts = new String(named, StandardCharsets.UTF_8).split("/", 2);
            return of(parts[0]).stream()
                    .filter(grant -> grant.id().equals(parts[1]))
                    .findFirst()
                    .orElse(null);
        } catch (IllegalArgumentException | SealBrokenException e) {
            throw new DynamoException(ErrorCode.KMS_INVALID_GRANT_TOKEN, "Invalid grant token.");
        }
    }

    /** Refuses what is no token of a grant. */
    void requireTokens(@Nullable List<String> tokens) {
        if (tokens != null) {
            tokens.forEach(this::ofToken);
        }
    }
}
