package dev.gramme.database.sts;

import dev.gramme.database.api.Authorizer;
import dev.gramme.database.api.Operation;
import dev.gramme.database.authorize.KeyUses;
import dev.gramme.database.authorize.PolicyAuthorizer;
import dev.gramme.database.authorize.ResourcePolicies;
import dev.gramme.database.env.Environment;
import dev.gramme.database.identity.Accounts;
import dev.gramme.database.identity.SessionTokens;
import dev.gramme.database.policy.AttachedPolicy;
import dev.gramme.database.policy.PolicySource;
import dev.gramme.database.policy.ResourceRule;
import java.util.List;

/** The parts of the Security Token Service, put together. */
public final class StsFeature {
    private final List<Operation<?, ?>> operations;

    public StsFeature(
            Accounts accounts,
            SessionTokens tokens,
            PolicySource policies,
            WebIdentityKeys keys,
            Environment environment) {
        Sessions sessions = new Sessions(accounts, tokens, environment);
        Authorizer trust = new PolicyAuthorizer(policies, trustPolicies(accounts), KeyUses.NONE, environment);
        this.operations = List.of(
                new GetCallerIdentity(),
                new AssumeRole(sessions, trust),
                new AssumeRoleWithWebIdentity(sessions, keys),
                new GetSessionToken(sessions),
                new GetFederationToken(sessions),
                new GetAccessKeyInfo(accounts));
    }

    private static ResourcePolicies trustPolicies(Accounts accounts) {
        return arn -> {
            AssumedRole role = AssumedRole.find(accounts, arn);
            return role == null
                    ? null
                    : ResourceRule.mustAllow(
                            role.state().accountId(),
                            new AttachedPolicy(arn, role.terms().trust().policy()));
        };
    }

    public List<Operation<?, ?>> operations() {
        return operations;
    }
}
