package dev.gramme.database.kms;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/** Authentication codes, by the algorithm that the secret is made for. */
final class Macs {
    private Macs() {}

    static byte[] of(SecretKey secret, byte[] message) {
        try {
            Mac mac = Mac.getInstance(secret.getAlgorithm());
            mac.init(secret);
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime lacks " + secret.getAlgorithm(), e);
        }
    }
}
