package dev.gramme.database.crypto;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM under one key. Sealed form: version (1 byte), nonce (12 bytes), ciphertext as long as the plaintext, tag
 * (16 bytes). The place where the bytes will lie is authenticated with them, so that sealed bytes cannot be moved.
 *
 * <p>A nonce is 32 random bits drawn at start and a 64-bit counter that begins at the wall clock (milliseconds, shifted
 * by 20 bits) and only grows: it cannot repeat within a process, and over restarts only if the clock steps back and the
 * random part is drawn again. Random nonces alone would wear a key out after 2^32 values.
 */
public final class ValueSeal {
    /** What sealing adds to a value's length. */
    public static final int OVERHEAD_BYTES = 1 + 12 + 16;

    private static final byte VERSION = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final int HEAD_BYTES = 1 + NONCE_BYTES;

    private static final Pool<Cipher> CIPHERS = new Pool<>(() -> Cipher.getInstance("AES/GCM/NoPadding"));

    private final SecretKey key;
    private final int noncePrefix;
    private final AtomicLong nonceCounter;

    /**
     * Takes a key of 32 bytes.
     *
     * @param random fills arrays with bytes fit for keys
     * @param clockMillis the time of day, from which nonces are counted
     */
    public ValueSeal(byte[] key, Consumer<byte[]> random, long clockMillis) {
        this.key = new SecretKeySpec(key, "AES");
        byte[] prefix = new byte[4];
        random.accept(prefix);
        this.noncePrefix = ByteBuffer.wrap(prefix).getInt();
        this.nonceCounter = new AtomicLong(clockMillis << 20);
    }

    /** Seals a value for a place. */
    public byte[] seal(byte[] plain, byte[] place) {
        return seal(plain, place, 0);
    }

    /** Seals a value, leaving room for {@code headBytes} bytes of the caller's own in front of the sealed form. */
    public byte[] seal(byte[] plain, byte[] place, int headBytes) {
        byte[] sealed = new byte[headBytes + plain.length + OVERHEAD_BYTES];
        sealed[headBytes] = VERSION;
        ByteBuffer.wrap(sealed, headBytes + 1, NONCE_BYTES).putInt(noncePrefix).putLong(nonceCounter.getAndIncrement());
        Cipher cipher = CIPHERS.take();
        try {
            cipher.init(
                    Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BYTES * 8, sealed, headBytes + 1, NONCE_BYTES));
            cipher.updateAAD(place);
            cipher.doFinal(plain, 0, plain.length, sealed, headBytes + HEAD_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM failed to seal", e);
        }
        CIPHERS.giveBack(cipher);
        return sealed;
    }

    /**
     * Opens a sealed value.
     *
     * @throws SealBrokenException where the bytes are not what was sealed for this place under this key
     */
    public byte[] open(byte[] sealed, byte[] place) {
        return open(sealed, 0, place);
    }

    /** Opens a sealed value that begins at an offset. */
    public byte[] open(byte[] sealed, int offset, byte[] place) {
        int plainBytes = sealed.length - offset - OVERHEAD_BYTES;
        if (plainBytes < 0 || sealed[offset] != VERSION) {
            throw new SealBrokenException("Not a sealed value of this version", null);
        }
        byte[] plain = new byte[plainBytes];
        Cipher cipher = CIPHERS.take();
        try {
            cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BYTES * 8, sealed, offset + 1, NONCE_BYTES));
            cipher.updateAAD(place);
            cipher.doFinal(sealed, offset + HEAD_BYTES, plainBytes + TAG_BYTES, plain, 0);
        } catch (AEADBadTagException e) {
            throw new SealBrokenException("A sealed value is damaged, moved or sealed under another key", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM failed to open", e);
        }
        CIPHERS.giveBack(cipher);
        return plain;
    }
}
