package dev.gramme.database.authorize;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Caller;
import dev.gramme.database.policy.AttachedPolicy;
import dev.gramme.database.policy.Policy;
import dev.gramme.database.policy.PrincipalPolicies;
import dev.gramme.database.policy.ResourceRule;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what was allowed without a look at any condition: it is allowed again for as long as the policies are the
 * same objects. Starts afresh when it is full.
 */
final class KnownDecisions {
    private static final int CAPACITY = 10_000;

    private final ConcurrentHashMap<Key, Basis> allowed = new ConcurrentHashMap<>();

    private record Key(String accessKeyId, String action, String resource) {
        static Key of(Caller caller, Access access) {
            return new Key(caller.accessKeyId(), access.action(), access.resource());
        }
    }

    /** All that a decision rests on, beside its key. */
    private record Basis(
            Caller caller,
            PrincipalPolicies policies,
            @Nullable Policy ofResource,
            ResourceRule rule) {
        @SuppressWarnings("ReferenceEquality") // whoever changes a policy makes a new object
        boolean isStill(Caller asking, PrincipalPolicies now, ResourceRule ruleNow) {
            return policies == now
                    && ofResource == policy(ruleNow)
                    && rule.mustAllow() == ruleNow.mustAllow()
                    && rule.accountId().equals(ruleNow.accountId())
                    && caller.equals(asking);
        }
    }

    private static @Nullable Policy policy(ResourceRule rule) {
        AttachedPolicy attached = rule.policy();
        return attached == null ? null : attached.policy();
    }

    boolean allows(Caller caller, Access access, PrincipalPolicies policies, ResourceRule rule) {
        Basis basis = allowed.get(Key.of(caller, access));
        return basis != null && basis.isStill(caller, policies, rule);
    }

    void allow(Caller caller, Access access, PrincipalPolicies policies, ResourceRule rule) {
        if (allowed.size() >= CAPACITY) {
            allowed.clear();
        }
        allowed.put(Key.of(caller, access), new Basis(caller, policies, policy(rule), rule));
    }
}
