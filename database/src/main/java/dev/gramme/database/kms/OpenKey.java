package dev.gramme.database.kms;

import dev.gramme.database.crypto.ValueSeal;
import java.security.PrivateKey;
import java.security.PublicKey;
import javax.crypto.SecretKey;

/** Key material, ready for use. */
sealed interface OpenKey {
    /** Encrypts and decrypts. */
    record Symmetric(ValueSeal seal) implements OpenKey {}

    /** Authenticates messages. */
    record Hmac(SecretKey secret) implements OpenKey {}

    /** Signs and verifies, or encrypts and decrypts. */
    record Pair(PrivateKey privateKey, PublicKey publicKey) implements OpenKey {}
}
