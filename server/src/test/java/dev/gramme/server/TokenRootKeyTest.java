package dev.gramme.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.util.Arrays;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of a root key that a module encrypts; Java's own provider stands for the module. */
class TokenRootKeyTest {
    @TempDir
    private Path directory;

    private static Pkcs11Key key(int filling) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) filling);
        return new Pkcs11Key(new SecretKeySpec(bytes, "AES"), Security.getProvider("SunJCE"));
    }

    @Test
    void theSameKeyOpensIt() throws IOException {
        Path file = directory.resolve("root");
        byte[] made = TokenRootKey.open(file, key(1));
        assertThat(made).hasSize(32);
        assertThat(Files.readAllBytes(file)).hasSize(1 + 12 + 32 + 16);
        assertThat(TokenRootKey.open(file, key(1))).isEqualTo(made);
        assertThatThrownBy(() -> TokenRootKey.open(file, key(2)))
                .hasMessage("The PKCS #11 module's key is not the one that encrypted " + file + ".");
        Files.write(file, new byte[5]);
        assertThatThrownBy(() -> TokenRootKey.open(file, key(1))).hasMessageEndingWith(" is damaged.");
    }

    @Test
    void aModuleThatCannotBeUsedIsToldOf() throws IOException {
        Path missing = directory.resolve("none");
        assertThatThrownBy(() -> Pkcs11Key.find(missing, "a", new char[0]))
                .hasMessage("There is no PKCS #11 configuration " + missing + ".");
        Path bad = Files.writeString(directory.resolve("bad"), "name = x\nlibrary = /no/such/library.so\n");
        assertThatThrownBy(() -> Pkcs11Key.find(bad, "a", new char[0]))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("The PKCS #11 module of " + bad + " cannot be used: ");
    }
}
