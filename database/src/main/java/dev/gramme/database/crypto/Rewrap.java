package dev.gramme.database.crypto;

/** Takes wrapped keys from one key service to another. */
public record Rewrap(KeyService from, KeyService to) {
    /**
     * The same key, wrapped by the other.
     *
     * @throws SealBrokenException where the first did not wrap it, or for another context
     */
    public byte[] of(byte[] wrapped, String context) {
        return to.wrap(from.unwrap(wrapped, context), context);
    }
}
