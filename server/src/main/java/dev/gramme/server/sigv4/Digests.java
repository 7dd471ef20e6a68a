package dev.gramme.server.sigv4;

import dev.gramme.database.crypto.Pool;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** SHA-256, plain and keyed. */
final class Digests {
    private static final String HMAC = "HmacSHA256";
    private static final Pool<MessageDigest> SHA_256 = new Pool<>(() -> MessageDigest.getInstance("SHA-256"));

    private Digests() {}

    static byte[] sha256(byte[] bytes, int length) {
        MessageDigest digest = SHA_256.take();
        digest.update(bytes, 0, length);
        byte[] hash = digest.digest();
        SHA_256.giveBack(digest);
        return hash;
    }

    static Mac hmac(byte[] key) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(HMAC);
        mac.init(new SecretKeySpec(key, HMAC));
        return mac;
    }
}
