package dev.gramme.database.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns bytes into bytes of twice the length that sort the same way and share prefixes where the plain ones do, under a
 * key: the construction of Chenette, Lewi, Weis and Wu ("Practical Order-Revealing Encryption with Limited Leakage",
 * FSE 2016) in its order-preserving form, with bytes as digits. Digit d after prefix p becomes the 16-bit number F(p) +
 * d, where F is a pseudorandom number from 0 to 65,280.
 *
 * <p>What it leaks to somebody who holds the disk but not the key, for keys under the same partition key or not: the
 * order of two sort keys, how many leading bytes they share, and the difference of their first differing byte. Of a
 * single key: its length, and with a chance of about 1 in 130 per byte a bound on that byte (sums near either end of
 * the range).
 */
public final class SortKeyCipher {
    private static final int BLOCK = 16;
    private static final int OFFSETS = 65536 - 255;
    private static final byte OUTPUT_MARK = 1;
    private static final byte CHAIN_MARK = 2;

    private final Pool<Cipher> ciphers;

    SortKeyCipher(byte[] key) {
        SecretKey secret = new SecretKeySpec(key, "AES");
        this.ciphers = new Pool<>(() -> newCipher(secret));
    }

    private static Cipher newCipher(SecretKey secret) throws GeneralSecurityException {
        // Single blocks of AES used as a pseudorandom function; nothing is enciphered in ECB mode.
        Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, secret);
        return cipher;
    }

    /**
     * Encodes a sort key.
     *
     * @param plain the sort key in its order-preserving byte form
     * @return two bytes for each byte; a prefix of {@code plain} encodes to a prefix of the result
     */
    public byte[] encode(byte[] plain) {
        byte[] encoded = new byte[plain.length * 2];
        byte[] input = new byte[2 * BLOCK];
        byte[] output = new byte[2 * BLOCK];
        Cipher cipher = ciphers.take();
        try {
            for (int at = 0; at < plain.length; at++) {
                // The second block of the last output is the chain: a pseudorandom function of the prefix before this
                // byte.
                System.arraycopy(output, BLOCK, input, 0, BLOCK);
                System.arraycopy(output, BLOCK, input, BLOCK, BLOCK);
                input[0] ^= OUTPUT_MARK;
                input[BLOCK] ^= CHAIN_MARK;
                input[BLOCK + 1] ^= plain[at];
                cipher.update(input, 0, input.length, output, 0);
                int digit = offset(output) + (plain[at] & 0xFF);
                encoded[2 * at] = (byte) (digit >>> 8);
                encoded[2 * at + 1] = (byte) digit;
            }
        } catch (ShortBufferException e) {
            throw new IllegalStateException("AES gave more than it was fed", e);
        }
        ciphers.giveBack(cipher);
        return encoded;
    }

    private static int offset(byte[] block) {
        int bits = (block[0] & 0xFF) << 24 | (block[1] & 0xFF) << 16 | (block[2] & 0xFF) << 8 | (block[3] & 0xFF);
        return Integer.remainderUnsigned(bits, OFFSETS);
    }
}
