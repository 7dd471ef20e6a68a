package dev.gramme.database.identity;

import dev.gramme.database.env.Environment;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Makes unique ids and secrets. */
public final class SecretIds {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int ID_RANDOM = 17;
    private static final int KEY_RANDOM = 16;
    private static final int ACCOUNT_CHARACTERS = 8;
    private static final int BITS = 5;
    private static final long MAX_ACCOUNT = 1_000_000_000_000L;
    private static final int SECRET_BYTES = 30;
    private static final String LASTING = "AKIA";
    private static final String TEMPORARY = "ASIA";

    private final Environment environment;

    public SecretIds(Environment environment) {
        this.environment = environment;
    }

    /** The id of an identity or a policy: 21 characters. */
    public String next(String prefix) {
        return random(prefix, ID_RANDOM);
    }

    /** The id of a lasting access key: 20 characters. */
    public String accessKeyId() {
        return random(LASTING, KEY_RANDOM);
    }

    /** The id of a temporary access key: 20 characters, which tell whose account it is of. */
    public String temporaryKeyId(String accountId) {
        StringBuilder id = new StringBuilder(TEMPORARY);
        long number = Long.parseLong(accountId);
        for (int shift = (ACCOUNT_CHARACTERS - 1) * BITS; shift >= 0; shift -= BITS) {
            id.append(ALPHABET.charAt((int) (number >> shift) & 31));
        }
        return random(id.toString(), KEY_RANDOM - ACCOUNT_CHARACTERS);
    }

    /** The account a temporary access key is of; null for what is none. */
    public static @Nullable String accountOfTemporaryKey(String accessKeyId) {
        if (!accessKeyId.startsWith(TEMPORARY) || accessKeyId.length() != TEMPORARY.length() + KEY_RANDOM) {
            return null;
        }
        long number = 0;
        for (int at = 0; at < ACCOUNT_CHARACTERS; at++) {
            int digit = ALPHABET.indexOf(accessKeyId.charAt(TEMPORARY.length() + at));
            if (digit < 0) {
                return null;
            }
            number = number << BITS | digit;
        }
        return number < MAX_ACCOUNT ? String.format("%012d", number) : null;
    }

    /** 40 characters. */
    public String secret() {
        byte[] random = new byte[SECRET_BYTES];
        environment.random(random);
        return Base64.getEncoder().encodeToString(random);
    }

    private String random(String prefix, int length) {
        byte[] random = new byte[length];
        environment.random(random);
        StringBuilder id = new StringBuilder(prefix);
        for (byte b : random) {
            id.append(ALPHABET.charAt(b & 31));
        }
        return id.toString();
    }
}
