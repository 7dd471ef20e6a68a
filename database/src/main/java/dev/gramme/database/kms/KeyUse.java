package dev.gramme.database.kms;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Conditions;
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
    private final Materials materials;
    private final Grants grants;

    /** What came out of a ciphertext. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Opened(KmsKey key, int version, byte[] plain, String algorithm) {
        /** The id of the material it was made with, which only keys tell that can have several. */
        @Nullable
        String materialId() {
            return key.isSymmetric() ? key.materials().get(version - 1).id() : null;
        }
    }

    KeyUse(KeyNames names, KeyAccess access, Ciphertexts ciphertexts, Materials materials, Grants grants) {
        this.materials = materials;
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
        KmsKey key = open(call, keyId, action);
        key.requireUsage(KeySpec.ENCRYPT_DECRYPT, action);
        key.requireAlgorithm(KeySpec.ENCRYPT_DECRYPT, algorithm(algorithm));
        return key;
    }

    private KmsKey open(Call call, @Nullable String keyId, String action) {
        KmsKey key = names.require(call, keyId);
        KeyNames.requireCustomer(call, key, action);
        key.requireEnabled();
        return key;
    }

    /** The key to encrypt data keys with. */
    KmsKey openSymmetric(Call call, @Nullable String keyId, String action) {
        KmsKey key = open(call, keyId, action);
        key.requireSymmetric(action);
        return key;
    }

    /**
     * The key to do something else with than to encrypt.
     *
     * @param use what it must be for
     */
    KmsKey openFor(Call call, @Nullable String keyId, String use, @Nullable String algorithm, String action) {
        KmsKey key = open(call, keyId, action);
        key.requireUsage(use, action);
        key.requireAlgorithm(use, algorithm == null ? "" : algorithm);
        return key;
    }

    /** The pair of keys to tell the public one of. */
    KmsKey openPair(Call call, @Nullable String keyId, String action) {
        KmsKey key = open(call, keyId, action);
        if (!key.spec().isPair()) {
            throw KmsFault.unsupported(key.arn() + " key spec is " + key.spec() + " which is not valid for "
                    + action.substring(action.indexOf(':') + 1) + ".");
        }
        return key;
    }

    /** The algorithm of encryption that is asked for. */
    static String algorithm(@Nullable String asked) {
        return asked == null ? KeySpec.SYMMETRIC_DEFAULT.name() : asked;
    }

    List<Access> accesses(Call call, String action, @Nullable String keyId, @Nullable Map<String, String> context) {
        return access.to(call, action, keyId, context);
    }

    /** What encrypting needs permission for. */
    List<Access> accesses(
            Call call,
            String action,
            @Nullable String keyId,
            @Nullable Map<String, String> context,
            @Nullable String algorithm) {
        return List.of(by(algorithm, access.to(call, action, names.require(call, keyId), keyId, context)));
    }

    private static Access by(@Nullable String algorithm, Access access) {
        List<String> asked = List.of(algorithm(algorithm));
        Conditions ofRequest = name -> name.equals("kms:encryptionalgorithm") ? asked : null;
        return new Access(access.action(), access.resource(), ofRequest.or(access.conditions()));
    }

    /** What an operation needs permission for that lets policies ask more of the request. */
    List<Access> asking(Call call, String action, @Nullable String keyId, Conditions more) {
        KmsKey key = names.require(call, keyId);
        Access plain = access.to(call, action, key, keyId, null);
        return List.of(new Access(action, key.arn(), more.or(plain.conditions())));
    }

    /** Encrypts under a key for symmetric encryption. */
    Blob encrypt(KmsKey key, byte[] plain, @Nullable Map<String, String> context) {
        return Blob.of(ciphertexts.encrypt(key, plain, context));
    }

    /** Encrypts under a key of any kind. */
    Blob encrypt(KmsKey key, byte[] plain, @Nullable Map<String, String> context, @Nullable String algorithm) {
        if (key.isSymmetric()) {
            return encrypt(key, plain, context);
        }
        requireNoContext(key, context);
        return Blob.of(
                RsaCiphers.encrypt(materials.pair(key), key.spec(), algorithm(algorithm), plain, materials.random()));
    }

    private static void requireNoContext(KmsKey key, @Nullable Map<String, String> context) {
        if (context != null && !context.isEmpty()) {
            throw DynamoException.validation(
                    "You cannot specify an EncryptionContext with the asymmetric key " + key.arn() + ".");
        }
    }

    /** What decrypting needs permission for: the ciphertext says which key it is. */
    List<Access> accessesToDecrypt(
            Call call,
            String action,
            @Nullable Blob ciphertext,
            @Nullable String keyId,
            @Nullable Map<String, String> context,
            @Nullable String algorithm) {
        KmsKey named = findAsymmetric(call, keyId);
        KmsKey key = named == null ? keyOf(call, parse(ciphertext), keyId) : named;
        return List.of(by(algorithm, access.to(call, action, key, keyId, context)));
    }

    /** A key whose ciphertexts do not say by which key they were made. */
    private @Nullable KmsKey findAsymmetric(Call call, @Nullable String keyId) {
        KmsKey key = keyId == null ? null : names.require(call, keyId);
        return key == null || key.isSymmetric() ? null : key;
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
        KmsKey named = findAsymmetric(call, keyId);
        if (named != null) {
            KmsKey key = open(call, keyId, algorithm, action);
            requireNoContext(key, context);
            byte[] plain = RsaCiphers.decrypt(materials.pair(key), algorithm(algorithm), bytes(ciphertext));
            return new Opened(key, key.version(), plain, algorithm(algorithm));
        }
        Ciphertexts.Parts parts = parse(ciphertext);
        KmsKey key = keyOf(call, parts, keyId);
        KeyNames.requireCustomer(call, key, action);
        key.requireEnabled();
        key.requireAlgorithm(KeySpec.ENCRYPT_DECRYPT, algorithm(algorithm));
        return new Opened(key, parts.version(), ciphertexts.decrypt(parts, context), algorithm(algorithm));
    }

    private Ciphertexts.Parts parse(@Nullable Blob ciphertext) {
        return ciphertexts.parse(bytes(ciphertext));
    }

    private static byte[] bytes(@Nullable Blob ciphertext) {
        if (ciphertext == null) {
            throw DynamoException.validation("1 validation error detected: Value null at 'ciphertextBlob' failed to"
                    + " satisfy constraint: Member must not be null");
        }
        return ciphertext.bytes();
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
