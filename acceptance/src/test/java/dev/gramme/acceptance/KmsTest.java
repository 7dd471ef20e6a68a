package dev.gramme.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gramme.acceptance.load.Json;
import dev.gramme.acceptance.load.ServerProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Keys and tables encrypted under them, with the AWS CLI and the packaged server. */
@Timeout(120)
class KmsTest {
    private static final String ITEM =
            "{\"pk\":{\"S\":\"partition-secret\"},\"sk\":{\"S\":\"sort-secret\"},\"expires\":{\"N\":\"4102444800\"},"
                    + "\"nameOfSecret\":{\"S\":\"value-of-secret\"}}";
    private static final String KEY = "{\"pk\":{\"S\":\"partition-secret\"},\"sk\":{\"S\":\"sort-secret\"}}";

    private static final List<String> NAMES =
            List.of("description-secret", "alias-secret", "tag-secret", "backup-secret", "token-secret");

    @TempDir
    private Path data;

    private AwsCli kms;
    private AwsCli tables;

    private void connect(ServerProcess server) {
        kms = new AwsCli(server.port(), "kms");
        tables = new AwsCli(server.port());
    }

    private String createKey() throws Exception {
        return (String) Json.object(kms.ok("create-key", "--description", "description-secret")
                        .get("KeyMetadata"))
                .get("Arn");
    }

    private static String under(String keyArn) {
        return "Enabled=true,SSEType=KMS,KMSMasterKeyId=" + keyArn;
    }

    private void createTable(String encryption) throws Exception {
        tables.ok(
                "create-table",
                "--table-name",
                "films",
                "--billing-mode",
                "PAY_PER_REQUEST",
                "--attribute-definitions",
                "AttributeName=pk,AttributeType=S",
                "AttributeName=sk,AttributeType=S",
                "--key-schema",
                "AttributeName=pk,KeyType=HASH",
                "AttributeName=sk,KeyType=RANGE",
                "--local-secondary-indexes",
                "[{\"IndexName\":\"local\",\"KeySchema\":[{\"AttributeName\":\"pk\",\"KeyType\":\"HASH\"},"
                        + "{\"AttributeName\":\"sk\",\"KeyType\":\"RANGE\"}],"
                        + "\"Projection\":{\"ProjectionType\":\"ALL\"}}]",
                "--global-secondary-indexes",
                "[{\"IndexName\":\"global\",\"KeySchema\":[{\"AttributeName\":\"sk\",\"KeyType\":\"HASH\"}],"
                        + "\"Projection\":{\"ProjectionType\":\"ALL\"}}]",
                "--stream-specification",
                "StreamEnabled=true,StreamViewType=NEW_AND_OLD_IMAGES",
                "--sse-specification",
                encryption);
    }

    private Map<String, Object> encryption() throws Exception {
        Map<String, Object> table =
                Json.object(tables.ok("describe-table", "--table-name", "films").get("Table"));
        return Json.object(table.get("SSEDescription"));
    }

    private void itemIsThere() throws Exception {
        assertThat(tables.ok("get-item", "--table-name", "films", "--key", KEY).toString())
                .contains("value-of-secret");
    }

    @Test
    void nothingOfKeysAndTablesIsFoundInTheDataDirectory() throws Exception {
        AwsCli.requireInstalled();
        List<byte[]> secrets = new ArrayList<>();
        for (String text : List.of(
                "partition-secret",
                "sort-secret",
                "value-of-secret",
                "nameOfSecret",
                "4102444800",
                "description-secret",
                "alias-secret",
                "tag-secret",
                "backup-secret",
                "token-secret")) {
            secrets.add(text.getBytes(StandardCharsets.UTF_8));
        }
        try (ServerProcess server = Packaged.start(data)) {
            connect(server);
            String one = createKey();
            kms.ok("create-alias", "--alias-name", "alias/alias-secret", "--target-key-id", one);
            kms.ok("tag-resource", "--key-id", one, "--tags", "TagKey=tag-secret,TagValue=x");
            createTable(under("alias/alias-secret"));
            tables.ok("wait", "table-exists", "--table-name", "films");
            tables.ok(
                    "update-continuous-backups",
                    "--table-name",
                    "films",
                    "--point-in-time-recovery-specification",
                    "PointInTimeRecoveryEnabled=true");
            tables.ok(
                    "update-time-to-live",
                    "--table-name",
                    "films",
                    "--time-to-live-specification",
                    "Enabled=true,AttributeName=expires");
            tables.ok("put-item", "--table-name", "films", "--item", ITEM);
            tables.ok("put-item", "--table-name", "films", "--item", ITEM.replace("4102444800", "4102444801"));
            tables.ok("create-backup", "--table-name", "films", "--backup-name", "backup-secret");
            tables.ok(
                    "transact-write-items",
                    "--client-request-token",
                    "token-secret",
                    "--transact-items",
                    "[{\"Put\":{\"TableName\":\"films\",\"Item\":" + ITEM + "}}]");
            Map<String, Object> dataKey = kms.ok("generate-data-key", "--key-id", one, "--key-spec", "AES_256");
            secrets.add(Base64.getDecoder().decode((String) dataKey.get("Plaintext")));
            itemIsThere();
            server.stop();
        }
        secrets.add(Files.readAllBytes(data.resolve("root.key")));
        assertThat(search(secrets)).isPositive();
        try (ServerProcess server = Packaged.start(data)) {
            connect(server);
            itemIsThere();
        }
    }

    private int search(List<byte[]> secrets) throws Exception {
        List<String> forms = new ArrayList<>();
        for (byte[] secret : secrets) {
            forms.add(new String(secret, StandardCharsets.ISO_8859_1));
            forms.add(Base64.getEncoder().withoutPadding().encodeToString(secret));
            forms.add(HexFormat.of().formatHex(secret));
        }
        int searched = 0;
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                boolean named = file.startsWith(data.resolve("audit"));
                if (file.getFileName().toString().equals("root.key")) {
                    continue;
                }
                String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                // The audit log tells names, as CloudTrail does; never what is in items.
                for (String form : named
                        ? forms.stream().filter(text -> !NAMES.contains(text)).toList()
                        : forms) {
                    assertThat(bytes.contains(form))
                            .as("the form " + forms.indexOf(form) + " in " + file)
                            .isFalse();
                }
                searched++;
            }
        }
        return searched;
    }

    @Test
    void aTableIsUnderOneOfItsKeysAfterEachKill() throws Exception {
        AwsCli.requireInstalled();
        List<String> keys = new ArrayList<>();
        try (ServerProcess server = Packaged.start(data)) {
            connect(server);
            keys.add(createKey());
            keys.add(createKey());
            createTable(under(keys.getFirst()));
            tables.ok("put-item", "--table-name", "films", "--item", ITEM);
            server.kill();
        }
        for (int round = 1; round < 3; round++) {
            try (ServerProcess server = Packaged.start(data)) {
                connect(server);
                String wanted = keys.get(round % 2);
                Process change =
                        tables.start("update-table", "--table-name", "films", "--sse-specification", under(wanted));
                Thread.sleep(500 + 250 * round);
                server.kill();
                change.destroyForcibly();
            }
            try (ServerProcess server = Packaged.start(data)) {
                connect(server);
                assertThat(keys).contains((String) encryption().get("KMSMasterKeyArn"));
                itemIsThere();
            }
        }
    }

    @Test
    void aDayWithKeys() throws Exception {
        AwsCli.requireInstalled();
        try (ServerProcess server = Packaged.start("--in-memory")) {
            connect(server);
            String arn = createKey();
            String plain = "fileb://" + Files.writeString(data.resolve("plain"), "hello");
            Map<String, Object> encrypted =
                    kms.ok("encrypt", "--key-id", arn, "--plaintext", plain, "--encryption-context", "a=1");
            Path ciphertext = Files.write(
                    data.resolve("ciphertext"), Base64.getDecoder().decode((String) encrypted.get("CiphertextBlob")));
            String blob = "fileb://" + ciphertext;
            assertThat(kms.ok("decrypt", "--ciphertext-blob", blob, "--encryption-context", "a=1"))
                    .containsEntry("Plaintext", "aGVsbG8=")
                    .containsEntry("KeyId", arn);
            kms.refused("InvalidCiphertextException", "decrypt", "--ciphertext-blob", blob);
            kms.ok("rotate-key-on-demand", "--key-id", arn);
            kms.ok("decrypt", "--ciphertext-blob", blob, "--encryption-context", "a=1");
            kms.ok("disable-key", "--key-id", arn);
            kms.refused(arn + " is disabled.", "encrypt", "--key-id", arn, "--plaintext", plain);
            kms.ok("schedule-key-deletion", "--key-id", arn, "--pending-window-in-days", "7");
            kms.refused("(KMSInvalidStateException)", "enable-key", "--key-id", arn);
        }
    }
}
