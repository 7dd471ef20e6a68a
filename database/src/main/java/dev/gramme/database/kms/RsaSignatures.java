package dev.gramme.database.kms;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.interfaces.RSAKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Cipher;

/**
 * RSA signatures of digests (RFC 8017: RSASSA-PKCS1-v1_5 and RSASSA-PSS with a salt as long as the digest). Java's own
 * want the message, which callers who give a digest have not sent. The arithmetic is Java's.
 */
final class RsaSignatures {
    /** What stands before a digest: that it is one, and by which function (RFC 8017, 9.2). */
    private static final Map<String, byte[]> DIGEST_INFOS = Map.of(
            "SHA-256", HexFormat.of().parseHex("3031300d060960864801650304020105000420"),
            "SHA-384", HexFormat.of().parseHex("3041300d060960864801650304020205000430"),
            "SHA-512", HexFormat.of().parseHex("3051300d060960864801650304020305000440"));

    private static final byte PSS_TRAILER = (byte) 0xBC;

    private RsaSignatures() {}

    static byte[] sign(OpenKey.Pair pair, boolean pss, String hash, byte[] digest, SecureRandom random)
            throws GeneralSecurityException {
        byte[] encoded;
        if (pss) {
            byte[] salt = new byte[digest.length];
            random.nextBytes(salt);
            encoded = pss(hash, digest, salt, modulusBits(pair));
        } else {
            encoded = pkcs1(hash, digest, modulusBits(pair));
        }
        Cipher cipher = Cipher.getInstance("RSA/ECB/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, pair.privateKey(), random);
        return cipher.doFinal(encoded);
    }

    static boolean verify(OpenKey.Pair pair, boolean pss, String hash, byte[] digest, byte[] signature)
            throws GeneralSecurityException {
        int bits = modulusBits(pair);
        if (signature.length != (bits + 7) / 8) {
            return false;
        }
        Cipher cipher = Cipher.getInstance("RSA/ECB/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, pair.publicKey());
        byte[] encoded = cipher.doFinal(signature);
        return pss ? isPss(hash, digest, encoded, bits) : MessageDigest.isEqual(encoded, pkcs1(hash, digest, bits));
    }

    private static int modulusBits(OpenKey.Pair pair) {
        return ((RSAKey) pair.publicKey()).getModulus().bitLength();
    }

    /** EMSA-PKCS1-v1_5. */
    private static byte[] pkcs1(String hash, byte[] digest, int modulusBits) {
        byte[] info = DIGEST_INFOS.get(hash);
        if (info == null) {
            throw new IllegalArgumentException(hash);
        }
        byte[] encoded = new byte[(modulusBits + 7) / 8];
        int from = encoded.length - info.length - digest.length;
        Arrays.fill(encoded, 2, from - 1, (byte) 0xFF);
        encoded[1] = 1;
        System.arraycopy(info, 0, encoded, from, info.length);
        System.arraycopy(digest, 0, encoded, from + info.length, digest.length);
        return encoded;
    }

    /** EMSA-PSS-ENCODE; all moduli here have a multiple of 8 bits, so that one bit is left over. */
    private static byte[] pss(String hash, byte[] digest, byte[] salt, int modulusBits)
            throws GeneralSecurityException {
        byte[] encoded = new byte[modulusBits / 8];
        byte[] salted = salted(hash, digest, salt);
        int dataBytes = encoded.length - salted.length - 1;
        encoded[dataBytes - salt.length - 1] = 1;
        System.arraycopy(salt, 0, encoded, dataBytes - salt.length, salt.length);
        mask(hash, salted, encoded, dataBytes);
        encoded[0] &= 0x7F;
        System.arraycopy(salted, 0, encoded, dataBytes, salted.length);
        encoded[encoded.length - 1] = PSS_TRAILER;
        return encoded;
    }

    /** EMSA-PSS-VERIFY. */
    private static boolean isPss(String hash, byte[] digest, byte[] encoded, int modulusBits)
            throws GeneralSecurityException {
        int dataBytes = modulusBits / 8 - digest.length - 1;
        if (encoded[encoded.length - 1] != PSS_TRAILER || encoded[0] < 0) {
            return false;
        }
        byte[] salted = Arrays.copyOfRange(encoded, dataBytes, dataBytes + digest.length);
        byte[] data = Arrays.copyOf(encoded, dataBytes);
        mask(hash, salted, data, dataBytes);
        data[0] &= 0x7F;
        int saltFrom = dataBytes - digest.length;
        for (int at = 0; at < saltFrom - 1; at++) {
            if (data[at] != 0) {
                return false;
            }
        }
        byte[] salt = Arrays.copyOfRange(data, saltFrom, dataBytes);
        return data[saltFrom - 1] == 1 && MessageDigest.isEqual(salted, salted(hash, digest, salt));
    }

    private static byte[] salted(String hash, byte[] digest, byte[] salt) throws GeneralSecurityException {
        MessageDigest function = MessageDigest.getInstance(hash);
        function.update(new byte[8]);
        function.update(digest);
        return function.digest(salt);
    }

    /** MGF1, over the front of the data. */
    private static void mask(String hash, byte[] seed, byte[] data, int bytes) throws GeneralSecurityException {
        MessageDigest function = MessageDigest.getInstance(hash);
        for (int counter = 0, at = 0; at < bytes; counter++) {
            function.update(seed);
            byte[] block = function.digest(
                    new byte[] {(byte) (counter >>> 24), (byte) (counter >>> 16), (byte) (counter >>> 8), (byte) counter
                    });
            for (int of = 0; of < block.length && at < bytes; of++, at++) {
                data[at] ^= block[of];
            }
        }
    }
}
