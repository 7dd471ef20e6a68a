package dev.gramme.server.sigv4;

import dev.gramme.database.crypto.Pool;
import dev.gramme.database.identity.Credentials;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;

/** The key that an access key's owner signs with for a day, a region and a service. */
final class SigningKey {
    private final String secret;
    private final CredentialScope scope;
    private final Pool<Mac> macs;

    private SigningKey(String secret, CredentialScope scope, Pool<Mac> macs) {
        this.secret = secret;
        this.scope = scope;
        this.macs = macs;
    }

    static SigningKey derive(Credentials credentials, CredentialScope scope) {
        try {
            byte[] key = ("AWS4" + credentials.secret()).getBytes(StandardCharsets.UTF_8);
            for (String part : new String[] {scope.date(), scope.region(), scope.service(), scope.terminator()}) {
                key = Digests.hmac(key).doFinal(part.getBytes(StandardCharsets.UTF_8));
            }
            byte[] derived = key;
            return new SigningKey(credentials.secret(), scope, new Pool<>(() -> Digests.hmac(derived)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime lacks HMAC-SHA-256", e);
        }
    }

    /** Whether it was derived from the secret of these. */
    boolean isOf(Credentials credentials) {
        return secret.equals(credentials.secret());
    }

    /** What it was derived for. */
    CredentialScope scope() {
        return scope;
    }

    byte[] sign(byte[] text, int from, int length) {
        Mac mac = macs.take();
        mac.update(text, from, length);
        byte[] signature = mac.doFinal();
        macs.giveBack(mac);
        return signature;
    }
}
