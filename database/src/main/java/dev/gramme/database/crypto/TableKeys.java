package dev.gramme.database.crypto;

import dev.gramme.database.env.Environment;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The keys of one table, all derived from its data key: for values, for partition keys, for sort keys. */
public final class TableKeys {
    public static final int DATA_KEY_BYTES = 32;

    private final ValueSeal values;
    private final PartitionTokens tokens;
    private final SortKeyCipher sortKeys;

    /** Derives the keys from a data key of 32 bytes. */
    public TableKeys(byte[] dataKey, Environment environment) {
        this.values = new ValueSeal(derive(dataKey, "gramme value 1"), environment::random, environment.clockMillis());
        this.tokens = new PartitionTokens(derive(dataKey, "gramme partition key 1"));
        this.sortKeys = new SortKeyCipher(derive(dataKey, "gramme sort key 1"));
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

    public PartitionTokens tokens() {
        return tokens;
    }

    public SortKeyCipher sortKeys() {
        return sortKeys;
    }
}
