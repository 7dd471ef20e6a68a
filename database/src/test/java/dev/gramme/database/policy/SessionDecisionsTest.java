package dev.gramme.database.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whom resource policies name, and what limits that. Source: IAM user guide, "Policy evaluation logic". */
class SessionDecisionsTest {
    private static final String ACCOUNT = "111111111111";
    private static final String ROLE = "arn:aws:iam::111111111111:role/reader";
    private static final String SESSION = "arn:aws:sts::111111111111:assumed-role/reader/ann";
    private static final String TABLE = "arn:aws:dynamodb:us-east-1:111111111111:table/t";
    private static final Subject READER =
            new Subject(Subject.Kind.ROLE_SESSION, ACCOUNT, SESSION, ROLE, "AROAREADER00:ann");
    private static final Subject USER =
            new Subject(Subject.Kind.USER, ACCOUNT, "arn:aws:iam::111111111111:user/ann", null, "AIDAANN00000");

    private static AttachedPolicy policy(String effect, String action, String principal, PolicyKind kind) {
        return new AttachedPolicy(
                "p",
                Policy.parse(
                        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"" + effect + "\",\"Action\":\""
                                + action
                                + "\"" + (principal == null ? "" : ",\"Principal\":{\"AWS\":\"" + principal + "\"}")
                                + (kind == PolicyKind.TRUST ? "" : ",\"Resource\":\"*\"") + "}}",
                        kind));
    }

    private static AttachedPolicy identity(String action) {
        return policy("Allow", action, null, PolicyKind.IDENTITY);
    }

    private static ResourceRule naming(String principal) {
        return ResourceRule.of(ACCOUNT, policy("Allow", "dynamodb:GetItem", principal, PolicyKind.RESOURCE));
    }

    private static String decide(Subject subject, PrincipalPolicies policies, ResourceRule rule) {
        PolicyRequest request = new PolicyRequest(subject, "dynamodb:GetItem", TABLE, key -> null);
        Decision decision = Evaluation.decide(request, policies, rule);
        String refused = decision.isAllowed() ? "" : decision.refusal(request);
        return decision.isAllowed()
                ? "allowed"
                : refused.substring(refused.indexOf(TABLE) + TABLE.length()).strip();
    }

    @Test
    void namingASessionPassesItsLimits() {
        PrincipalPolicies limited = new PrincipalPolicies(
                List.of(), identity("dynamodb:Scan"), List.of(identity("dynamodb:Scan")), Map.of());
        assertThat(decide(READER, limited, naming(SESSION))).isEqualTo("allowed");
        // the role is limited by boundary and session policies, but needs no policy of its own
        assertThat(decide(READER, limited, naming(ROLE)))
                .isEqualTo("because no permissions boundary allows the dynamodb:GetItem action");
        assertThat(decide(READER, PrincipalPolicies.NONE, naming(ROLE))).isEqualTo("allowed");
        PrincipalPolicies session =
                new PrincipalPolicies(List.of(), null, List.of(identity("dynamodb:Scan")), Map.of());
        assertThat(decide(READER, session, naming(ROLE)))
                .isEqualTo("because no session policy allows the dynamodb:GetItem action");
        // naming the account only lets the account's own policies allow it
        assertThat(decide(READER, PrincipalPolicies.NONE, naming(ACCOUNT)))
                .isEqualTo("because no identity-based policy allows the dynamodb:GetItem action");
    }

    @Test
    void namingAUserPassesItsBoundary() {
        PrincipalPolicies limited = new PrincipalPolicies(List.of(), identity("dynamodb:Scan"), null, Map.of());
        assertThat(decide(USER, limited, naming(USER.arn()))).isEqualTo("allowed");
        PrincipalPolicies denied = new PrincipalPolicies(
                List.of(), policy("Deny", "dynamodb:*", null, PolicyKind.IDENTITY), null, Map.of());
        assertThat(decide(USER, denied, naming(USER.arn())))
                .isEqualTo("with an explicit deny in a permissions boundary");
    }

    @Test
    void anEmptyListOfSessionPoliciesAllowsNothing() {
        PrincipalPolicies none = new PrincipalPolicies(List.of(identity("*")), null, List.of(), Map.of());
        assertThat(decide(READER, none, ResourceRule.of(ACCOUNT, null)))
                .isEqualTo("because no session policy allows the dynamodb:GetItem action");
    }

    @Test
    void keysMustAllowThemselves() {
        PrincipalPolicies all = new PrincipalPolicies(List.of(identity("*")), null, null, Map.of());
        AttachedPolicy other = policy("Allow", "*", "222222222222", PolicyKind.RESOURCE);
        AttachedPolicy own = policy("Allow", "*", ACCOUNT, PolicyKind.RESOURCE);
        assertThat(decide(USER, all, ResourceRule.mustAllow(ACCOUNT, other)))
                .isEqualTo("because no resource-based policy allows the dynamodb:GetItem action");
        assertThat(decide(USER, all, ResourceRule.mustAllow(ACCOUNT, own))).isEqualTo("allowed");
        assertThat(decide(USER, PrincipalPolicies.NONE, ResourceRule.mustAllow(ACCOUNT, own)))
                .isEqualTo("because no identity-based policy allows the dynamodb:GetItem action");
        Subject root = new Subject(Subject.Kind.ROOT, ACCOUNT, "arn:aws:iam::111111111111:root", null, ACCOUNT);
        assertThat(decide(root, PrincipalPolicies.NONE, ResourceRule.mustAllow(ACCOUNT, other)))
                .isEqualTo("because no resource-based policy allows the dynamodb:GetItem action");
    }

    @Test
    void sessionsOfARootMayDoWhatItMayWithinTheirLimits() {
        Subject federated = new Subject(
                Subject.Kind.FEDERATED_USER,
                ACCOUNT,
                "arn:aws:sts::111111111111:federated-user/f",
                "arn:aws:iam::111111111111:root",
                ACCOUNT + ":f");
        ResourceRule plain = ResourceRule.of(ACCOUNT, null);
        PrincipalPolicies get = new PrincipalPolicies(List.of(), null, List.of(identity("dynamodb:GetItem")), Map.of());
        PrincipalPolicies scan = new PrincipalPolicies(List.of(), null, List.of(identity("dynamodb:Scan")), Map.of());
        assertThat(decide(federated, get, plain)).isEqualTo("allowed");
        assertThat(decide(federated, scan, plain))
                .isEqualTo("because no session policy allows the dynamodb:GetItem action");
    }
}
