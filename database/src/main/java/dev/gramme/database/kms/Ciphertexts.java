package dev.gramme.database.kms;

import dev.gramme.database.crypto.SealBrokenException;
import dev.gramme.database.crypto.ValueSeal;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What keys make of plain bytes: a version (1 byte), the key's id (16 bytes), which of its materials (4 bytes), and the
 * bytes sealed with AES-256-GCM under it. Authenticated with them are the key's id and the encryption context, whose
 * pairs count in any order.
 */
final class Ciphertexts {
    private static final byte VERSION = 1;
    private static final int HEAD_BYTES = 1 + 16 + 4;

    private final Keys keys;
    private final Materials materials;

    /**
     * A ciphertext, taken apart but not opened.
     *
     * @param keyId of the key it was made with, which may be gone
     * @param version which of its materials, from 1
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Parts(byte[] whole, String keyId, int version) {}

    Ciphertexts(Keys keys, Materials materials) {
        this.keys = keys;
        this.materials = materials;
    }

    /** Encrypts under a key's current material. */
    byte[] encrypt(KmsKey key, byte[] plain, @Nullable Map<String, String> context) {
        ValueSeal seal = materials.findSeal(key, key.version());
        if (seal == null) {
            throw KmsFault.noKey(key.arn());
        }
        byte[] sealed = seal.seal(plain, authenticated(key.id(), context), HEAD_BYTES);
        UUID id = UUID.fromString(key.id());
        ByteBuffer.wrap(sealed)
                .put(VERSION)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .putInt(key.version());
        return sealed;
    }

    /** Takes a ciphertext apart; refuses what is none. */
    Parts parse(byte[] ciphertext) {
        if (ciphertext.length < HEAD_BYTES + ValueSeal.OVERHEAD_BYTES || ciphertext[0] != VERSION) {
            throw KmsFault.badCiphertext();
        }
        ByteBuffer head = ByteBuffer.wrap(ciphertext, 1, HEAD_BYTES - 1);
        String keyId = new UUID(head.getLong(), head.getLong()).toString();
        return new Parts(ciphertext, keyId, head.getInt());
    }

    /** The key a ciphertext was made with; null where it is gone, or never was. */
    @Nullable
    KmsKey keyOf(Parts parts) {
        return keys.find(parts.keyId());
    }

    /** Decrypts. The key may be in any state: whether it can be used is for the caller to check. */
    byte[] decrypt(Parts parts, @Nullable Map<String, String> context) {
        KmsKey key = keyOf(parts);
        ValueSeal seal = key == null ? null : materials.findSeal(key, parts.version());
        if (seal == null) {
            throw KmsFault.badCiphertext();
        }
        try {
            return seal.open(parts.whole(), HEAD_BYTES, authenticated(parts.keyId(), context));
        } catch (SealBrokenException e) {
            throw KmsFault.badCiphertext();
        }
    }

    /** Lengths stand before names and values, so that no two contexts look alike. */
    private static byte[] authenticated(String keyId, @Nullable Map<String, String> context) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        append(bytes, keyId);
        if (context != null) {
            new TreeMap<>(context).forEach((name, value) -> {
                append(bytes, name);
                append(bytes, value);
            });
        }
        return bytes.toByteArray();
    }

    private static void append(ByteArrayOutputStream bytes, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        bytes.writeBytes(ByteBuffer.allocate(4).putInt(utf8.length).array());
        bytes.writeBytes(utf8);
    }
}
