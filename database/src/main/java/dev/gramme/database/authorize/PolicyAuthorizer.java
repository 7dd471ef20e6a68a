package dev.gramme.database.authorize;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Authorizer;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Caller;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.env.Environment;
import dev.gramme.database.policy.Decision;
import dev.gramme.database.policy.Evaluation;
import dev.gramme.database.policy.PolicyRequest;
import dev.gramme.database.policy.PolicySource;
import dev.gramme.database.policy.PrincipalPolicies;
import dev.gramme.database.policy.ResourceRule;
import dev.gramme.database.policy.Subject;

/** Asks the policies of the caller and of the resource. Whoever has no policy may do nothing, but for roots. */
public final class PolicyAuthorizer implements Authorizer {
    /** What a root may do to its own whatever is written, lest nobody can any more. */
    private static final String ALWAYS_OWN = "dynamodb:DeleteResourcePolicy";

    private static final int ACCOUNT_PART = 4;
    private static final int ACCOUNT_DIGITS = 12;

    private final PolicySource principals;
    private final ResourcePolicies resources;
    private final Environment environment;
    private final KeyUses keys;
    private final KnownDecisions known = new KnownDecisions();
    private final RecentKeyUses recent = new RecentKeyUses();

    public PolicyAuthorizer(
            PolicySource principals, ResourcePolicies resources, KeyUses keys, Environment environment) {
        this.principals = principals;
        this.resources = resources;
        this.keys = keys;
        this.environment = environment;
    }

    @Override
    public void require(Call call, Access access) {
        if (call.caller().kind() == Caller.Kind.OPEN) {
            return;
        }
        requirePolicies(call, access);
        Access use = keys.find(call, access);
        if (use != null) {
            requireKey(call, access.resource(), use);
        }
    }

    /** Refuses whoever may not use the key that a resource lies under. */
    private void requireKey(Call call, String resource, Access use) {
        PrincipalPolicies policies = principals.of(call.caller());
        ResourceRule rule = resources.find(use.resource());
        long now = environment.nanoTime();
        if (recent.allows(call, resource, use, policies, rule, now)) {
            return;
        }
        try {
            requirePolicies(call, use);
        } catch (DynamoException e) {
            if (e.code() != ErrorCode.ACCESS_DENIED) {
                throw e;
            }
            throw new DynamoException(ErrorCode.ACCESS_DENIED, noKey(call.requestId()), e);
        }
        recent.allow(call, resource, use, policies, rule, now);
    }

    /** As DynamoDB passes on what KMS says. */
    private static String noKey(String requestId) {
        return "KMS key access denied error: com.amazonaws.services.kms.model.AWSKMSException: The ciphertext refers to"
                + " a customer master key that does not exist, does not exist in this region, or you are not allowed to"
                + " access. (Service: AWSKMS; Status Code: 400; Error Code: AccessDeniedException; Request ID: "
                + requestId + "; Proxy: null)";
    }

    private void requirePolicies(Call call, Access access) {
        Caller caller = call.caller();
        ResourceRule rule = resources.find(access.resource());
        if (rule == null) {
            rule = ResourceRule.of(accountOf(access.resource(), caller), null);
        }
        if (!rule.accountId().equals(caller.accountId()) && !CrossAccount.knows(access.action())) {
            rule = ResourceRule.of(rule.accountId(), null);
        }
        if (caller.kind() == Caller.Kind.ROOT
                && rule.accountId().equals(caller.accountId())
                && access.action().equals(ALWAYS_OWN)) {
            return;
        }
        PrincipalPolicies policies = principals.of(caller);
        if (known.allows(caller, access, policies, rule)) {
            return;
        }
        RequestConditions conditions =
                new RequestConditions(call, access, policies, rule.accountId(), environment.clockMillis());
        PolicyRequest request = new PolicyRequest(Subject.of(caller), access.action(), access.resource(), conditions);
        Decision decision = Evaluation.decide(request, policies, rule);
        if (!decision.isAllowed()) {
            throw new DynamoException(ErrorCode.ACCESS_DENIED, decision.refusal(request));
        }
        if (!conditions.wasAsked()) {
            known.allow(caller, access, policies, rule);
        }
    }

    /** Whose a resource is; what names no account is the caller's own. */
    static String accountOf(String arn, Caller caller) {
        int from = 0;
        for (int part = 0; part < ACCOUNT_PART; part++) {
            from = arn.indexOf(':', from) + 1;
            if (from == 0) {
                return caller.accountId();
            }
        }
        int to = arn.indexOf(':', from);
        return to - from == ACCOUNT_DIGITS ? arn.substring(from, to) : caller.accountId();
    }
}
