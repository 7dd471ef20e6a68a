package dev.gramme.server;

import dev.gramme.database.crypto.RootKeyService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * A random root key, kept encrypted with AES-GCM by a key that stays in its module: version (1 byte), nonce (12 bytes),
 * ciphertext, tag (16 bytes). Made on first use.
 */
final class TokenRootKey {
    private static final byte VERSION = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final byte[] USE = "gramme root key".getBytes(StandardCharsets.UTF_8);

    private TokenRootKey() {}

    static byte[] open(Path file, Pkcs11Key key) throws IOException {
        try {
            return Files.exists(file) ? decrypted(file, key) : made(file, key);
        } catch (AEADBadTagException e) {
            throw new IOException("The PKCS #11 module's key is not the one that encrypted " + file + ".", e);
        } catch (GeneralSecurityException | ProviderException e) {
            throw new IOException("The PKCS #11 module does not do AES-GCM: " + e.getMessage(), e);
        }
    }

    private static Cipher cipher(int mode, Pkcs11Key key, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", key.provider());
        cipher.init(mode, key.key(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(USE);
        return cipher;
    }

    private static byte[] decrypted(Path file, Pkcs11Key key) throws IOException, GeneralSecurityException {
        byte[] kept = Files.readAllBytes(file);
        if (kept.length < 1 + NONCE_BYTES || kept[0] != VERSION) {
            throw new IOException("The root key file " + file + " is damaged.");
        }
        byte[] nonce = Arrays.copyOfRange(kept, 1, 1 + NONCE_BYTES);
        return cipher(Cipher.DECRYPT_MODE, key, nonce).doFinal(kept, 1 + NONCE_BYTES, kept.length - 1 - NONCE_BYTES);
    }

    /** Kept under another name first: a ciphertext cut short by a crash must never be taken for one. */
    private static byte[] made(Path file, Pkcs11Key key) throws IOException, GeneralSecurityException {
        SecureRandom random = new SecureRandom();
        byte[] rootKey = new byte[RootKeyService.ROOT_KEY_BYTES];
        random.nextBytes(rootKey);
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, key, nonce).doFinal(rootKey);
        byte[] kept = new byte[1 + NONCE_BYTES + encrypted.length];
        kept[0] = VERSION;
        System.arraycopy(nonce, 0, kept, 1, NONCE_BYTES);
        System.arraycopy(encrypted, 0, kept, 1 + NONCE_BYTES, encrypted.length);
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.write(
                draft,
                kept,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE,
                StandardOpenOption.SYNC);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        return rootKey;
    }
}
