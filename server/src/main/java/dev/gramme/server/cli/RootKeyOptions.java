package dev.gramme.server.cli;

import dev.gramme.server.RootKeySource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where the root key comes from. */
final class RootKeyOptions {
    static final String PASSWORD_VARIABLE = "GRAMME_ROOT_KEYSTORE_PASSWORD";
    static final String PIN_VARIABLE = "GRAMME_ROOT_PKCS11_PIN";

    @Option(
            names = "--root-key-file",
            paramLabel = "FILE",
            description = "File of the root key, made at the first start. Default: root.key in the data directory."
                    + " The variable GRAMME_ROOT_KEY, 32 bytes in base64, takes its place.")
    private @Nullable Path file;

    @Option(
            names = "--root-keystore",
            paramLabel = "FILE",
            description = "Key store (PKCS #12 or JCEKS) of the root key, an AES key of 256 bits. Its password is in"
                    + " the variable GRAMME_ROOT_KEYSTORE_PASSWORD, or in a file.")
    private @Nullable Path keyStore;

    @Option(
            names = "--root-key-alias",
            paramLabel = "ALIAS",
            description = "The name of the key in the key store or the PKCS #11 module.")
    private @Nullable String alias;

    @Option(
            names = "--root-keystore-password-file",
            paramLabel = "FILE",
            description = "File whose first line is the key store's password.")
    private @Nullable Path passwordFile;

    @Option(
            names = "--root-kms",
            paramLabel = "ARN",
            description = "Have the root key made and decrypted by this key of AWS KMS, or of what speaks its protocol;"
                    + " credentials are found as the AWS SDK finds them.")
    private @Nullable String kmsKey;

    @Option(names = "--root-kms-endpoint", paramLabel = "URL", description = "Where that KMS is. Default: AWS.")
    private @Nullable URI kmsEndpoint;

    @Option(
            names = "--root-pkcs11",
            paramLabel = "FILE",
            description = "Have the root key decrypted by an AES key in a PKCS #11 module; FILE is a configuration of"
                    + " Java's SunPKCS11. The PIN is in the variable GRAMME_ROOT_PKCS11_PIN.")
    private @Nullable Path pkcs11;

    /**
     * Where the root key comes from.
     *
     * @throws IOException with what is wrong, for people
     */
    RootKeySource source() throws IOException {
        String variable = System.getenv(RootKeySource.VARIABLE);
        if (Stream.of(file, keyStore, kmsKey, pkcs11, variable)
                        .filter(given -> given != null)
                        .count()
                > 1) {
            throw new IOException("Give one of --root-key-file, --root-keystore, --root-kms, --root-pkcs11 and "
                    + RootKeySource.VARIABLE + ".");
        }
        if ((alias == null) != (keyStore == null && pkcs11 == null) || (passwordFile != null && keyStore == null)) {
            throw new IOException("--root-keystore and --root-key-alias go together, or --root-pkcs11 and it.");
        }
        if (kmsEndpoint != null && kmsKey == null) {
            throw new IOException("--root-kms-endpoint needs --root-kms.");
        }
        if (keyStore != null && alias != null) {
            return new RootKeySource.OfKeyStore(keyStore, alias, password());
        }
        if (kmsKey != null) {
            return new RootKeySource.OfKms(kmsKey, kmsEndpoint);
        }
        if (pkcs11 != null && alias != null) {
            return new RootKeySource.OfPkcs11(pkcs11, alias, pin());
        }
        return variable == null
                ? new RootKeySource.OfFile(file)
                : new RootKeySource.OfVariable(RootKeySource.VARIABLE, variable);
    }

    private static String pin() throws IOException {
        String pin = System.getenv(PIN_VARIABLE);
        if (pin == null) {
            throw new IOException("The PIN of the PKCS #11 module is to be in " + PIN_VARIABLE + ".");
        }
        return pin;
    }

    private String password() throws IOException {
        if (passwordFile != null) {
            return Files.readString(passwordFile).lines().findFirst().orElse("");
        }
        String password = System.getenv(PASSWORD_VARIABLE);
        if (password == null) {
            throw new IOException("The key store's password is to be in " + PASSWORD_VARIABLE
                    + ", or in the file of --root-keystore-password-file.");
        }
        return password;
    }
}
