package dev.gramme.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gramme.acceptance.load.ApiConnection;
import dev.gramme.acceptance.load.Finished;
import dev.gramme.acceptance.load.Json;
import dev.gramme.acceptance.load.ServerProcess;
import dev.gramme.acceptance.load.Tables;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where the packaged server takes its root key from. */
@Timeout(60)
class RootKeyTest {
    private static final String OTHER = "gramme: The root key is not the one this data was written under.\n";
    private static final Map<String, String> CREDENTIALS = Map.of(
            "AWS_ACCESS_KEY_ID", "any",
            "AWS_SECRET_ACCESS_KEY", "any",
            "AWS_CONFIG_FILE", "/dev/null",
            "AWS_SHARED_CREDENTIALS_FILE", "/dev/null",
            "AWS_EC2_METADATA_DISABLED", "true");

    @TempDir
    private Path directory;

    private static void makeTable(ServerProcess server) throws Exception {
        try (ApiConnection connection = new ApiConnection(server.port())) {
            Tables.create(connection, "kept", false);
        }
    }

    private static void hasTable(ServerProcess server) throws Exception {
        try (ApiConnection connection = new ApiConnection(server.port())) {
            assertThat(connection.call("ListTables", "{}")).isEqualTo("{\"TableNames\":[\"kept\"]}");
        }
    }

    private String data() {
        return directory.resolve("data").toString();
    }

    @Test
    void fromAVariable() throws Exception {
        String key = Base64.getEncoder().encodeToString(new byte[32]);
        Map<String, String> variables = Map.of("GRAMME_ROOT_KEY", key);
        try (ServerProcess server = Packaged.start(variables, "--data", data())) {
            makeTable(server);
        }
        assertThat(directory.resolve("data/root.key")).doesNotExist();
        try (ServerProcess server = Packaged.start(variables, "--data", data())) {
            hasTable(server);
        }
        Finished refused = Packaged.refused("--data", data());
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).isEqualTo(OTHER);
    }

    @Test
    void fromAKeyStore() throws Exception {
        Path file = directory.resolve("root.p12");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("gramme", new SecretKeySpec(new byte[32], "AES"), "secret word".toCharArray(), null);
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, "secret word".toCharArray());
        }
        Map<String, String> variables = Map.of("GRAMME_ROOT_KEYSTORE_PASSWORD", "secret word");
        String[] options = {"--data", data(), "--root-keystore", file.toString(), "--root-key-alias", "gramme"};
        try (ServerProcess server = Packaged.start(variables, options)) {
            makeTable(server);
        }
        try (ServerProcess server = Packaged.start(variables, options)) {
            hasTable(server);
        }
        Finished unknown = Packaged.refused(options);
        assertThat(unknown.err()).startsWith("gramme: The key store's password is to be in ");
        Path wrong = Files.writeString(directory.resolve("word"), "other word\n");
        Finished refused = Packaged.refused(
                "--data", data(),
                "--root-keystore", file.toString(),
                "--root-key-alias", "gramme",
                "--root-keystore-password-file", wrong.toString());
        assertThat(refused.err()).startsWith("gramme: The key store " + file + " cannot be opened: ");
    }

    @Test
    void itIsChangedWhileNoServerRuns() throws Exception {
        String next = directory.resolve("next.key").toString();
        String[] change = {"--data", data(), "--to", "file:" + next};
        assertThat(Packaged.run("change-root-key", change).err())
                .isEqualTo("gramme: There is no data in " + data() + ".\n");
        try (ServerProcess server = Packaged.start("--data", data())) {
            makeTable(server);
            assertThat(Packaged.run("change-root-key", change).exitCode()).isEqualTo(1);
        }
        Finished changed = Packaged.run("change-root-key", change);
        assertThat(changed.err()).isEmpty();
        assertThat(changed.out()).startsWith("The root key is changed.");
        assertThat(Packaged.refused("--data", data()).err()).isEqualTo(OTHER);
        try (ServerProcess server = Packaged.start("--data", data(), "--root-key-file", next)) {
            hasTable(server);
        }
        assertThat(Packaged.run("change-root-key", change).err()).isEqualTo(OTHER);
    }

    @Test
    void fromTheKmsOfAnotherServer() throws Exception {
        try (ServerProcess other =
                Packaged.start("--data", directory.resolve("other").toString())) {
            AwsCli.requireInstalled();
            AwsCli kms = new AwsCli(other.port(), "kms");
            String arn = (String)
                    Json.object(kms.ok("create-key").get("KeyMetadata")).get("Arn");
            String[] options = {
                "--data", data(), "--root-kms", arn, "--root-kms-endpoint", "http://127.0.0.1:" + other.port()
            };
            try (ServerProcess server = Packaged.start(CREDENTIALS, options)) {
                makeTable(server);
            }
            try (ServerProcess server = Packaged.start(CREDENTIALS, options)) {
                hasTable(server);
            }
            String next = (String)
                    Json.object(kms.ok("create-key").get("KeyMetadata")).get("Arn");
            String[] change = {
                "--data",
                data(),
                "--root-kms",
                arn,
                "--root-kms-endpoint",
                options[5],
                "--to",
                "kms:" + next + "@" + options[5]
            };
            assertThat(Packaged.run(CREDENTIALS, "change-root-key", change).err())
                    .isEmpty();
            assertThat(Packaged.refused(CREDENTIALS, options).err()).isEqualTo(OTHER);
            options[3] = next;
            try (ServerProcess server = Packaged.start(CREDENTIALS, options)) {
                hasTable(server);
            }
            kms.ok("disable-key", "--key-id", next);
            Finished refused = Packaged.refused(CREDENTIALS, options);
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.err()).startsWith("gramme: KMS does not give the root key: " + next + " is disabled.");
        }
    }
}
