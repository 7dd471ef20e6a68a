package dev.gramme.database.crypto;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * What stands on disk for a partition key: the first 16 bytes of HMAC-SHA-256 under a key of the table. Tokens are
 * spread evenly, so they are the hash that partitions and parallel scans cut by; equal keys have equal tokens, and
 * nothing else shows. Two different keys of a table of 10^12 items share a token with a chance below 10^-14.
 */
public final class PartitionTokens {
    public static final int TOKEN_BYTES = 16;

    private final Pool<Mac> macs;

    PartitionTokens(byte[] key) {
        SecretKey secret = new SecretKeySpec(key, "HmacSHA256");
        this.macs = new Pool<>(() -> newMac(secret));
    }

    private static Mac newMac(SecretKey secret) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(secret);
        return mac;
    }

    public byte[] token(byte[] partitionKey) {
        Mac mac = macs.take();
        byte[] full = mac.doFinal(partitionKey);
        macs.giveBack(mac);
        return Arrays.copyOf(full, TOKEN_BYTES);
    }
}
