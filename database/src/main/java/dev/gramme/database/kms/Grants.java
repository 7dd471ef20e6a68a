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
    /** Of one key (source: developer guide, "Resource quotas"). */
    private static final int MOST = 50_000;

    private static final byte[] TOKEN = "kms grant".getBytes(StandardCharsets.UTF_8);

    private final SystemRecords records;
    /** By key; each list is in the order of ids, and never changed, only replaced. */
    private final Map<String, List<Grant>> byKey = new ConcurrentHashMap<>();

    private final ReentrantLock changes = new ReentrantLock();

    Grants(SystemRecords records) {
        this.records = records;
        for (byte[] record : records.all(Keyspace.KMS_GRANT)) {
            put(GrantCodec.decode(record));
        }
    }

    private void put(Grant grant) {
        List<Grant> grants = new ArrayList<>(of(grant.keyId()));
        grants.add(grant);
        grants.sort(Comparator.comparing(Grant::id));
        byKey.put(grant.keyId(), List.copyOf(grants));
    }

    /** A key's grants; the same list as long as nothing changes. */
    List<Grant> of(String keyId) {
        return byKey.getOrDefault(keyId, List.of());
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
            for (Grant known : of(draft.keyId())) {
                if (!draft.name().isEmpty() && known.isLike(draft)) {
                    return known;
                }
            }
            if (of(draft.keyId()).size() >= MOST) {
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
            List<Grant> left = of(grant.keyId()).stream()
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
