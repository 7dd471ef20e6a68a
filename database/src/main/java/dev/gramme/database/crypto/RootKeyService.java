package dev.gramme.database.crypto;

import dev.gramme.database.env.Environment;
import java.nio.charset.StandardCharsets;

/** Wraps data keys under one 256-bit root key that the process was given. */
public final class RootKeyService implements KeyService {
    public static final int ROOT_KEY_BYTES = 32;

    private final ValueSeal seal;

    /**
     * Takes the root key: 32 bytes.
     *
     * @throws IllegalArgumentException for a key of another length
     */
    public RootKeyService(byte[] rootKey, Environment environment) {
        if (rootKey.length != ROOT_KEY_BYTES) {
            throw new IllegalArgumentException(
                    "A root key has " + ROOT_KEY_BYTES + " bytes; this one has " + rootKey.length + ".");
        }
        this.seal = new ValueSeal(rootKey, environment::random, environment.clockMillis());
    }

    @Override
    public byte[] wrap(byte[] dataKey, String context) {
        return seal.seal(dataKey, context.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public byte[] unwrap(byte[] wrapped, String context) {
        return seal.open(wrapped, context.getBytes(StandardCharsets.UTF_8));
    }
}
