package dev.gramme.database.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gramme.database.Database;
import dev.gramme.database.Settings;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.testing.Client;
import dev.gramme.database.testing.ManualEnvironment;
import dev.gramme.database.testing.TestDatabases;
import dev.gramme.database.testing.TestEngines;
import dev.gramme.kv.KvEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KmsTest {
    private static final String ARN = "arn:aws:kms:us-east-1:000000000000:";
    private static final String PLAIN = "aGVsbG8=";
    private static final Map<String, String> CONTEXT = Map.of("purpose", "test", "a", "b");

    private ManualEnvironment environment;
    private KvEngine engine;
    private Database database;
    private Client client;

    @BeforeEach
    void open() {
        environment = new ManualEnvironment(1_700_000_000_000L, 5);
        engine = TestEngines.open(environment::clockMillis);
        start();
    }

    private void start() {
        database = TestDatabases.over(engine, environment, Settings.DEFAULT);
        client = new Client(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Map<String, Object> call(String operation, Map<String, ?> request) {
        return client.call("kms:" + operation, request);
    }

    private String createKey() {
        return (String)
                Client.map(call("CreateKey", Map.of()).get("KeyMetadata")).get("KeyId");
    }

    private Map<String, Object> describe(String keyId) {
        return Client.map(call("DescribeKey", Map.of("KeyId", keyId)).get("KeyMetadata"));
    }

    private String encrypt(String keyId, Map<String, String> context) {
        return (String) call("Encrypt", Map.of("KeyId", keyId, "Plaintext", PLAIN, "EncryptionContext", context))
                .get("CiphertextBlob");
    }

    private Object decrypt(String ciphertext, Map<String, String> context) {
        return call("Decrypt", Map.of("CiphertextBlob", ciphertext, "EncryptionContext", context))
                .get("Plaintext");
    }

    private void refuses(String code, String message, String operation, Map<String, ?> request) {
        assertThatThrownBy(() -> call(operation, request)).isInstanceOfSatisfying(DynamoException.class, error -> {
            assertThat(error.code().errorName()).isEqualTo(code);
            assertThat(error.text()).isEqualTo(message);
        });
    }

    @Test
    void whatAKeyEncryptedItDecryptsUnderTheSameContextOnly() {
        String key = createKey();
        String ciphertext = encrypt(key, CONTEXT);
        assertThat(ciphertext).isNotEqualTo(encrypt(key, CONTEXT));
        assertThat(decrypt(ciphertext, CONTEXT)).isEqualTo(PLAIN);
        for (Map<String, String> other :
                List.of(Map.<String, String>of(), Map.of("purpose", "test"), Map.of("purpose", "testa", "", "b"))) {
            refuses(
                    "InvalidCiphertextException",
                    "",
                    "Decrypt",
                    Map.of("CiphertextBlob", ciphertext, "EncryptionContext", other));
        }
        refuses("InvalidCiphertextException", "", "Decrypt", Map.of("CiphertextBlob", PLAIN));
    }

    @Test
    void keysAreThereAgainAfterARestart() {
        String key = createKey();
        call("CreateAlias", Map.of("AliasName", "alias/kept", "TargetKeyId", key));
        String ciphertext = encrypt("alias/kept", CONTEXT);
        database.close();
        start();
        assertThat(decrypt(ciphertext, CONTEXT)).isEqualTo(PLAIN);
        assertThat(describe(ARN + "alias/kept").get("KeyId")).isEqualTo(key);
    }

    @Test
    void aKeyIsFoundByEachOfItsNames() {
        String key = createKey();
        call("CreateAlias", Map.of("AliasName", "alias/one", "TargetKeyId", ARN + "key/" + key));
        for (String name : List.of(key, ARN + "key/" + key, "alias/one", ARN + "alias/one")) {
            assertThat(describe(name).get("Arn")).isEqualTo(ARN + "key/" + key);
        }
        String none = "00000000-0000-0000-0000-000000000000";
        refuses(
                "NotFoundException",
                "Key '" + ARN + "key/" + none + "' does not exist",
                "DescribeKey",
                Map.of("KeyId", none));
        refuses(
                "NotFoundException",
                "Alias " + ARN + "alias/none is not found.",
                "DescribeKey",
                Map.of("KeyId", "alias/none"));
        refuses("NotFoundException", "Invalid keyId none", "DescribeKey", Map.of("KeyId", "none"));
        refuses(
                "NotFoundException",
                "Invalid arn eu-west-1",
                "DescribeKey",
                Map.of("KeyId", "arn:aws:kms:eu-west-1:000000000000:key/" + key));
        refuses(
                "InvalidArnException",
                "Key Aliases are not supported for this operation.",
                "DisableKey",
                Map.of("KeyId", ARN + "alias/one"));
    }

    @Test
    void aliasesAreMovedAndTakenAway() {
        String one = createKey();
        String other = createKey();
        Map<String, String> alias = Map.of("AliasName", "alias/a", "TargetKeyId", one);
        call("CreateAlias", alias);
        refuses(
                "AlreadyExistsException",
                "An alias with the name " + ARN + "alias/a already exists",
                "CreateAlias",
                alias);
        call("UpdateAlias", Map.of("AliasName", "alias/a", "TargetKeyId", other));
        assertThat(describe("alias/a").get("KeyId")).isEqualTo(other);
        assertThat(Client.maps(call("ListAliases", Map.of("KeyId", one)).get("Aliases")))
                .isEmpty();
        call("DeleteAlias", Map.of("AliasName", "alias/a"));
        String gone = "Alias " + ARN + "alias/a is not found.";
        refuses("NotFoundException", gone, "DeleteAlias", Map.of("AliasName", "alias/a"));
        refuses("NotFoundException", gone, "UpdateAlias", alias);
        refuses(
                "InvalidAliasNameException",
                "The prefix \"alias/aws/\" is reserved for keys of services",
                "CreateAlias",
                Map.of("AliasName", "alias/aws/mine", "TargetKeyId", one));
    }

    @Test
    void aKeyThatIsDisabledOrAboutToBeDeletedCannotBeUsed() {
        String key = createKey();
        String arn = ARN + "key/" + key;
        String ciphertext = encrypt(key, CONTEXT);
        Map<String, Object> encrypting = Map.of("KeyId", key, "Plaintext", PLAIN);
        Map<String, Object> decrypting = Map.of("CiphertextBlob", ciphertext, "EncryptionContext", CONTEXT);
        Map<String, Object> named = Map.of("KeyId", key);
        call("DisableKey", named);
        refuses("DisabledException", arn + " is disabled.", "Encrypt", encrypting);
        refuses("DisabledException", arn + " is disabled.", "Decrypt", decrypting);
        call("EnableKey", named);
        assertThat(decrypt(ciphertext, CONTEXT)).isEqualTo(PLAIN);
        refuses("KMSInvalidStateException", arn + " is not pending deletion.", "CancelKeyDeletion", named);
        call("ScheduleKeyDeletion", Map.of("KeyId", key, "PendingWindowInDays", 7));
        assertThat(describe(key)).containsEntry("KeyState", "PendingDeletion").containsEntry("Enabled", false);
        refuses("KMSInvalidStateException", arn + " is pending deletion.", "Encrypt", encrypting);
        refuses("KMSInvalidStateException", arn + " is pending deletion.", "EnableKey", named);
        call("CancelKeyDeletion", named);
        assertThat(describe(key)).containsEntry("KeyState", "Disabled");
    }

    @Test
    void aKeyIsGoneWhenItsTimeIsOver() throws InterruptedException {
        String key = createKey();
        call("CreateAlias", Map.of("AliasName", "alias/gone", "TargetKeyId", key));
        String ciphertext = encrypt(key, CONTEXT);
        call("ScheduleKeyDeletion", Map.of("KeyId", key, "PendingWindowInDays", 7));
        environment.advance(TimeUnit.DAYS.toMillis(7) + 1);
        for (int wait = 0;
                wait < 1_000
                        && !Client.maps(call("ListKeys", Map.of()).get("Keys")).isEmpty();
                wait++) {
            Thread.sleep(10);
        }
        refuses(
                "NotFoundException",
                "Key '" + ARN + "key/" + key + "' does not exist",
                "DescribeKey",
                Map.of("KeyId", key));
        refuses(
                "NotFoundException",
                "Alias " + ARN + "alias/gone is not found.",
                "DescribeKey",
                Map.of("KeyId", "alias/gone"));
        refuses(
                "AccessDeniedException",
                "The ciphertext refers to a customer master key that does not exist, does not exist in this region,"
                        + " or you are not allowed to access.",
                "Decrypt",
                Map.of("CiphertextBlob", ciphertext));
    }

    @Test
    void aCiphertextGoesFromOneKeyToAnother() {
        String from = createKey();
        String to = createKey();
        String ciphertext = encrypt(from, CONTEXT);
        Map<String, Object> answer = call(
                "ReEncrypt",
                Map.of(
                        "CiphertextBlob", ciphertext,
                        "SourceEncryptionContext", CONTEXT,
                        "DestinationKeyId", to));
        assertThat(answer).containsEntry("SourceKeyId", ARN + "key/" + from).containsEntry("KeyId", ARN + "key/" + to);
        String moved = (String) answer.get("CiphertextBlob");
        assertThat(decrypt(moved, Map.of())).isEqualTo(PLAIN);
        refuses(
                "IncorrectKeyException",
                "The key ID in the request does not identify a CMK that can perform this operation.",
                "Decrypt",
                Map.of("CiphertextBlob", moved, "KeyId", from));
    }

    @Test
    void dataKeysComePlainAndEncrypted() {
        String key = createKey();
        Map<String, Object> both = call("GenerateDataKey", Map.of("KeyId", key, "KeySpec", "AES_128"));
        assertThat(decrypt((String) both.get("CiphertextBlob"), Map.of())).isEqualTo(both.get("Plaintext"));
        Map<String, Object> hidden = call("GenerateDataKeyWithoutPlaintext", Map.of("KeyId", key, "NumberOfBytes", 64));
        assertThat(hidden).doesNotContainKey("Plaintext").containsKey("CiphertextBlob");
        refuses(
                "ValidationException",
                "Please specify either number of bytes or key spec.",
                "GenerateDataKey",
                Map.of("KeyId", key));
        refuses(
                "DryRunOperationException",
                "The request would have succeeded, but the DryRun option is set.",
                "GenerateDataKey",
                Map.of("KeyId", key, "KeySpec", "AES_256", "DryRun", true));
    }

    @Test
    void listsComeInPages() {
        List<String> made = new ArrayList<>();
        for (int count = 0; count < 5; count++) {
            made.add(createKey());
        }
        List<Object> listed = new ArrayList<>();
        Map<String, Object> page = call("ListKeys", Map.of("Limit", 2));
        Client.maps(page.get("Keys")).forEach(key -> listed.add(key.get("KeyId")));
        while (Boolean.TRUE.equals(page.get("Truncated"))) {
            page = call("ListKeys", Map.of("Limit", 2, "Marker", page.get("NextMarker")));
            Client.maps(page.get("Keys")).forEach(key -> listed.add(key.get("KeyId")));
        }
        assertThat(listed).containsExactlyInAnyOrderElementsOf(made);
        refuses("InvalidMarkerException", "Invalid marker: '?'", "ListKeys", Map.of("Marker", "?"));
    }

    @Test
    void aPolicyMustLetSomebodyChangeIt() {
        String key = createKey();
        assertThat((String) call("GetKeyPolicy", Map.of("KeyId", key)).get("Policy"))
                .contains("\"Sid\" : \"Enable IAM User Permissions\"");
        String lockedOut = policy("arn:aws:iam::000000000000:user/ann", "kms:Encrypt");
        refuses(
                "MalformedPolicyDocumentException",
                "The new key policy will not allow you to update the key policy in the future.",
                "PutKeyPolicy",
                Map.of("KeyId", key, "Policy", lockedOut));
        call("PutKeyPolicy", Map.of("KeyId", key, "Policy", lockedOut, "BypassPolicyLockoutSafetyCheck", true));
        assertThat(call("GetKeyPolicy", Map.of("KeyId", key))).containsEntry("Policy", lockedOut);
        call("PutKeyPolicy", Map.of("KeyId", key, "Policy", policy("arn:aws:iam::000000000000:root", "kms:*")));
    }

    private static String policy(String principal, String action) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"" + principal
                + "\"},\"Action\":\"" + action + "\",\"Resource\":\"*\"}]}";
    }

    @Test
    void tagsAndDescriptionsChange() {
        String key = createKey();
        call("TagResource", Map.of("KeyId", key, "Tags", List.of(tag("b", "2"), tag("a", "1"))));
        call("TagResource", Map.of("KeyId", key, "Tags", List.of(tag("a", "3"))));
        assertThat(call("ListResourceTags", Map.of("KeyId", key)))
                .containsEntry("Tags", List.of(tag("a", "3"), tag("b", "2")));
        call("UntagResource", Map.of("KeyId", key, "TagKeys", List.of("b")));
        assertThat(call("ListResourceTags", Map.of("KeyId", key))).containsEntry("Tags", List.of(tag("a", "3")));
        call("UpdateKeyDescription", Map.of("KeyId", key, "Description", "other"));
        assertThat(describe(key)).containsEntry("Description", "other");
    }

    private static Map<String, Object> tag(String name, String value) {
        return Map.of("TagKey", name, "TagValue", value);
    }

    @Test
    void theKeyOfDynamoDbIsMadeOnFirstUseAndNobodyElses() {
        Map<String, Object> key = describe("alias/aws/dynamodb");
        assertThat(key).containsEntry("KeyManager", "AWS");
        assertThat(describe("alias/aws/dynamodb")).isEqualTo(key);
        assertThatThrownBy(() -> encrypt("alias/aws/dynamodb", CONTEXT))
                .hasMessageContaining("is not authorized to perform: kms:Encrypt on resource: " + key.get("Arn"));
        assertThatThrownBy(() -> call("DisableKey", Map.of("KeyId", key.get("KeyId"))))
                .hasMessageContaining("is not authorized to perform: kms:DisableKey");
    }

    @Test
    void whatIsNotBuiltIsRefused() {
        refuses(
                "UnsupportedOperationException",
                "Gramme makes no keys with Origin EXTERNAL, only AWS_KMS",
                "CreateKey",
                Map.of("Origin", "EXTERNAL"));
        refuses(
                "UnsupportedOperationException",
                "Gramme has no multi-Region keys",
                "CreateKey",
                Map.of("MultiRegion", true));
    }
}
