package dev.gramme.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gramme.database.crypto.KeyService;
import dev.gramme.database.crypto.RootKeyService;
import dev.gramme.database.stream.StreamClient;
import dev.gramme.database.testing.Client;
import dev.gramme.database.testing.ManualEnvironment;
import dev.gramme.database.testing.TestDatabases;
import dev.gramme.database.testing.TestEngines;
import dev.gramme.database.testing.Waiting;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvException;
import dev.gramme.kv.testkit.Faults;
import dev.gramme.kv.testkit.FaultyEngine;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The root key is changed: everything opens under the new one, and nothing under the old. */
class RootKeyChangeTest {
    private final ManualEnvironment environment = new ManualEnvironment(1_700_000_000_000L, 5);
    private final KvEngine engine = TestEngines.open(environment::clockMillis);
    private final KeyService old = root(1);
    private final KeyService next = root(2);
    private String keyArn = "";
    private String ciphertext = "";
    private String backup = "";
    private String stream = "";

    private KeyService root(int filling) {
        byte[] key = new byte[RootKeyService.ROOT_KEY_BYTES];
        Arrays.fill(key, (byte) filling);
        return new RootKeyService(key, environment);
    }

    private static Map<String, Object> table(String name) {
        Map<String, Object> request = new HashMap<>();
        request.put("TableName", name);
        request.put("BillingMode", "PAY_PER_REQUEST");
        request.put("AttributeDefinitions", List.of(Map.of("AttributeName", "p", "AttributeType", "S")));
        request.put("KeySchema", List.of(Map.of("AttributeName", "p", "KeyType", "HASH")));
        return request;
    }

    private static void await(BooleanSupplier reached) {
        Waiting.until(10, reached);
    }

    /** Everything that the root key wraps: tables, a backup and a stream of a table that is gone, keys of two kinds. */
    @BeforeEach
    void fill() {
        try (Database database = TestDatabases.over(engine, environment, old)) {
            Client client = new Client(database);
            Map<String, Object> key = Map.of("KeySpec", "ECC_NIST_P256", "KeyUsage", "SIGN_VERIFY");
            keyArn = (String) Client.map(client.call("kms:CreateKey", key).get("KeyMetadata"))
                    .get("Arn");
            Object secret = Client.map(client.call("kms:CreateKey", Map.of()).get("KeyMetadata"))
                    .get("Arn");
            client.call("kms:RotateKeyOnDemand", Map.of("KeyId", secret));
            ciphertext = (String) client.call("kms:Encrypt", Map.of("KeyId", secret, "Plaintext", "aGVsbG8="))
                    .get("CiphertextBlob");
            client.call("CreateTable", table("plain"));
            Map<String, Object> underKey = table("under");
            underKey.put("SSESpecification", Map.of("Enabled", true, "SSEType", "KMS", "KMSMasterKeyId", secret));
            client.call("CreateTable", underKey);
            Map<String, Object> gone = table("gone");
            gone.put("StreamSpecification", Map.of("StreamEnabled", true, "StreamViewType", "NEW_IMAGE"));
            client.call("CreateTable", gone);
            for (String name : List.of("plain", "under", "gone")) {
                client.awaitActive(name);
                client.call("PutItem", Map.of("TableName", name, "Item", Map.of("p", Map.of("S", "1"))));
            }
            stream = (String) client.describe("gone").get("LatestStreamArn");
            backup = (String) Client.map(client.call("CreateBackup", Map.of("TableName", "gone", "BackupName", "kept"))
                            .get("BackupDetails"))
                    .get("BackupArn");
            client.call("DeleteTable", Map.of("TableName", "gone"));
            await(() -> !Client.json(client.call("ListTables", Map.of())).contains("gone"));
        }
    }

    private void opensUnder(KeyService root) {
        try (Database database = TestDatabases.over(engine, environment, root)) {
            Client client = new Client(database);
            for (String name : List.of("plain", "under")) {
                Map<String, Object> get = Map.of("TableName", name, "Key", Map.of("p", Map.of("S", "1")));
                assertThat(client.call("GetItem", get)).containsKey("Item");
            }
            assertThat(new StreamClient(client, stream).more()).hasSize(1);
            assertThat(client.call("kms:Decrypt", Map.of("CiphertextBlob", ciphertext)))
                    .containsEntry("Plaintext", "aGVsbG8=");
            Map<String, Object> sign =
                    Map.of("KeyId", keyArn, "Message", "aGVsbG8=", "SigningAlgorithm", "ECDSA_SHA_256");
            assertThat(client.call("kms:Sign", sign)).containsKey("Signature");
            client.call("RestoreTableFromBackup", Map.of("TargetTableName", "back", "BackupArn", backup));
            client.awaitActive("back");
            client.call("DeleteTable", Map.of("TableName", "back"));
        }
    }

    private void isRefusedUnder(KeyService root) {
        assertThatThrownBy(() -> TestDatabases.over(engine, environment, root))
                .hasMessage("The root key is not the one this data was written under.");
    }

    @Test
    void everythingOpensUnderTheNewOne() {
        RootKeyChange.run(engine, environment, old, next);
        isRefusedUnder(old);
        opensUnder(next);
        RootKeyChange.run(engine, environment, next, old);
        isRefusedUnder(next);
        opensUnder(old);
    }

    @Test
    void aCrashLeavesOneOfTheTwo() {
        cutOff(new Faults(0, 0, 1, 0, 0));
        isRefusedUnder(next);
        opensUnder(old);
        cutOff(new Faults(0, 1, 0, 0, 0));
        isRefusedUnder(old);
        opensUnder(next);
    }

    private void cutOff(Faults faults) {
        FaultyEngine faulty = new FaultyEngine(engine, 5, faults, () -> {});
        assertThatThrownBy(() -> RootKeyChange.run(faulty, environment, old, next))
                .isInstanceOf(KvException.Uncertain.class);
    }

    @Test
    void theOldOneMustBeTheOneThereIs() {
        assertThatThrownBy(() -> RootKeyChange.run(engine, environment, next, old))
                .hasMessage("The root key is not the one this data was written under.");
        opensUnder(old);
    }
}
