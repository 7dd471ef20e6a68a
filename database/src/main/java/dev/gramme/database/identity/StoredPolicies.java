package dev.gramme.database.identity;

import dev.gramme.database.api.Caller;
import dev.gramme.database.policy.AttachedPolicy;
import dev.gramme.database.policy.PolicyKind;
import dev.gramme.database.policy.PolicySource;
import dev.gramme.database.policy.PrincipalPolicies;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The policies of all accounts' users, groups and roles, put together for a caller. */
public final class StoredPolicies implements PolicySource {
    private final Accounts accounts;

    public StoredPolicies(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public PrincipalPolicies of(Caller caller) {
        AccountState state = accounts.state(caller.accountId());
        Principal known = state.principals().get(caller.accessKeyId());
        if (known != null && known.caller().equals(caller)) {
            return known.policies();
        }
        PrincipalPolicies policies = policies(state, caller);
        state.principals().put(caller.accessKeyId(), new Principal(caller, policies));
        return policies;
    }

    private static PrincipalPolicies policies(AccountState state, Caller caller) {
        Caller.Session session = caller.session();
        boolean root = caller.kind() == Caller.Kind.OPEN
                || caller.kind() == Caller.Kind.ROOT
                || (session != null && session.issuerArn().equals(Caller.rootArn(caller.accountId())));
        if (root) {
            return new PrincipalPolicies(List.of(), null, limits(state, caller), Map.of());
        }
        Identity identity = identity(state, caller);
        if (identity == null) {
            return PrincipalPolicies.NONE;
        }
        Map<String, String> tags = new TreeMap<>(identity.tags());
        if (session != null) {
            tags.putAll(session.tags());
        }
        return new PrincipalPolicies(
                all(state, identity), boundary(state, identity), limits(state, caller), Map.copyOf(tags));
    }

    /** The user or role that a caller is, or has its session from; null where that is gone. */
    private static @Nullable Identity identity(AccountState state, Caller caller) {
        Caller.Session session = caller.session();
        if (caller.kind() == Caller.Kind.FEDERATED_USER && session != null) {
            return state.findArn(session.issuerArn());
        }
        int colon = caller.userId().indexOf(':');
        return state.findId(colon < 0 ? caller.userId() : caller.userId().substring(0, colon));
    }

    /** All policies of an identity, those of its groups too; not its boundary. */
    public static List<AttachedPolicy> all(AccountState state, Identity identity) {
        List<AttachedPolicy> all = new ArrayList<>();
        add(all, state, identity);
        state.groups(identity).forEach(group -> add(all, state, group));
        return List.copyOf(all);
    }

    private static void add(List<AttachedPolicy> all, AccountState state, Identity identity) {
        identity.inline().forEach((name, text) -> all.add(new AttachedPolicy(name, text.policy())));
        identity.attached().forEach(arn -> all.add(managed(state, arn)));
    }

    /** What an identity may have at most; null for everything. */
    public static @Nullable AttachedPolicy boundary(AccountState state, Identity identity) {
        String boundary = identity.boundary();
        return boundary == null ? null : managed(state, boundary);
    }

    /** A policy that is gone denies everything: it may have been one that denied something. */
    private static AttachedPolicy managed(AccountState state, String arn) {
        ManagedPolicy policy = state.policy(arn);
        return new AttachedPolicy(
                arn, policy == null ? PolicyText.DENIAL : policy.text().policy());
    }

    /** The session policies; null where none were given. */
    private static @Nullable List<AttachedPolicy> limits(AccountState state, Caller caller) {
        Caller.Session session = caller.session();
        if (session == null) {
            return null;
        }
        boolean none = session.policies().isEmpty() && session.policyArns().isEmpty();
        if (none) {
            // a federated user has nothing but what it was given
            return caller.kind() == Caller.Kind.FEDERATED_USER ? List.of() : null;
        }
        List<AttachedPolicy> limits = new ArrayList<>();
        session.policies()
                .forEach(document -> limits.add(
                        new AttachedPolicy("session policy", new PolicyText(document, PolicyKind.SESSION).policy())));
        session.policyArns().forEach(arn -> limits.add(managed(state, arn)));
        return List.copyOf(limits);
    }
}
