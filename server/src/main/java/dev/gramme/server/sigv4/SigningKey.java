package dev.gramme.server.sigv4;

import dev.gramme.database.crypto.Pool;
import dev.gramme.database.identity.AccessKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;

/** The key that an access key's owner signs with for a day, a region and a service. */
final class SigningKey {
    private final AccessKey accessKey;
    private final Pool<Mac> macs;

    private SigningKey(AccessKey accessKey, Pool<Mac> macs) {
        this.accessKey = accessKey;
        this.macs = macs;
    }

    static SigningKey derive(AccessKey accessKey, CredentialScope scope) {
        try {
            byte[] key = ("AWS4" + accessKey.secret()).getBytes(StandardCharsets.UTF_8);
            for (String part : new String[] {scope.date(), scope.region(), scope.service(), scope.terminator()}) {
                key = Digests.hmac(key).doFinal(part.getBytes(StandardCharsets.UTF_8));
            }
            byte[] derived = key;
            return new SigningKey(accessKey, new Pool<>(() -> Digests.hmac(derived)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime lacks HMAC-SHA-256", e);
        }
    }

    /** Whose key it was derived from. */
    AccessKey accessKey() {
        return accessKey;
    }

    byte[] sign(Utf8 text) {
        Mac mac = macs.take();
        mac.update(text.array(), 0, text.length());
        byte[] signature = mac.doFinal();
        macs.giveBack(mac);
        return signature;
    }
}
