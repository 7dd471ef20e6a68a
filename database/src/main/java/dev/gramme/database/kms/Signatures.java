package dev.gramme.database.kms;

import dev.gramme.database.api.DynamoException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.EdDSAParameterSpec;
import javax.crypto.BadPaddingException;
import org.jspecify.annotations.Nullable;

/** Signing and verifying, by the names the API has for algorithms. */
final class Signatures {
    private static final String RAW = "RAW";
    private static final String DIGEST = "DIGEST";

    /**
     * What is to be signed.
     *
     * @param algorithm as the API names it; fits the key
     * @param bytes the digest where the algorithm is one of RSA or ECDSA, the message otherwise
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Signed(String algorithm, byte[] bytes) {}

    private Signatures() {}

    /**
     * What a request has signed.
     *
     * @param messageType null for RAW
     */
    static Signed of(String algorithm, @Nullable String messageType, byte[] message) {
        String type = messageType == null ? RAW : messageType;
        String expected = switch (algorithm) {
            case "ED25519_SHA_512", "ML_DSA_SHAKE_256" -> RAW;
            case "ED25519_PH_SHA_512" -> DIGEST;
            default -> type.equals(DIGEST) ? DIGEST : RAW;
        };
        if (!type.equals(expected)) {
            throw DynamoException.validation(
                    "Gramme does not support MessageType " + type + " with algorithm " + algorithm + ".");
        }
        boolean hashed = algorithm.startsWith("RSA") || algorithm.startsWith("ECDSA");
        if (type.equals(DIGEST)) {
            if (message.length != digestBytes(algorithm)) {
                throw DynamoException.validation("Digest is invalid length for algorithm " + algorithm + ".");
            }
            return new Signed(algorithm, message);
        }
        return new Signed(algorithm, hashed ? digest(hash(algorithm), message) : message);
    }

    /** The function all algorithms hash by, in Java's name: their last three digits are its length. */
    private static String hash(String algorithm) {
        return "SHA-" + algorithm.substring(algorithm.length() - 3);
    }

    private static int digestBytes(String algorithm) {
        return Integer.parseInt(algorithm.substring(algorithm.length() - 3)) / 8;
    }

    private static byte[] digest(String hash, byte[] message) {
        try {
            return MessageDigest.getInstance(hash).digest(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime lacks " + hash, e);
        }
    }

    static byte[] sign(OpenKey.Pair pair, Signed signed, SecureRandom random) {
        String algorithm = signed.algorithm();
        try {
            if (algorithm.startsWith("RSA")) {
                return RsaSignatures.sign(pair, isPss(algorithm), hash(algorithm), signed.bytes(), random);
            }
            Signature signature = signature(algorithm);
            signature.initSign(pair.privateKey(), random);
            signature.update(signed.bytes());
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Signing failed with " + algorithm, e);
        }
    }

    static boolean verify(OpenKey.Pair pair, Signed signed, byte[] claimed) {
        String algorithm = signed.algorithm();
        try {
            if (algorithm.startsWith("RSA")) {
                return RsaSignatures.verify(pair, isPss(algorithm), hash(algorithm), signed.bytes(), claimed);
            }
            Signature signature = signature(algorithm);
            signature.initVerify(pair.publicKey());
            signature.update(signed.bytes());
            return signature.verify(claimed);
        } catch (SignatureException | BadPaddingException e) {
            return false; // not even of the form of a signature
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Verifying failed with " + algorithm, e);
        }
    }

    private static boolean isPss(String algorithm) {
        return algorithm.startsWith("RSASSA_PSS");
    }

    private static Signature signature(String algorithm) throws GeneralSecurityException {
        return switch (algorithm) {
            case "ED25519_SHA_512" -> Signature.getInstance("Ed25519");
            case "ED25519_PH_SHA_512" -> {
                Signature signature = Signature.getInstance("Ed25519");
                signature.setParameter(new EdDSAParameterSpec(true));
                yield signature;
            }
            case "ML_DSA_SHAKE_256" -> Signature.getInstance("ML-DSA");
            default -> Signature.getInstance("NONEwithECDSA");
        };
    }
}
