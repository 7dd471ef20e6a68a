package dev.gramme.database.kms;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.model.Blob;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What all operations that encrypt and decrypt do: find the key and check that it can be used. */
final class KeyUse {
    private final KeyNames names;
    private final KeyAccess access;
    private final Ciphertexts ciphertexts;
    private final Grants grants;

    /** What came out of a ciphertext. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Opened(KmsKey key, int version, byte[] plain) {
        /** The id of the material it was made with. */
        String materialId() {
            return key.materials().get(version - 1).id();
        }
    }

    KeyUse(KeyNames names, KeyAccess access, Ciphertexts ciphertexts, Grants grants) {
        this.names = names;
        this.access = access;
        this.ciphertexts = ciphertexts;
        this.grants = grants;
    }

    /**
     * The key to encrypt with.
     *
     * @param algorithm as asked for; null for the usual one
     */
    KmsKey open(Call call, @Nullable String keyId, @Nullable String algorithm, String action) {
        KmsKey key = names.require(call, keyId);
        KeyNames.requireCustomer(call, key, action);
        key.requireEnabled();
        requireAlgorithm(key, algorithm);
        return key;
    }

    private static void requireAlgorithm(KmsKey key, @Nullable String algorithm) {
        if (algorithm != null && !algorithm.equals(KmsKey.SYMMETRIC)) {
            throw new DynamoException(
                    ErrorCode.KMS_INVALID_KEY_USAGE,
                    "You cannot use algorithm " + algorithm + " with key " + key.arn() + ".");
        }
    }

    List<Access> accesses(Call call, String action, @Nullable String keyId, @Nullable Map<String, String> context) {
        return access.to(call, action, keyId, context);
    }

    Blob encrypt(KmsKey key, byte[] plain, @Nullable Map<String, String> context) {
        return Blob.of(ciphertexts.encrypt(key, plain, context));
    }

    /** What decrypting needs permission for: the ciphertext says which key it is. */
    List<Access> accessesToDecrypt(
            Call call,
            String action,
            @Nullable Blob ciphertext,
            @Nullable String keyId,
            @Nullable Map<String, String> context) {
        KmsKey key = keyOf(call, parse(ciphertext), keyId);
        return List.of(access.to(call, action, key, keyId, context));
    }

    /**
     * Decrypts.
     *
     * @param keyId the only key it may have been made with; null for any
     */
    Opened decrypt(
            Call call,
            String action,
            @Nullable Blob ciphertext,
            @Nullable String keyId,
            @Nullable String algorithm,
            @Nullable Map<String, String> context) {
        Ciphertexts.Parts parts = parse(ciphertext);
        KmsKey key = keyOf(call, parts, keyId);
        KeyNames.requireCustomer(call, key, action);
        key.requireEnabled();
        requireAlgorithm(key, algorithm);
        return new Opened(key, parts.version(), ciphertexts.decrypt(parts, context));
    }

    private Ciphertexts.Parts parse(@Nullable Blob ciphertext) {
        if (ciphertext == null) {
            throw DynamoException.validation("1 validation error detected: Value null at 'ciphertextBlob' failed to"
                    + " satisfy constraint: Member must not be null");
        }
        return ciphertexts.parse(ciphertext.bytes());
    }

    private KmsKey keyOf(Call call, Ciphertexts.Parts parts, @Nullable String keyId) {
        KmsKey wanted = keyId == null ? null : names.require(call, keyId);
        KmsKey key = ciphertexts.keyOf(parts);
        if (wanted != null && !wanted.id().equals(parts.keyId())) {
            throw new DynamoException(
                    ErrorCode.KMS_INCORRECT_KEY,
                    "The key ID in the request does not identify a CMK that can perform this operation.");
        }
        if (key == null || !key.region().equals(call.region())) {
            throw KmsFault.inaccessible();
        }
        return key;
    }

    /** Refuses what is no token of a grant. */
    void requireTokens(@Nullable List<String> tokens) {
        grants.requireTokens(tokens);
    }

    /** Refuses tests without a ciphertext. */
    static void requireNoModifiers(@Nullable List<String> modifiers) {
        if (modifiers != null && !modifiers.isEmpty()) {
            throw DynamoException.validation("Gramme does not support this parameter: DryRunModifiers");
        }
    }

    /** Refuses answers for enclaves, which there are none of here. */
    static void requireNoRecipient(@Nullable Object recipient) {
        if (recipient != null) {
            throw DynamoException.validation("Gramme does not support this parameter: Recipient");
        }
    }

    /** Ends a request that was only to find out whether it would have succeeded. */
    static void endDryRun(@Nullable Boolean dryRun) {
        if (Boolean.TRUE.equals(dryRun)) {
            throw new DynamoException(
                    ErrorCode.KMS_DRY_RUN, "The request would have succeeded, but the DryRun option is set.");
        }
    }
}
