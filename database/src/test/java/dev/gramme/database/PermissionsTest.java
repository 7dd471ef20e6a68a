package dev.gramme.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Caller;
import dev.gramme.database.api.Operation;
import dev.gramme.database.api.Via;
import dev.gramme.database.testing.Client;
import dev.gramme.database.testing.Identified;
import dev.gramme.database.testing.ManualEnvironment;
import dev.gramme.database.testing.TestDatabases;
import dev.gramme.database.testing.TestEngines;
import dev.gramme.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What each operation of KMS, IAM and STS needs permission for: the actions, and what kinds of resources they are on,
 * as the Service Authorization Reference has them; what needs none says so. {@code permissions.txt} holds all.
 */
class PermissionsTest {
    private static final String ACCOUNT = "000000000000";
    private static final String IAM = "arn:aws:iam::" + ACCOUNT + ":";

    @Test
    void everyOperationAsksForWhatItIsDoneTo() throws IOException {
        ManualEnvironment environment = ManualEnvironment.still();
        try (Database database = TestDatabases.over(TestEngines.open(environment::clockMillis), environment)) {
            Identified root = Identified.root(database, ACCOUNT);
            byte[] request = Client.json(request(root)).getBytes(StandardCharsets.UTF_8);
            Call call = new Call(Caller.root(ACCOUNT, "AKIAROOT"), "us-east-1", Via.PROCESS, "test", Long.MAX_VALUE);
            TreeSet<String> lines = new TreeSet<>();
            database.operations().forEach((action, operation) -> {
                if (action.startsWith("kms:") || action.startsWith("iam:") || action.startsWith("sts:")) {
                    lines.add(action + ": " + accesses(operation, call, request));
                }
            });
            assertThat(String.join("\n", lines) + "\n").isEqualTo(expected());
        }
    }

    private static String expected() throws IOException {
        try (InputStream file = PermissionsTest.class.getResourceAsStream("permissions.txt")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** A request that fits all operations: each reads what it knows of it. */
    private static Map<String, Object> request(Identified root) {
        String trust = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"*\"},"
                + "\"Action\":\"sts:AssumeRole\"}]}";
        String document = "{\"Version\":\"2012-10-17\",\"Statement\":[]}";
        root.call("iam:CreateUser", Map.of("UserName", "ann"));
        Map<String, Object> keyOfAnn = Client.map(
                root.call("iam:CreateAccessKey", Map.of("UserName", "ann")).get("AccessKey"));
        root.call("iam:CreateGroup", Map.of("GroupName", "staff"));
        root.call("iam:CreateRole", Map.of("RoleName", "reader", "AssumeRolePolicyDocument", trust));
        String key = (String) Client.map(root.call("kms:CreateKey", Map.of()).get("KeyMetadata"))
                .get("Arn");
        root.call("kms:CreateAlias", Map.of("AliasName", "alias/mine", "TargetKeyId", key));
        Object ciphertext = root.call("kms:Encrypt", Map.of("KeyId", key, "Plaintext", "AAAA"))
                .get("CiphertextBlob");
        Map<String, Object> grant = root.call(
                "kms:CreateGrant",
                Map.of("KeyId", key, "GranteePrincipal", IAM + "root", "Operations", List.of("Encrypt")));
        Map<String, Object> request = new HashMap<>();
        request.put("AccessKeyId", keyOfAnn.get("AccessKeyId"));
        request.put("UserName", "ann");
        request.put("GroupName", "staff");
        request.put("RoleName", "reader");
        request.put("RoleArn", IAM + "role/reader");
        request.put("RoleSessionName", "s");
        request.put("PolicyName", "p");
        request.put("PolicyArn", IAM + "policy/p");
        request.put("PolicyDocument", document);
        request.put("PolicySourceArn", IAM + "user/ann");
        request.put("AssumeRolePolicyDocument", trust);
        request.put("OpenIDConnectProviderArn", IAM + "oidc-provider/example.com");
        request.put("Url", "https://example.com");
        request.put("Name", "bob");
        request.put("KeyId", key);
        request.put("TargetKeyId", key);
        request.put("SourceKeyId", key);
        request.put("DestinationKeyId", key);
        request.put("AliasName", "alias/mine");
        request.put("CiphertextBlob", ciphertext);
        request.put("GrantId", grant.get("GrantId"));
        request.put("GranteePrincipal", IAM + "root");
        request.put("RetiringPrincipal", IAM + "root");
        request.put("Operations", List.of("Encrypt"));
        return request;
    }

    private static <Q, R> String accesses(Operation<Q, R> operation, Call call, byte[] json) {
        Q request = operation.shape().codec().readRequest(new JsonReader(json));
        List<Access> accesses = operation.accesses(call, request);
        return accesses.stream()
                .map(access -> access.action() + " " + kind(access.resource()))
                .collect(Collectors.joining(", ", "", accesses.isEmpty() ? "nothing" : ""));
    }

    /** The kind of a resource. */
    private static String kind(String arn) {
        String resource = arn.substring(arn.lastIndexOf(':') + 1);
        int slash = resource.indexOf('/');
        return slash < 0 ? resource : resource.substring(0, slash);
    }
}
