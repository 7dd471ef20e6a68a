package dev.gramme.database.kms;

import dev.gramme.database.api.Conditions;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/** Authentication codes, by the algorithm that the secret is made for. */
final class Macs {
    private Macs() {}

    /** What policies can ask of requests to make and to check one. */
    static Conditions conditions(@Nullable String algorithm) {
        return name -> name.equals("kms:macalgorithm") && algorithm != null ? List.of(algorithm) : null;
    }

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
