package dev.gramme.server;

import dev.gramme.database.crypto.RootKeyService;
import dev.gramme.server.remote.RemoteRootKey;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Where the root key comes from, under which all other keys are wrapped. */
public sealed interface RootKeySource {
    /** The variable that may hold the key. */
    String VARIABLE = "GRAMME_ROOT_KEY";

    /** A file in the data directory, made at the first start. */
    RootKeySource DEFAULT = new OfFile(null);

    /**
     * The root key: 32 bytes.
     *
     * @param data the data directory, which is there
     * @throws IOException with what is wrong, for people
     */
    byte[] open(Path data) throws IOException;

    /**
     * A file, made at the first start.
     *
     * @param file null for {@code root.key} in the data directory
     */
    record OfFile(@Nullable Path file) implements RootKeySource {
        @Override
        public byte[] open(Path data) throws IOException {
            return RootKeyFile.open(place(data));
        }

        /** Where the file is. */
        Path place(Path data) {
            return file == null ? data.resolve("root.key") : file;
        }
    }

    /**
     * A variable of the process, in base64.
     *
     * @param name such as {@link #VARIABLE}
     */
    record OfVariable(String name, String value) implements RootKeySource {
        @Override
        public byte[] open(Path data) throws IOException {
            byte[] key;
            try {
                key = Base64.getDecoder().decode(value.strip());
            } catch (IllegalArgumentException e) {
                throw new IOException(name + " is no base64.", e);
            }
            return checked(key, name);
        }

        /** Without the key. */
        @Override
        public String toString() {
            return "OfVariable[" + name + "]";
        }
    }

    /**
     * A secret key in a Java key store, such as keytool makes: PKCS #12 or JCEKS.
     *
     * @param alias of the key
     * @param password of the store and of the key
     */
    record OfKeyStore(Path file, String alias, String password) implements RootKeySource {
        @Override
        public byte[] open(Path data) throws IOException {
            if (!Files.isRegularFile(file)) {
                throw new IOException("There is no key store " + file + ".");
            }
            try {
                KeyStore store = KeyStore.getInstance(file.toFile(), password.toCharArray());
                Key key = store.getKey(alias, password.toCharArray());
                byte[] encoded = key == null ? null : key.getEncoded();
                if (encoded == null) {
                    throw new IOException("The key store " + file + " has no secret key '" + alias + "'.");
                }
                return checked(encoded, "The key '" + alias + "' of " + file);
            } catch (GeneralSecurityException e) {
                throw new IOException("The key store " + file + " cannot be opened: " + e.getMessage(), e);
            } catch (IOException e) {
                throw e.getCause() instanceof GeneralSecurityException
                        ? new IOException("The key store " + file + " cannot be opened: " + e.getMessage(), e)
                        : e;
            }
        }

        /** Without the password. */
        @Override
        public String toString() {
            return "OfKeyStore[" + file + " " + alias + "]";
        }
    }

    /**
     * A data key that a KMS made at the first start and opens at each: what lies in the data directory is of no use
     * without it.
     *
     * @param keyArn of the key it is encrypted under
     * @param endpoint null for that of AWS
     */
    record OfKms(String keyArn, @Nullable URI endpoint) implements RootKeySource {
        @Override
        public byte[] open(Path data) throws IOException {
            Path own = ownFile(data);
            Path file = Files.exists(own) ? own : data.resolve("root.kms");
            return checked(RemoteRootKey.open(file, keyArn, endpoint), "The data key of " + keyArn);
        }

        /**
         * The root key that is to take another's place, in a file that only this key of KMS opens: that of the one
         * before is needed until then.
         */
        byte[] prepare(Path data) throws IOException {
            return checked(RemoteRootKey.open(ownFile(data), keyArn, endpoint), "The data key of " + keyArn);
        }

        private Path ownFile(Path data) {
            return data.resolve("root-" + shortened(keyArn) + ".kms");
        }
    }

    /**
     * A random key, encrypted by an AES key in a module that speaks PKCS #11 and never gives that key away: what lies
     * in the data directory is of no use without the module.
     *
     * @param configuration of Java's SunPKCS11, which names the module's library and slot
     * @param alias of the AES key
     * @param pin of the module
     */
    record OfPkcs11(Path configuration, String alias, String pin) implements RootKeySource {
        @Override
        public byte[] open(Path data) throws IOException {
            return checked(
                    TokenRootKey.open(
                            data.resolve("root-" + shortened(alias) + ".pkcs11"),
                            Pkcs11Key.find(configuration, alias, pin.toCharArray())),
                    "The root key under '" + alias + "'");
        }

        /** Without the PIN. */
        @Override
        public String toString() {
            return "OfPkcs11[" + configuration + " " + alias + "]";
        }
    }

    /** A name for files that is different for different names, however long those are. */
    private static String shortened(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime lacks SHA-256", e);
        }
    }

    private static byte[] checked(byte[] key, String what) throws IOException {
        if (key.length != RootKeyService.ROOT_KEY_BYTES) {
            throw new IOException(
                    what + " has " + key.length + " bytes instead of " + RootKeyService.ROOT_KEY_BYTES + ".");
        }
        return key;
    }
}
