package dev.gramme.database.iam;

import static dev.gramme.database.testing.Client.map;
import static dev.gramme.database.testing.Client.maps;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gramme.database.Database;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.testing.Identified;
import dev.gramme.database.testing.ManualEnvironment;
import dev.gramme.database.testing.TestDatabases;
import dev.gramme.database.testing.TestEngines;
import dev.gramme.kv.KvEngine;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IamTest {
    private static final String ACCOUNT = "111111111111";
    private static final String LISTS =
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"dynamodb:ListTables\","
                    + "\"Resource\":\"*\"}}";
    private static final String TRUST =
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"" + ACCOUNT
                    + "\"},\"Action\":\"sts:AssumeRole\"}}";
    private static final String POLICY_ARN = "arn:aws:iam::" + ACCOUNT + ":policy/lists";

    private final ManualEnvironment environment = ManualEnvironment.still();
    private final KvEngine engine = TestEngines.open(environment::clockMillis);
    private Database database = TestDatabases.over(engine, environment);
    private Identified root = Identified.root(database, ACCOUNT);

    @AfterEach
    void close() {
        database.close();
        engine.close();
    }

    private void restart() {
        database.close();
        database = TestDatabases.over(engine, environment);
        root = Identified.root(database, ACCOUNT);
    }

    private Map<String, Object> createUser(String name) {
        return map(root.call("iam:CreateUser", Map.of("UserName", name)).get("User"));
    }

    private Map<String, Object> createKey(String name) {
        return map(root.call("iam:CreateAccessKey", Map.of("UserName", name)).get("AccessKey"));
    }

    private void createPolicy() {
        root.call("iam:CreatePolicy", Map.of("PolicyName", "lists", "PolicyDocument", LISTS));
    }

    @Test
    void usersAreCreatedFoundAndListed() {
        Map<String, Object> user = map(root.call(
                        "iam:CreateUser",
                        Map.of("UserName", "ann", "Path", "/dev/", "Tags", List.of(Map.of("Key", "k", "Value", "v"))))
                .get("User"));
        assertThat(user)
                .containsEntry("Arn", "arn:aws:iam::" + ACCOUNT + ":user/dev/ann")
                .containsEntry("Path", "/dev/")
                .containsEntry("Tags", List.of(Map.of("Key", "k", "Value", "v")));
        assertThat((String) user.get("UserId")).matches("AIDA[A-Z2-7]{17}");
        assertThat(map(root.call("iam:GetUser", Map.of("UserName", "ann")).get("User")))
                .isEqualTo(user);
        createUser("Bob");
        createUser("carl");
        Map<String, Object> first = root.call("iam:ListUsers", Map.of("MaxItems", 2));
        assertThat(maps(first.get("Users")))
                .extracting(each -> each.get("UserName"))
                .containsExactly("ann", "Bob");
        assertThat(first).containsEntry("IsTruncated", true);
        Map<String, Object> second = root.call("iam:ListUsers", Map.of("Marker", first.get("Marker")));
        assertThat(maps(second.get("Users")))
                .extracting(each -> each.get("UserName"))
                .containsExactly("carl");
        assertThat(second).containsEntry("IsTruncated", false).doesNotContainKey("Marker");
        assertThat(maps(root.call("iam:ListUsers", Map.of("PathPrefix", "/dev/"))
                        .get("Users")))
                .hasSize(1);
        restart();
        assertThat(map(root.call("iam:GetUser", Map.of("UserName", "ann")).get("User")))
                .isEqualTo(user);
        assertThat(maps(Identified.root(database, "222222222222")
                        .call("iam:ListUsers", Map.of())
                        .get("Users")))
                .isEmpty();
    }

    @Test
    void whatIsWrongWithUsersIsSaid() {
        createUser("ann");
        assertThat(root.refused(ErrorCode.ENTITY_ALREADY_EXISTS, "iam:CreateUser", Map.of("UserName", "ANN")))
                .isEqualTo("User with name ANN already exists.");
        assertThat(root.refused(ErrorCode.NO_SUCH_ENTITY, "iam:GetUser", Map.of("UserName", "bob")))
                .isEqualTo("The user with name bob cannot be found.");
        assertThat(root.refused(ErrorCode.VALIDATION, "iam:CreateUser", Map.of("UserName", "a b")))
                .isEqualTo("The specified value for userName is invalid. It must contain only alphanumeric characters"
                        + " and/or the following: +=,.@_-");
        assertThat(root.refused(ErrorCode.VALIDATION, "iam:CreateUser", Map.of("UserName", "b", "Path", "x")))
                .startsWith("The specified value for path is invalid.");
        createKey("ann");
        assertThat(root.refused(ErrorCode.DELETE_CONFLICT, "iam:DeleteUser", Map.of("UserName", "ann")))
                .isEqualTo("Cannot delete entity, must delete access keys first.");
    }

    @Test
    void renamedUsersStayTheSame() {
        String id = (String) createUser("ann").get("UserId");
        Map<String, Object> key = createKey("ann");
        root.call("iam:UpdateUser", Map.of("UserName", "ann", "NewUserName", "Ann", "NewPath", "/x/"));
        assertThat(map(root.call("iam:GetUser", Map.of("UserName", "Ann")).get("User")))
                .containsEntry("UserId", id)
                .containsEntry("Arn", "arn:aws:iam::" + ACCOUNT + ":user/x/Ann");
        assertThat(Identified.with(database, key).caller().arn()).isEqualTo("arn:aws:iam::" + ACCOUNT + ":user/x/Ann");
    }

    @Test
    void keysSignForAsLongAsTheyAreActive() {
        createUser("ann");
        Map<String, Object> key = createKey("ann");
        String id = (String) key.get("AccessKeyId");
        assertThat(id).matches("AKIA[A-Z2-7]{16}");
        Identified ann = Identified.with(database, key);
        assertThat(ann.call("sts:GetCallerIdentity", Map.of()))
                .containsEntry("Arn", "arn:aws:iam::" + ACCOUNT + ":user/ann");
        root.call("iam:UpdateAccessKey", Map.of("UserName", "ann", "AccessKeyId", id, "Status", "Inactive"));
        assertThat(database.credentials().find(id, null)).isNull();
        restart();
        assertThat(database.credentials().find(id, null)).isNull();
        root.call("iam:UpdateAccessKey", Map.of("UserName", "ann", "AccessKeyId", id, "Status", "Active"));
        assertThat(database.credentials().find(id, null)).isNotNull();
        createKey("ann");
        assertThat(root.refused(ErrorCode.IAM_LIMIT_EXCEEDED, "iam:CreateAccessKey", Map.of("UserName", "ann")))
                .isEqualTo("Cannot exceed quota for AccessKeysPerUser: 2");
        root.call("iam:DeleteAccessKey", Map.of("UserName", "ann", "AccessKeyId", id));
        assertThat(database.credentials().find(id, null)).isNull();
        assertThat(maps(root.call("iam:ListAccessKeys", Map.of("UserName", "ann"))
                        .get("AccessKeyMetadata")))
                .hasSize(1);
        createUser("bob");
        assertThat(root.refused(
                        ErrorCode.NO_SUCH_ENTITY, "iam:DeleteAccessKey", Map.of("UserName", "bob", "AccessKeyId", id)))
                .isEqualTo("The Access Key with id " + id + " cannot be found.");
    }

    @Test
    void policiesCountWhereverTheyComeFrom() {
        createUser("ann");
        Identified ann = Identified.with(database, createKey("ann"));
        assertThat(ann.refused(ErrorCode.ACCESS_DENIED, "dynamodb:ListTables", Map.of()))
                .contains("no identity-based policy allows the dynamodb:ListTables action");
        Map<String, String> inline = Map.of("UserName", "ann", "PolicyName", "p");
        root.call("iam:PutUserPolicy", Map.of("UserName", "ann", "PolicyName", "p", "PolicyDocument", LISTS));
        ann.call("dynamodb:ListTables", Map.of());
        Map<String, Object> read = root.call("iam:GetUserPolicy", inline);
        assertThat(URLDecoder.decode((String) read.get("PolicyDocument"), StandardCharsets.UTF_8))
                .isEqualTo(LISTS);
        root.call("iam:DeleteUserPolicy", inline);
        ann.refused(ErrorCode.ACCESS_DENIED, "dynamodb:ListTables", Map.of());
        createPolicy();
        Map<String, String> attachment = Map.of("UserName", "ann", "PolicyArn", POLICY_ARN);
        root.call("iam:AttachUserPolicy", attachment);
        ann.call("dynamodb:ListTables", Map.of());
        restart();
        ann = new Identified(database, ann.caller());
        ann.call("dynamodb:ListTables", Map.of());
        root.call("iam:DetachUserPolicy", attachment);
        ann.refused(ErrorCode.ACCESS_DENIED, "dynamodb:ListTables", Map.of());
        root.call("iam:CreateGroup", Map.of("GroupName", "all"));
        root.call("iam:AttachGroupPolicy", Map.of("GroupName", "all", "PolicyArn", POLICY_ARN));
        root.call("iam:AddUserToGroup", Map.of("GroupName", "all", "UserName", "ann"));
        ann.call("dynamodb:ListTables", Map.of());
        root.call(
                "iam:CreatePolicy",
                Map.of("PolicyName", "none", "PolicyDocument", LISTS.replace("ListTables", "GetItem")));
        Map<String, String> boundary =
                Map.of("UserName", "ann", "PermissionsBoundary", "arn:aws:iam::" + ACCOUNT + ":policy/none");
        root.call("iam:PutUserPermissionsBoundary", boundary);
        assertThat(ann.refused(ErrorCode.ACCESS_DENIED, "dynamodb:ListTables", Map.of()))
                .contains("permissions boundary");
        root.call("iam:DeleteUserPermissionsBoundary", Map.of("UserName", "ann"));
        ann.call("dynamodb:ListTables", Map.of());
        root.call("iam:RemoveUserFromGroup", Map.of("GroupName", "all", "UserName", "ann"));
        ann.refused(ErrorCode.ACCESS_DENIED, "dynamodb:ListTables", Map.of());
    }

    @Test
    void managedPoliciesHaveVersions() {
        createPolicy();
        assertThat(root.refused(
                        ErrorCode.ENTITY_ALREADY_EXISTS,
                        "iam:CreatePolicy",
                        Map.of("PolicyName", "Lists", "PolicyDocument", LISTS)))
                .isEqualTo("A policy called Lists already exists. Duplicate names are not allowed.");
        Map<String, Object> version = Map.of("PolicyArn", POLICY_ARN, "PolicyDocument", LISTS, "SetAsDefault", true);
        for (int count = 2; count <= 5; count++) {
            root.call("iam:CreatePolicyVersion", version);
        }
        assertThat(root.refused(ErrorCode.IAM_LIMIT_EXCEEDED, "iam:CreatePolicyVersion", version))
                .startsWith("A managed policy can have up to 5 versions.");
        assertThat(maps(root.call("iam:ListPolicyVersions", Map.of("PolicyArn", POLICY_ARN))
                        .get("Versions")))
                .extracting(each -> each.get("VersionId"))
                .containsExactly("v5", "v4", "v3", "v2", "v1");
        assertThat(root.refused(
                        ErrorCode.DELETE_CONFLICT,
                        "iam:DeletePolicyVersion",
                        Map.of("PolicyArn", POLICY_ARN, "VersionId", "v5")))
                .isEqualTo("Cannot delete the default version of a policy.");
        root.call("iam:DeletePolicyVersion", Map.of("PolicyArn", POLICY_ARN, "VersionId", "v1"));
        restart();
        assertThat(map(root.call("iam:CreatePolicyVersion", version).get("PolicyVersion")))
                .containsEntry("VersionId", "v6")
                .containsEntry("IsDefaultVersion", true);
        root.refused(ErrorCode.DELETE_CONFLICT, "iam:DeletePolicy", Map.of("PolicyArn", POLICY_ARN));
        assertThat(root.refused(
                        ErrorCode.MALFORMED_POLICY_DOCUMENT,
                        "iam:CreatePolicy",
                        Map.of("PolicyName", "wrong", "PolicyDocument", "{")))
                .isNotEmpty();
        assertThat(root.refused(
                        ErrorCode.IAM_LIMIT_EXCEEDED,
                        "iam:CreatePolicy",
                        Map.of(
                                "PolicyName",
                                "long",
                                "PolicyDocument",
                                LISTS.replace(
                                        "\"Resource\":\"*\"",
                                        "\"Resource\":\"arn:aws:s3:::" + "a".repeat(6_200) + "\""))))
                .isEqualTo("Cannot exceed quota for PolicySize: 6144");
    }

    @Test
    void whatIsUsedCannotBeDeleted() {
        createPolicy();
        root.call("iam:CreateRole", Map.of("RoleName", "r", "AssumeRolePolicyDocument", TRUST));
        root.call("iam:AttachRolePolicy", Map.of("RoleName", "r", "PolicyArn", POLICY_ARN));
        assertThat(root.refused(ErrorCode.DELETE_CONFLICT, "iam:DeletePolicy", Map.of("PolicyArn", POLICY_ARN)))
                .isEqualTo("Cannot delete a policy attached to entities.");
        assertThat(root.refused(ErrorCode.DELETE_CONFLICT, "iam:DeleteRole", Map.of("RoleName", "r")))
                .isEqualTo("Cannot delete entity, must detach all policies first.");
        Map<String, Object> entities = root.call("iam:ListEntitiesForPolicy", Map.of("PolicyArn", POLICY_ARN));
        assertThat(maps(entities.get("PolicyRoles")))
                .extracting(each -> each.get("RoleName"))
                .containsExactly("r");
        root.call("iam:DetachRolePolicy", Map.of("RoleName", "r", "PolicyArn", POLICY_ARN));
        root.call("iam:PutRolePolicy", Map.of("RoleName", "r", "PolicyName", "p", "PolicyDocument", LISTS));
        assertThat(root.refused(ErrorCode.DELETE_CONFLICT, "iam:DeleteRole", Map.of("RoleName", "r")))
                .isEqualTo("Cannot delete entity, must delete policies first.");
        root.call("iam:DeleteRolePolicy", Map.of("RoleName", "r", "PolicyName", "p"));
        root.call("iam:DeleteRole", Map.of("RoleName", "r"));
        root.call("iam:DeletePolicy", Map.of("PolicyArn", POLICY_ARN));
        createUser("ann");
        root.call("iam:CreateGroup", Map.of("GroupName", "g"));
        root.call("iam:AddUserToGroup", Map.of("GroupName", "g", "UserName", "ann"));
        for (String operation : List.of("iam:DeleteGroup", "iam:DeleteUser")) {
            assertThat(root.refused(ErrorCode.DELETE_CONFLICT, operation, Map.of("GroupName", "g", "UserName", "ann")))
                    .isEqualTo("Cannot delete entity, must remove users from group first.");
        }
    }

    @Test
    void inlinePoliciesHaveASizeTogether() {
        createUser("ann");
        String padded = LISTS.replace("\"Resource\":\"*\"", "\"Resource\":\"arn:aws:s3:::" + "a".repeat(1_000) + "\"");
        root.call("iam:PutUserPolicy", Map.of("UserName", "ann", "PolicyName", "a", "PolicyDocument", padded));
        assertThat(root.refused(
                        ErrorCode.IAM_LIMIT_EXCEEDED,
                        "iam:PutUserPolicy",
                        Map.of("UserName", "ann", "PolicyName", "b", "PolicyDocument", padded)))
                .isEqualTo("Maximum policy size of 2048 bytes exceeded for user ann");
    }

    @Test
    void tagsAreToldApartWithoutRegardToCase() {
        createUser("ann");
        root.call("iam:TagUser", Map.of("UserName", "ann", "Tags", List.of(Map.of("Key", "Team", "Value", "a"))));
        root.call("iam:TagUser", Map.of("UserName", "ann", "Tags", List.of(Map.of("Key", "team", "Value", "b"))));
        assertThat(maps(root.call("iam:ListUserTags", Map.of("UserName", "ann")).get("Tags")))
                .isEqualTo(List.of(Map.of("Key", "team", "Value", "b")));
        root.call("iam:UntagUser", Map.of("UserName", "ann", "TagKeys", List.of("TEAM")));
        assertThat(maps(root.call("iam:ListUserTags", Map.of("UserName", "ann")).get("Tags")))
                .isEmpty();
        List<Map<String, String>> twice = List.of(Map.of("Key", "x", "Value", "1"), Map.of("Key", "X", "Value", "2"));
        root.refused(ErrorCode.INVALID_INPUT, "iam:TagUser", Map.of("UserName", "ann", "Tags", twice));
    }

    @Test
    void anAccountHasAnAlias() {
        root.call("iam:CreateAccountAlias", Map.of("AccountAlias", "acme"));
        restart();
        assertThat(root.call("iam:ListAccountAliases", Map.of())).containsEntry("AccountAliases", List.of("acme"));
        Identified other = Identified.root(database, "222222222222");
        other.refused(ErrorCode.ENTITY_ALREADY_EXISTS, "iam:CreateAccountAlias", Map.of("AccountAlias", "acme"));
        other.refused(ErrorCode.VALIDATION, "iam:CreateAccountAlias", Map.of("AccountAlias", "222222222222"));
        root.call("iam:DeleteAccountAlias", Map.of("AccountAlias", "acme"));
        assertThat(root.call("iam:ListAccountAliases", Map.of())).containsEntry("AccountAliases", List.of());
    }

    @Test
    void everyOperationNamesItsOwnAction() {
        createUser("ann");
        root.call(
                "iam:PutUserPolicy",
                Map.of(
                        "UserName",
                        "ann",
                        "PolicyName",
                        "self",
                        "PolicyDocument",
                        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\","
                                + "\"Action\":\"iam:*AccessKey*\","
                                + "\"Resource\":\"arn:aws:iam::*:user/${aws:username}\"}}"));
        Identified ann = Identified.with(database, createKey("ann"));
        assertThat(maps(ann.call("iam:ListAccessKeys", Map.of()).get("AccessKeyMetadata")))
                .hasSize(1);
        ann.call("iam:CreateAccessKey", Map.of());
        createUser("bob");
        assertThat(ann.refused(ErrorCode.ACCESS_DENIED, "iam:CreateAccessKey", Map.of("UserName", "bob")))
                .startsWith("User: arn:aws:iam::" + ACCOUNT + ":user/ann is not authorized to perform:"
                        + " iam:CreateAccessKey on resource: arn:aws:iam::" + ACCOUNT + ":user/bob");
    }

    @Test
    void policiesOfAwsAreThere() {
        Map<String, Object> all = root.call("iam:ListPolicies", Map.of("Scope", "AWS"));
        for (Map<String, Object> policy : maps(all.get("Policies"))) {
            Map<String, Object> read =
                    map(root.call("iam:GetPolicyVersion", Map.of("PolicyArn", policy.get("Arn"), "VersionId", "v1"))
                            .get("PolicyVersion"));
            String document = URLDecoder.decode((String) read.get("Document"), StandardCharsets.UTF_8);
            root.call("iam:CreatePolicy", Map.of("PolicyName", policy.get("PolicyName"), "PolicyDocument", document));
        }
        createUser("ann");
        Identified ann = Identified.with(database, createKey("ann"));
        String arn = "arn:aws:iam::aws:policy/AmazonDynamoDBReadOnlyAccess";
        root.call("iam:AttachUserPolicy", Map.of("UserName", "ann", "PolicyArn", arn));
        ann.call("dynamodb:ListTables", Map.of());
        ann.refused(ErrorCode.ACCESS_DENIED, "dynamodb:DeleteTable", Map.of("TableName", "table"));
        root.refused(ErrorCode.INVALID_INPUT, "iam:DeletePolicy", Map.of("PolicyArn", arn));
        root.refused(
                ErrorCode.POLICY_NOT_ATTACHABLE,
                "iam:AttachUserPolicy",
                Map.of(
                        "UserName",
                        "ann",
                        "PolicyArn",
                        "arn:aws:iam::aws:policy/aws-service-role/DynamoDBReplicationServiceRolePolicy"));
    }

    @Test
    void decisionsAreSimulated() {
        String owned = LISTS.replace(
                "\"Resource\":\"*\"",
                "\"Resource\":\"*\",\"Condition\":{\"StringEquals\":{\"aws:PrincipalTag/team\":\"red\"}}");
        Map<String, Object> custom = root.call(
                "iam:SimulateCustomPolicy",
                Map.of("PolicyInputList", List.of(owned), "ActionNames", List.of("dynamodb:ListTables")));
        assertThat(maps(custom.get("EvaluationResults")).getFirst())
                .containsEntry("EvalDecision", "implicitDeny")
                .containsEntry("MissingContextValues", List.of("aws:principaltag/team"));
        createUser("ann");
        createPolicy();
        root.call("iam:AttachUserPolicy", Map.of("UserName", "ann", "PolicyArn", POLICY_ARN));
        Map<String, Object> principal = root.call(
                "iam:SimulatePrincipalPolicy",
                Map.of(
                        "PolicySourceArn",
                        "arn:aws:iam::" + ACCOUNT + ":user/ann",
                        "ActionNames",
                        List.of("dynamodb:ListTables", "dynamodb:Scan")));
        assertThat(maps(principal.get("EvaluationResults")))
                .extracting(result -> result.get("EvalDecision"))
                .containsExactly("allowed", "implicitDeny");
    }

    @Test
    void theLastUseOfAKeyIsTold() {
        createUser("ann");
        Map<String, Object> key = createKey("ann");
        Map<String, Object> request = Map.of("AccessKeyId", key.get("AccessKeyId"));
        assertThat(map(root.call("iam:GetAccessKeyLastUsed", request).get("AccessKeyLastUsed")))
                .isEqualTo(Map.of("ServiceName", "N/A", "Region", "N/A"));
        Identified.with(database, key).refused(ErrorCode.ACCESS_DENIED, "dynamodb:ListTables", Map.of());
        restart();
        assertThat(root.call("iam:GetAccessKeyLastUsed", request)).containsEntry("UserName", "ann");
        assertThat(map(root.call("iam:GetAccessKeyLastUsed", request).get("AccessKeyLastUsed")))
                .containsEntry("ServiceName", "dynamodb")
                .containsEntry("Region", "us-east-1")
                .containsKey("LastUsedDate");
        root.call("iam:DeleteAccessKey", Map.of("UserName", "ann", "AccessKeyId", key.get("AccessKeyId")));
        root.refused(ErrorCode.NO_SUCH_ENTITY, "iam:GetAccessKeyLastUsed", request);
    }

    @Test
    void changesAtTheSameTimeAreAllKept() throws Exception {
        int threads = 4;
        int each = 20;
        root.call("iam:CreateGroup", Map.of("GroupName", "all"));
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                String prefix = "user-" + thread + "-";
                running.add(executor.submit(() -> {
                    for (int index = 0; index < each; index++) {
                        createUser(prefix + index);
                        root.call("iam:AddUserToGroup", Map.of("GroupName", "all", "UserName", prefix + index));
                    }
                }));
            }
            for (Future<?> one : running) {
                one.get(60, TimeUnit.SECONDS);
            }
        }
        restart();
        Map<String, Object> group = root.call("iam:GetGroup", Map.of("GroupName", "all", "MaxItems", 1_000));
        assertThat(maps(group.get("Users"))).hasSize(threads * each);
    }

    @Test
    void aChangeThatFailsLeavesNothingBehind() {
        createUser("ann");
        root.refused(
                ErrorCode.NO_SUCH_ENTITY,
                "iam:CreateUser",
                Map.of("UserName", "bob", "PermissionsBoundary", "arn:aws:iam::" + ACCOUNT + ":policy/none"));
        root.refused(ErrorCode.NO_SUCH_ENTITY, "iam:GetUser", Map.of("UserName", "bob"));
        restart();
        assertThat(maps(root.call("iam:ListUsers", Map.of()).get("Users"))).hasSize(1);
    }
}
