package dev.gramme.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gramme.server.RootKeySource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RootKeyPlaceTest {
    private static RootKeySource parse(String word, Map<String, String> variables) throws IOException {
        return RootKeyPlace.parse(word, variables);
    }

    @Test
    void places() throws IOException {
        assertThat(parse("file:/x/y", Map.of())).isEqualTo(new RootKeySource.OfFile(Path.of("/x/y")));
        assertThat(parse("variable:NEXT", Map.of("NEXT", "AAAA")))
                .isEqualTo(new RootKeySource.OfVariable("NEXT", "AAAA"));
        String arn = "arn:aws:kms:eu-west-1:123456789012:key/1";
        assertThat(parse("kms:" + arn, Map.of())).isEqualTo(new RootKeySource.OfKms(arn, null));
        assertThat(parse("kms:" + arn + "@http://x:1", Map.of()))
                .isEqualTo(new RootKeySource.OfKms(arn, URI.create("http://x:1")));
        assertThat(parse("keystore:/a#b#c", Map.of("GRAMME_ROOT_KEYSTORE_PASSWORD", "w")))
                .isEqualTo(new RootKeySource.OfKeyStore(Path.of("/a#b"), "c", "w"));
        assertThat(parse("pkcs11:/a#c", Map.of("GRAMME_ROOT_PKCS11_PIN", "1", "GRAMME_NEW_ROOT_PKCS11_PIN", "2")))
                .isEqualTo(new RootKeySource.OfPkcs11(Path.of("/a"), "c", "2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "root.key", "file:", "disk:/x", "keystore:/a", "keystore:/a#", "pkcs11:#b"})
    void whatIsNoPlaceIsRefused(String word) {
        assertThatThrownBy(() -> parse(word, Map.of()))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("'" + word + "' is no place of a root key; places are file:PATH,");
    }

    @Test
    void aSecretThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> parse("pkcs11:/a#c", Map.of()))
                .hasMessage("The variable GRAMME_ROOT_PKCS11_PIN is not set.");
        assertThatThrownBy(() -> parse("variable:NEXT", Map.of())).hasMessage("The variable NEXT is not set.");
    }
}
