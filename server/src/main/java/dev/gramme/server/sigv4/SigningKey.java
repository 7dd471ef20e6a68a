package dev.gramme.server.sigv4;

import dev.gramme.database.identity.Credentials;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The key that an access key's owner signs with for a day, a region and a service. */
final class SigningKey {
    private static final String HMAC = "HmacSHA256";
    private static final int BLOCK_BYTES = 64;
    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5c;

    private final String secret;
    private final CredentialScope scope;
    private final byte[] innerBlock;
    private final byte[] outerBlock;

    private SigningKey(String secret, CredentialScope scope, byte[] key) {
        this.secret = secret;
        this.scope = scope;
        this.innerBlock = block(key, INNER);
        this.outerBlock = block(key, OUTER);
    }

    static SigningKey derive(Credentials credentials, CredentialScope scope) {
        try {
            byte[] key = ("AWS4" + credentials.secret()).getBytes(StandardCharsets.UTF_8);
            Mac mac = Mac.getInstance(HMAC);
            for (String part : new String[] {scope.date(), scope.region(), scope.service(), scope.terminator()}) {
                mac.init(new SecretKeySpec(key, HMAC));
                key = mac.doFinal(part.getBytes(StandardCharsets.UTF_8));
            }
            return new SigningKey(credentials.secret(), scope, key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime lacks HMAC-SHA-256", e);
        }
    }

    private static byte[] block(byte[] key, byte pad) {
        byte[] block = Arrays.copyOf(key, BLOCK_BYTES);
        for (int at = 0; at < BLOCK_BYTES; at++) {
            block[at] ^= pad;
        }
        return block;
    }

    /** Whether it was derived from the secret of these. */
    boolean isOf(Credentials credentials) {
        return secret.equals(credentials.secret());
    }

    /** What it was derived for. */
    CredentialScope scope() {
        return scope;
    }

    /** What HMAC hashes before the text. */
    byte[] innerBlock() {
        return innerBlock;
    }

    /** What HMAC hashes before the first hash. */
    byte[] outerBlock() {
        return outerBlock;
    }
}
