package dev.gramme.database.sts;

import static dev.gramme.database.testing.Client.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gramme.database.Database;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.testing.Identified;
import dev.gramme.database.testing.ManualEnvironment;
import dev.gramme.database.testing.TestDatabases;
import dev.gramme.database.testing.TestEngines;
import dev.gramme.kv.KvEngine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StsTest {
    private static final String HOME = "111111111111";
    private static final String OTHER = "222222222222";
    private static final long HOUR_MILLIS = 3_600_000;

    private final ManualEnvironment environment = ManualEnvironment.still();
    private final KvEngine engine = TestEngines.open(environment::clockMillis);
    private Database database = TestDatabases.over(engine, environment);
    private Identified root = Identified.root(database, HOME);
    private Identified ann = root;

    private static String policy(String action, String resource) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":" + action
                + ",\"Resource\":\"" + resource + "\"}}";
    }

    private static String trust(String principal, String condition) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"" + principal
                + "\"},\"Action\":[\"sts:AssumeRole\",\"sts:TagSession\",\"sts:SetSourceIdentity\"]" + condition
                + "}}";
    }

    private static String roleArn(String account, String name) {
        return "arn:aws:iam::" + account + ":role/" + name;
    }

    @BeforeEach
    void createAnn() {
        root.call("iam:CreateUser", Map.of("UserName", "ann"));
        Map<String, Object> key =
                map(root.call("iam:CreateAccessKey", Map.of("UserName", "ann")).get("AccessKey"));
        ann = Identified.with(database, key);
        allow("\"sts:*\"", "*");
    }

    @AfterEach
    void close() {
        database.close();
        engine.close();
    }

    private void allow(String action, String resource) {
        root.call(
                "iam:PutUserPolicy",
                Map.of("UserName", "ann", "PolicyName", "p", "PolicyDocument", policy(action, resource)));
    }

    private static void createRole(Identified by, String name, String trust) {
        by.call("iam:CreateRole", Map.of("RoleName", name, "AssumeRolePolicyDocument", trust));
        by.call(
                "iam:PutRolePolicy",
                Map.of(
                        "RoleName",
                        name,
                        "PolicyName",
                        "p",
                        "PolicyDocument",
                        policy("[\"dynamodb:ListTables\",\"dynamodb:DescribeLimits\",\"sts:*\"]", "*")));
    }

    private static Map<String, Object> assume(String arn, Object... more) {
        Map<String, Object> request = new HashMap<>(Map.of("RoleArn", arn, "RoleSessionName", "s1"));
        for (int index = 0; index < more.length; index += 2) {
            request.put((String) more[index], more[index + 1]);
        }
        return request;
    }

    private Identified session(Identified by, Map<String, Object> request) {
        return Identified.with(database, map(by.call("sts:AssumeRole", request).get("Credentials")));
    }

    @Test
    void aRoleIsAssumedByWhomItTrusts() {
        createRole(root, "r", trust(HOME, ""));
        Map<String, Object> answer = ann.call("sts:AssumeRole", assume(roleArn(HOME, "r")));
        assertThat(map(answer.get("AssumedRoleUser")))
                .containsEntry("Arn", "arn:aws:sts::" + HOME + ":assumed-role/r/s1");
        Map<String, Object> credentials = map(answer.get("Credentials"));
        assertThat((String) credentials.get("AccessKeyId")).matches("ASIA[A-Z2-7]{16}");
        assertThat(root.call("sts:GetAccessKeyInfo", Map.of("AccessKeyId", credentials.get("AccessKeyId"))))
                .containsEntry("Account", HOME);
        Identified session = Identified.with(database, credentials);
        session.call("dynamodb:ListTables", Map.of());
        session.refused(ErrorCode.ACCESS_DENIED, "iam:ListUsers", Map.of());
        assertThat(root.refused(ErrorCode.ACCESS_DENIED, "sts:AssumeRole", assume(roleArn(HOME, "r"))))
                .isEqualTo("Roles may not be assumed by root accounts.");
        assertThat(ann.refused(ErrorCode.ACCESS_DENIED, "sts:AssumeRole", assume(roleArn(HOME, "none"))))
                .isEqualTo("User: arn:aws:iam::" + HOME + ":user/ann is not authorized to perform: sts:AssumeRole on"
                        + " resource: " + roleArn(HOME, "none"));
        allow("\"sts:AssumeRole\"", roleArn(HOME, "other"));
        ann.refused(ErrorCode.ACCESS_DENIED, "sts:AssumeRole", assume(roleArn(HOME, "r")));
        root.call(
                "iam:UpdateAssumeRolePolicy",
                Map.of("RoleName", "r", "PolicyDocument", trust("arn:aws:iam::" + HOME + ":user/ann", "")));
        ann.call("sts:AssumeRole", assume(roleArn(HOME, "r")));
    }

    @Test
    void anotherAccountMustAllowAndBeTrusted() {
        Identified otherRoot = Identified.root(database, OTHER);
        createRole(otherRoot, "r", trust(HOME, ",\"Condition\":{\"StringEquals\":{\"sts:ExternalId\":\"x\"}}"));
        ann.refused(ErrorCode.ACCESS_DENIED, "sts:AssumeRole", assume(roleArn(OTHER, "r")));
        ann.refused(ErrorCode.ACCESS_DENIED, "sts:AssumeRole", assume(roleArn(OTHER, "r"), "ExternalId", "yy"));
        Map<String, Object> request = assume(roleArn(OTHER, "r"), "ExternalId", "x2");
        ann.refused(ErrorCode.ACCESS_DENIED, "sts:AssumeRole", request);
        otherRoot.call(
                "iam:UpdateAssumeRolePolicy",
                Map.of(
                        "RoleName",
                        "r",
                        "PolicyDocument",
                        trust(HOME, ",\"Condition\":{\"StringEquals\":{\"sts:ExternalId\":\"x2\"}}")));
        Identified session = session(ann, request);
        assertThat(session.caller().accountId()).isEqualTo(OTHER);
        session.call("dynamodb:ListTables", Map.of());
        allow("\"sts:AssumeRole\"", roleArn(HOME, "*"));
        ann.refused(ErrorCode.ACCESS_DENIED, "sts:AssumeRole", request);
    }

    @Test
    void sessionPoliciesOnlyTakeAway() {
        createRole(root, "r", trust(HOME, ""));
        Identified session =
                session(ann, assume(roleArn(HOME, "r"), "Policy", policy("[\"dynamodb:ListTables\",\"iam:*\"]", "*")));
        session.call("dynamodb:ListTables", Map.of());
        assertThat(session.refused(ErrorCode.ACCESS_DENIED, "dynamodb:DescribeLimits", Map.of()))
                .contains("no session policy allows");
        session.refused(ErrorCode.ACCESS_DENIED, "iam:ListUsers", Map.of());
        root.call(
                "iam:CreatePolicy",
                Map.of("PolicyName", "limits", "PolicyDocument", policy("\"dynamodb:DescribeLimits\"", "*")));
        String arn = "arn:aws:iam::" + HOME + ":policy/limits";
        Identified managed = session(ann, assume(roleArn(HOME, "r"), "PolicyArns", List.of(Map.of("arn", arn))));
        managed.call("dynamodb:DescribeLimits", Map.of());
        managed.refused(ErrorCode.ACCESS_DENIED, "dynamodb:ListTables", Map.of());
        ann.refused(ErrorCode.MALFORMED_POLICY_DOCUMENT, "sts:AssumeRole", assume(roleArn(HOME, "r"), "Policy", "{}"));
    }

    @Test
    void sessionsEnd() {
        createRole(root, "r", trust(HOME, ""));
        Map<String, Object> credentials =
                map(ann.call("sts:AssumeRole", assume(roleArn(HOME, "r"), "DurationSeconds", 900))
                        .get("Credentials"));
        String id = (String) credentials.get("AccessKeyId");
        String token = (String) credentials.get("SessionToken");
        assertThat(database.credentials().find(id, token))
                .isSameAs(database.credentials().find(id, token));
        assertThat(database.credentials().find(id, null)).isNull();
        assertThat(database.credentials().find(id, token.substring(4))).isNull();
        assertThat(database.credentials().find("ASIAAAAAAAAAAAAAAAAA", token)).isNull();
        environment.advance(HOUR_MILLIS / 4);
        assertThatThrownBy(() -> database.credentials().find(id, token))
                .isInstanceOfSatisfying(
                        DynamoException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.EXPIRED_TOKEN));
        assertThat(ann.refused(
                        ErrorCode.VALIDATION, "sts:AssumeRole", assume(roleArn(HOME, "r"), "DurationSeconds", 3_601)))
                .isEqualTo("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
    }

    @Test
    void sessionsOutliveARestartButNotTheirRole() {
        createRole(root, "r", trust(HOME, ""));
        Map<String, Object> credentials =
                map(ann.call("sts:AssumeRole", assume(roleArn(HOME, "r"))).get("Credentials"));
        database.close();
        database = TestDatabases.over(engine, environment);
        root = Identified.root(database, HOME);
        Identified session = Identified.with(database, credentials);
        session.call("dynamodb:ListTables", Map.of());
        root.call("iam:DeleteRolePolicy", Map.of("RoleName", "r", "PolicyName", "p"));
        session.refused(ErrorCode.ACCESS_DENIED, "dynamodb:ListTables", Map.of());
        root.call("iam:DeleteRole", Map.of("RoleName", "r"));
        createRole(root, "r", trust(HOME, ""));
        session.refused(ErrorCode.ACCESS_DENIED, "dynamodb:ListTables", Map.of());
        assertThat(database.credentials()
                        .find((String) credentials.get("AccessKeyId"), (String) credentials.get("SessionToken")))
                .isNull();
    }

    @Test
    void rolesAreChained() {
        createRole(root, "a", trust(HOME, ""));
        createRole(root, "b", trust(roleArn(HOME, "a"), ""));
        root.call("iam:UpdateRole", Map.of("RoleName", "b", "MaxSessionDuration", 7_200));
        Map<String, Object> first = assume(
                roleArn(HOME, "a"),
                "Tags",
                List.of(Map.of("Key", "team", "Value", "red"), Map.of("Key", "x", "Value", "1")),
                "TransitiveTagKeys",
                List.of("team"),
                "SourceIdentity",
                "ann");
        Identified a = session(ann, first);
        Identified b = session(a, assume(roleArn(HOME, "b")));
        assertThat(b.caller().session().tags()).isEqualTo(Map.of("team", "red"));
        assertThat(b.caller().session().sourceIdentity()).isEqualTo("ann");
        assertThat(a.refused(
                        ErrorCode.VALIDATION, "sts:AssumeRole", assume(roleArn(HOME, "b"), "DurationSeconds", 3_601)))
                .isEqualTo("The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role"
                        + " chaining.");
        a.refused(
                ErrorCode.INVALID_QUERY_VALUE,
                "sts:AssumeRole",
                assume(roleArn(HOME, "b"), "Tags", List.of(Map.of("Key", "Team", "Value", "blue"))));
        a.refused(ErrorCode.ACCESS_DENIED, "sts:AssumeRole", assume(roleArn(HOME, "b"), "SourceIdentity", "bob"));
        ann.refused(ErrorCode.ACCESS_DENIED, "sts:AssumeRole", assume(roleArn(HOME, "b")));
    }

    @Test
    void usersHaveSessionsOfTheirOwn() {
        allow("[\"dynamodb:ListTables\",\"iam:ListUsers\"]", "*");
        Identified session = Identified.with(
                database, map(ann.call("sts:GetSessionToken", Map.of()).get("Credentials")));
        assertThat(session.caller().arn()).isEqualTo(ann.caller().arn());
        session.call("dynamodb:ListTables", Map.of());
        session.refused(ErrorCode.UNRECOGNIZED_CLIENT, "iam:ListUsers", Map.of());
        assertThat(session.refused(ErrorCode.ACCESS_DENIED, "sts:GetSessionToken", Map.of()))
                .isEqualTo("Cannot call GetSessionToken with session credentials");
        ann.refused(
                ErrorCode.ACCESS_DENIED,
                "sts:GetSessionToken",
                Map.of("SerialNumber", "arn:aws:iam::1:mfa/x", "TokenCode", "123456"));
    }

    @Test
    void federatedUsersHaveWhatTheyAreGivenAndTheIssuerHas() {
        allow("[\"dynamodb:ListTables\",\"sts:GetFederationToken\"]", "*");
        Map<String, Object> answer =
                ann.call("sts:GetFederationToken", Map.of("Name", "guest", "Policy", policy("\"dynamodb:*\"", "*")));
        assertThat(map(answer.get("FederatedUser")))
                .containsEntry("FederatedUserId", HOME + ":guest")
                .containsEntry("Arn", "arn:aws:sts::" + HOME + ":federated-user/guest");
        Identified guest = Identified.with(database, map(answer.get("Credentials")));
        guest.call("dynamodb:ListTables", Map.of());
        guest.refused(ErrorCode.ACCESS_DENIED, "dynamodb:DescribeLimits", Map.of());
        Identified bare = Identified.with(
                database,
                map(ann.call("sts:GetFederationToken", Map.of("Name", "bare")).get("Credentials")));
        bare.refused(ErrorCode.ACCESS_DENIED, "dynamodb:ListTables", Map.of());
        Identified ofRoot = Identified.with(
                database,
                map(root.call(
                                "sts:GetFederationToken",
                                Map.of("Name", "guest", "Policy", policy("\"dynamodb:ListTables\"", "*")))
                        .get("Credentials")));
        ofRoot.call("dynamodb:ListTables", Map.of());
        ofRoot.refused(ErrorCode.ACCESS_DENIED, "dynamodb:DescribeLimits", Map.of());
    }
}
