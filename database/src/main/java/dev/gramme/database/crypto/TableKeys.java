package dev.gramme.database.crypto;

import dev.gramme.database.env.Environment;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The keys of one table, all derived from its data key: for values, and for the keys of the table and its indexes. */
public final class TableKeys {
    public static final int DATA_KEY_BYTES = 32;

    private final byte[] dataKey;
    private final ValueSeal values;
    private final KeyCiphers own;
    private final SortKeyCipher expiries;

    /** Derives the keys from a data key of 32 bytes. */
    public TableKeys(byte[] dataKey, Environment environment) {
        this.dataKey = dataKey.clone();
        this.values = new ValueSeal(derive(dataKey, "gramme value 1"), environment::random, environment.clockMillis());
        this.own = ciphers("");
        this.expiries = new SortKeyCipher(derive(dataKey, "gramme expiry 1"));
    }

    private KeyCiphers ciphers(String place) {
        return new KeyCiphers(
                new PartitionTokens(derive(dataKey, "gramme partition key 1" + place)),
                new SortKeyCipher(derive(dataKey, "gramme sort key 1" + place)));
    }

    private static byte[] derive(byte[] dataKey, String use) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(dataKey, "HmacSHA256"));
            return mac.doFinal(use.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime lacks HMAC-SHA-256", e);
        }
    }

    public ValueSeal values() {
        return values;
    }

    /** For the table's own keys. */
    public KeyCiphers own() {
        return own;
    }

    /** For the times at which items expire. */
    public SortKeyCipher expiries() {
        return expiries;
    }

    /** For the keys of an index, under which equal values look different from those of the table and other indexes. */
    public KeyCiphers ofIndex(int indexId) {
        return ciphers(" index " + indexId);
    }
}
