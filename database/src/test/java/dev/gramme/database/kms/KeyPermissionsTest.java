package dev.gramme.database.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gramme.database.Database;
import dev.gramme.database.Settings;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Caller;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.Via;
import dev.gramme.database.cases.CaseFile;
import dev.gramme.database.testing.Client;
import dev.gramme.database.testing.ManualEnvironment;
import dev.gramme.database.testing.TestDatabases;
import dev.gramme.database.testing.TestEngines;
import dev.gramme.json.JsonReader;
import dev.gramme.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may use a key: its policy decides, and grants do; and how its material changes. */
class KeyPermissionsTest {
    private static final String OWNER = "000000000000";
    private static final String GUEST = "111122223333";
    private static final String GUEST_ROOT = "arn:aws:iam::" + GUEST + ":root";
    private static final String PLAIN = "aGVsbG8=";

    private ManualEnvironment environment;
    private Database database;
    private String key;

    @BeforeEach
    void open() {
        environment = new ManualEnvironment(1_700_000_000_000L, 5);
        database = TestDatabases.over(TestEngines.open(environment::clockMillis), environment, Settings.DEFAULT);
        key = (String) Client.map(call(OWNER, "kms:CreateKey", Map.of()).get("KeyMetadata"))
                .get("Arn");
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Map<String, Object> call(String account, String action, Map<String, ?> request) {
        Call call =
                new Call(Caller.root(account, "AKIA"), "us-east-1", Via.PROCESS, "test", database.deadline(1L << 40));
        JsonWriter answer = new JsonWriter();
        database.execute(call, action, Client.json(request).getBytes(StandardCharsets.UTF_8), answer);
        return answer.length() == 0 ? Map.of() : Client.map(CaseFile.tree(new JsonReader(answer.toBytes())));
    }

    private void isDenied(String account, String action, Map<String, ?> request) {
        assertThatThrownBy(() -> call(account, action, request))
                .isInstanceOfSatisfying(DynamoException.class, error -> {
                    assertThat(error.code().errorName()).isEqualTo("AccessDeniedException");
                    assertThat(error.text()).contains("is not authorized to perform: " + action);
                });
    }

    private Map<String, Object> encrypting(Map<String, String> context) {
        return Map.of("KeyId", key, "Plaintext", PLAIN, "EncryptionContext", context);
    }

    private Map<String, Object> grant(Map<String, ?> constraints, String... operations) {
        return call(
                OWNER,
                "kms:CreateGrant",
                Map.of(
                        "KeyId", key,
                        "GranteePrincipal", GUEST_ROOT,
                        "RetiringPrincipal", GUEST_ROOT,
                        "Operations", List.of(operations),
                        "Constraints", constraints));
    }

    @Test
    void anotherAccountNeedsTheKeysPolicyOrAGrant() {
        isDenied(GUEST, "kms:Encrypt", encrypting(Map.of()));
        Map<String, Object> made = grant(Map.of(), "Encrypt");
        call(GUEST, "kms:Encrypt", encrypting(Map.of()));
        String ciphertext =
                (String) call(OWNER, "kms:Encrypt", encrypting(Map.of())).get("CiphertextBlob");
        isDenied(GUEST, "kms:Decrypt", Map.of("CiphertextBlob", ciphertext));
        call(OWNER, "kms:RevokeGrant", Map.of("KeyId", key, "GrantId", made.get("GrantId")));
        isDenied(GUEST, "kms:Encrypt", encrypting(Map.of()));
    }

    @Test
    void aGrantHoldsForTheContextItNames() {
        grant(Map.of("EncryptionContextEquals", Map.of("Department", "IT")), "Encrypt");
        call(GUEST, "kms:Encrypt", encrypting(Map.of("Department", "IT")));
        isDenied(GUEST, "kms:Encrypt", encrypting(Map.of("Department", "HR")));
        isDenied(GUEST, "kms:Encrypt", encrypting(Map.of("Department", "IT", "More", "x")));
        isDenied(GUEST, "kms:Encrypt", encrypting(Map.of()));
        grant(Map.of("EncryptionContextSubset", Map.of("a", "1")), "Encrypt");
        call(GUEST, "kms:Encrypt", encrypting(Map.of("a", "1", "b", "2")));
    }

    @Test
    void whoReceivesAGrantToGrantCannotGiveMore() {
        grant(Map.of(), "Encrypt", "CreateGrant");
        Map<String, Object> less =
                Map.of("KeyId", key, "GranteePrincipal", GUEST_ROOT, "Operations", List.of("Encrypt"));
        Map<String, Object> more =
                Map.of("KeyId", key, "GranteePrincipal", GUEST_ROOT, "Operations", List.of("Decrypt"));
        call(GUEST, "kms:CreateGrant", less);
        isDenied(GUEST, "kms:CreateGrant", more);
    }

    @Test
    void aGrantIsGivenBackByItsTokenOrItsId() {
        Map<String, Object> one = grant(Map.of(), "Encrypt");
        Map<String, Object> other = grant(Map.of(), "Decrypt");
        assertThat(Client.maps(
                        call(OWNER, "kms:ListGrants", Map.of("KeyId", key)).get("Grants")))
                .hasSize(2);
        call(GUEST, "kms:RetireGrant", Map.of("GrantToken", one.get("GrantToken")));
        call(GUEST, "kms:RetireGrant", Map.of("KeyId", key, "GrantId", other.get("GrantId")));
        assertThat(Client.maps(call(OWNER, "kms:ListRetirableGrants", Map.of("RetiringPrincipal", GUEST_ROOT))
                        .get("Grants")))
                .isEmpty();
        assertThatThrownBy(() -> call(OWNER, "kms:DescribeKey", Map.of("KeyId", key, "GrantTokens", List.of("x"))))
                .hasMessage("Invalid grant token.");
    }

    @Test
    void grantsOfANameAreMadeOnce() {
        Map<String, Object> request =
                Map.of("KeyId", key, "GranteePrincipal", GUEST_ROOT, "Operations", List.of("Encrypt"), "Name", "mine");
        assertThat(call(OWNER, "kms:CreateGrant", request).get("GrantId"))
                .isEqualTo(call(OWNER, "kms:CreateGrant", request).get("GrantId"));
    }

    @Test
    void aKeysPolicyMayDenyItsOwnAccount() {
        String denies = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\""
                + Caller.rootArn(OWNER) + "\"},\"Action\":\"kms:*\",\"Resource\":\"*\"},{\"Effect\":\"Deny\","
                + "\"Principal\":\"*\",\"Action\":\"kms:Encrypt\",\"Resource\":\"*\",\"Condition\":"
                + "{\"StringNotEquals\":{\"kms:EncryptionContext:Department\":\"IT\"}}}]}";
        call(OWNER, "kms:PutKeyPolicy", Map.of("KeyId", key, "Policy", denies));
        isDenied(OWNER, "kms:Encrypt", encrypting(Map.of()));
        call(OWNER, "kms:Encrypt", encrypting(Map.of("Department", "IT")));
    }

    @Test
    void aTableIsMadeUnderAKeyItsMakerMayUse() {
        Map<String, Object> request = Map.of(
                "TableName", "sealed",
                "BillingMode", "PAY_PER_REQUEST",
                "KeySchema", List.of(Map.of("AttributeName", "k", "KeyType", "HASH")),
                "AttributeDefinitions", List.of(Map.of("AttributeName", "k", "AttributeType", "S")),
                "SSESpecification", Map.of("Enabled", true, "SSEType", "KMS", "KMSMasterKeyId", key));
        assertThatThrownBy(() -> call(GUEST, "dynamodb:CreateTable", request))
                .hasMessageContaining("is not authorized to perform: kms:DescribeKey on resource: " + key);
        call(OWNER, "dynamodb:CreateTable", request);
        Map<String, Object> managed = new HashMap<>(request);
        managed.put("SSESpecification", Map.of("Enabled", true));
        call(GUEST, "dynamodb:CreateTable", managed);
    }

    @Test
    void aKeyIsRotatedOnDemandAndByItself() throws InterruptedException {
        String ciphertext =
                (String) call(OWNER, "kms:Encrypt", encrypting(Map.of())).get("CiphertextBlob");
        Map<String, Object> named = Map.of("KeyId", key);
        call(OWNER, "kms:RotateKeyOnDemand", named);
        assertThat(rotations()).hasSize(1);
        call(OWNER, "kms:EnableKeyRotation", Map.of("KeyId", key, "RotationPeriodInDays", 90));
        assertThat(call(OWNER, "kms:GetKeyRotationStatus", named))
                .containsEntry("KeyRotationEnabled", true)
                .containsEntry("RotationPeriodInDays", 90.0);
        environment.advance(TimeUnit.DAYS.toMillis(90));
        for (int wait = 0; wait < 1_000 && rotations().size() < 2; wait++) {
            Thread.sleep(10);
        }
        assertThat(rotations())
                .extracting(entry -> entry.get("RotationType"))
                .containsExactly("ON_DEMAND", "AUTOMATIC");
        assertThat(call(OWNER, "kms:Decrypt", Map.of("CiphertextBlob", ciphertext)))
                .containsEntry("Plaintext", PLAIN);
        call(OWNER, "kms:DisableKeyRotation", named);
        assertThat(call(OWNER, "kms:GetKeyRotationStatus", named)).containsEntry("KeyRotationEnabled", false);
    }

    private List<Map<String, Object>> rotations() {
        return Client.maps(
                call(OWNER, "kms:ListKeyRotations", Map.of("KeyId", key)).get("Rotations"));
    }
}
