package dev.gramme.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.Key;
import java.security.KeyStore;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import javax.crypto.SecretKey;

/**
 * A secret key in a module that speaks PKCS #11, used through Java's SunPKCS11.
 *
 * @param key a handle: its bytes stay in the module
 * @param provider what computes with it
 */
record Pkcs11Key(SecretKey key, Provider provider) {
    /**
     * Finds a key.
     *
     * @param configuration as SunPKCS11 takes it
     * @throws IOException with what is wrong, for people
     */
    static Pkcs11Key find(Path configuration, String alias, char[] pin) throws IOException {
        if (!Files.isRegularFile(configuration)) {
            throw new IOException("There is no PKCS #11 configuration " + configuration + ".");
        }
        Provider generic = Security.getProvider("SunPKCS11");
        if (generic == null) {
            throw new IOException("This Java runtime has no SunPKCS11.");
        }
        try {
            Provider provider = generic.configure(configuration.toString());
            KeyStore store = KeyStore.getInstance("PKCS11", provider);
            store.load(null, pin);
            Key key = store.getKey(alias, null);
            if (key instanceof SecretKey secret) {
                return new Pkcs11Key(secret, provider);
            }
            throw new IOException("The PKCS #11 module of " + configuration + " has no secret key '" + alias + "'.");
        } catch (GeneralSecurityException | ProviderException | InvalidParameterException e) {
            throw unusable(configuration, e);
        } catch (IOException e) {
            throw e.getCause() == null ? e : unusable(configuration, e); // a wrong PIN comes like this
        }
    }

    private static IOException unusable(Path configuration, Exception e) {
        String more = "";
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            more = cause.getMessage() == null ? more : " (" + cause.getMessage() + ")"; // the module's own code is last
        }
        return new IOException(
                "The PKCS #11 module of " + configuration + " cannot be used: " + e.getMessage() + more, e);
    }
}
