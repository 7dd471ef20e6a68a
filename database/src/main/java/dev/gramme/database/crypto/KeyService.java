package dev.gramme.database.crypto;

/** Wraps and unwraps data keys. The key that wraps never leaves it. */
public interface KeyService {
    /** Seals a data key, bound to a context that must be given again to unwrap it. */
    byte[] wrap(byte[] dataKey, String context);

    /**
     * Opens a wrapped data key.
     *
     * @throws SealBrokenException where the wrapped key, the context or the root key is not the one it was made with
     */
    byte[] unwrap(byte[] wrapped, String context);
}
