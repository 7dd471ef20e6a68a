package dev.gramme.database.kms;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What keys can be made of, as the API names it: those that this Java runtime has. Source: developer guide, "Key spec
 * reference".
 */
enum KeySpec {
    SYMMETRIC_DEFAULT(Family.SYMMETRIC, 32, "AES"),
    RSA_2048(Family.RSA, 2048, "RSA"),
    RSA_3072(Family.RSA, 3072, "RSA"),
    RSA_4096(Family.RSA, 4096, "RSA"),
    ECC_NIST_P256(Family.ECC, 256, "secp256r1"),
    ECC_NIST_P384(Family.ECC, 384, "secp384r1"),
    ECC_NIST_P521(Family.ECC, 521, "secp521r1"),
    ECC_NIST_EDWARDS25519(Family.EDWARDS, 255, "Ed25519"),
    ML_DSA_44(Family.ML_DSA, 44, "ML-DSA-44"),
    ML_DSA_65(Family.ML_DSA, 65, "ML-DSA-65"),
    ML_DSA_87(Family.ML_DSA, 87, "ML-DSA-87"),
    HMAC_224(Family.HMAC, 28, "HmacSHA224"),
    HMAC_256(Family.HMAC, 32, "HmacSHA256"),
    HMAC_384(Family.HMAC, 48, "HmacSHA384"),
    HMAC_512(Family.HMAC, 64, "HmacSHA512");

    /** Uses of keys, as the API names them. */
    static final String ENCRYPT_DECRYPT = "ENCRYPT_DECRYPT";

    static final String SIGN_VERIFY = "SIGN_VERIFY";
    static final String KEY_AGREEMENT = "KEY_AGREEMENT";
    static final String GENERATE_VERIFY_MAC = "GENERATE_VERIFY_MAC";

    private static final List<String> RSA_SIGNING = List.of(
            "RSASSA_PKCS1_V1_5_SHA_256",
            "RSASSA_PKCS1_V1_5_SHA_384",
            "RSASSA_PKCS1_V1_5_SHA_512",
            "RSASSA_PSS_SHA_256",
            "RSASSA_PSS_SHA_384",
            "RSASSA_PSS_SHA_512");
    private static final List<String> RSA_ENCRYPTION = List.of("RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256");

    private final Family family;
    private final int size;
    private final String standardName;

    /** Kinds of key material. */
    enum Family {
        SYMMETRIC,
        HMAC,
        RSA,
        ECC,
        EDWARDS,
        ML_DSA
    }

    /**
     * A kind of key.
     *
     * @param size in bytes for secret keys, in bits for pairs
     * @param standardName of the algorithm or curve in Java
     */
    KeySpec(Family family, int size, String standardName) {
        this.family = family;
        this.size = size;
        this.standardName = standardName;
    }

    /** Null for what keys are not made of here. */
    static @Nullable KeySpec find(String name) {
        for (KeySpec spec : values()) {
            if (spec.name().equals(name)) {
                return spec;
            }
        }
        return null;
    }

    Family family() {
        return family;
    }

    int size() {
        return size;
    }

    String standardName() {
        return standardName;
    }

    /** Whether there are a private and a public key. */
    boolean isPair() {
        return family != Family.SYMMETRIC && family != Family.HMAC;
    }

    /** What keys of it can be for. */
    List<String> usages() {
        return switch (family) {
            case SYMMETRIC -> List.of(ENCRYPT_DECRYPT);
            case HMAC -> List.of(GENERATE_VERIFY_MAC);
            case RSA -> List.of(SIGN_VERIFY, ENCRYPT_DECRYPT);
            case ECC -> List.of(SIGN_VERIFY, KEY_AGREEMENT);
            case EDWARDS, ML_DSA -> List.of(SIGN_VERIFY);
        };
    }

    /** What a key of it that is for a use does that by. */
    List<String> algorithms(String usage) {
        if (!usages().contains(usage)) {
            return List.of();
        }
        return switch (family) {
            case SYMMETRIC -> List.of(SYMMETRIC_DEFAULT.name());
            case RSA -> usage.equals(SIGN_VERIFY) ? RSA_SIGNING : RSA_ENCRYPTION;
            case ECC ->
                usage.equals(KEY_AGREEMENT) ? List.of("ECDH") : List.of("ECDSA_SHA_" + (size == 521 ? 512 : size));
            case EDWARDS -> List.of("ED25519_PH_SHA_512", "ED25519_SHA_512");
            case ML_DSA -> List.of("ML_DSA_SHAKE_256");
            case HMAC -> List.of("HMAC_SHA_" + size * 8);
        };
    }
}
