package dev.gramme.database.kms;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;

/**
 * Pairs of keys: made, and as bytes for the catalog: the length of the private key (4 bytes), the private key in PKCS
 * #8, the public key as a SubjectPublicKeyInfo, both DER.
 */
final class KeyPairs {
    private KeyPairs() {}

    /** Makes a pair; one of RSA takes seconds. */
    static KeyPair make(KeySpec spec, SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm(spec));
            generator.initialize(parameters(spec), random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime makes no keys of " + spec, e);
        }
    }

    private static String algorithm(KeySpec spec) {
        return spec.family() == KeySpec.Family.ECC ? "EC" : spec.standardName();
    }

    private static AlgorithmParameterSpec parameters(KeySpec spec) {
        return switch (spec.family()) {
            case RSA -> new RSAKeyGenParameterSpec(spec.size(), RSAKeyGenParameterSpec.F4);
            case ECC -> new ECGenParameterSpec(spec.standardName());
            default -> new NamedParameterSpec(spec.standardName());
        };
    }

    static byte[] encode(KeyPair pair) {
        byte[] ofPrivate = pair.getPrivate().getEncoded();
        byte[] ofPublic = pair.getPublic().getEncoded();
        return ByteBuffer.allocate(4 + ofPrivate.length + ofPublic.length)
                .putInt(ofPrivate.length)
                .put(ofPrivate)
                .put(ofPublic)
                .array();
    }

    static OpenKey.Pair decode(KeySpec spec, byte[] encoded) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(encoded);
            byte[] ofPrivate = new byte[bytes.getInt()];
            bytes.get(ofPrivate);
            byte[] ofPublic = new byte[bytes.remaining()];
            bytes.get(ofPublic);
            KeyFactory factory = KeyFactory.getInstance(algorithm(spec));
            return new OpenKey.Pair(
                    factory.generatePrivate(new PKCS8EncodedKeySpec(ofPrivate)),
                    factory.generatePublic(new X509EncodedKeySpec(ofPublic)));
        } catch (GeneralSecurityException | BufferUnderflowException e) {
            throw new IllegalStateException("A pair of keys in the catalog cannot be read", e);
        }
    }
}
