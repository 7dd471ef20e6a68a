package dev.gramme.database.kms;

import dev.gramme.database.api.DynamoException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.spec.MGF1ParameterSpec;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/** RSA encryption (RFC 8017: RSAES-OAEP, with one hash function for everything). */
final class RsaCiphers {
    private RsaCiphers() {}

    private static OAEPParameterSpec padding(String algorithm) {
        boolean sha1 = algorithm.endsWith("SHA_1");
        return new OAEPParameterSpec(
                sha1 ? "SHA-1" : "SHA-256",
                "MGF1",
                sha1 ? MGF1ParameterSpec.SHA1 : MGF1ParameterSpec.SHA256,
                PSource.PSpecified.DEFAULT);
    }

    private static int mostBytes(KeySpec spec, String algorithm) {
        return spec.size() / 8 - 2 - 2 * (algorithm.endsWith("SHA_1") ? 20 : 32);
    }

    /** Encrypts; refuses what is too long. */
    static byte[] encrypt(OpenKey.Pair pair, KeySpec spec, String algorithm, byte[] plain, SecureRandom random) {
        int most = mostBytes(spec, algorithm);
        if (plain.length > most) {
            throw DynamoException.validation("Algorithm " + algorithm + " and key spec " + spec
                    + " cannot encrypt data larger than " + most + " bytes.");
        }
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
            cipher.init(Cipher.ENCRYPT_MODE, pair.publicKey(), padding(algorithm), random);
            return cipher.doFinal(plain);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Encryption failed with " + algorithm, e);
        }
    }

    /** Decrypts; refuses what was not encrypted so. */
    static byte[] decrypt(OpenKey.Pair pair, String algorithm, byte[] ciphertext) {
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
            cipher.init(Cipher.DECRYPT_MODE, pair.privateKey(), padding(algorithm));
            return cipher.doFinal(ciphertext);
        } catch (BadPaddingException | IllegalBlockSizeException e) {
            throw KmsFault.badCiphertext();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Decryption failed with " + algorithm, e);
        }
    }
}
