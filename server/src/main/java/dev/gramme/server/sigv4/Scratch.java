package dev.gramme.server.sigv4;

import java.security.DigestException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;

/**
 * What one check works with: room for the text that is signed, and one digest for all that is hashed. HMAC is put
 * together from it here (source: RFC 2104): a {@code Mac} would be kept for each key, and starts each time from the
 * same two blocks as well.
 */
final class Scratch {
    /** Bytes of a digest. */
    static final int HASH_BYTES = 32;

    private final Utf8 text = new Utf8();
    private final MessageDigest digest;
    private final byte[] hash = new byte[HASH_BYTES];

    Scratch() throws GeneralSecurityException {
        digest = MessageDigest.getInstance("SHA-256");
    }

    Utf8 text() {
        return text;
    }

    /** The SHA-256 of some bytes; the array is good until the next digest. */
    byte[] sha256(byte[] bytes, int length) {
        digest.update(bytes, 0, length);
        return hash();
    }

    /** The HMAC of some bytes; the array is good until the next digest. */
    byte[] hmac(SigningKey key, byte[] bytes, int from, int length) {
        digest.update(key.innerBlock());
        digest.update(bytes, from, length);
        hash();
        digest.update(key.outerBlock());
        digest.update(hash);
        return hash();
    }

    private byte[] hash() {
        try {
            digest.digest(hash, 0, HASH_BYTES);
            return hash;
        } catch (DigestException e) {
            throw new IllegalStateException("SHA-256 is longer than 32 bytes", e);
        }
    }
}
