package dev.gramme.database.authorize;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Caller;
import dev.gramme.database.api.Via;
import dev.gramme.database.policy.AttachedPolicy;
import dev.gramme.database.policy.Policy;
import dev.gramme.database.policy.PrincipalPolicies;
import dev.gramme.database.policy.ResourceRule;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Remembers for five minutes who may use the keys of which resources, for as long as the policies are the same objects
 * and the caller comes the same way: what may change unseen meanwhile are the time of day and the tags of the key.
 * DynamoDB asks KMS as seldom. Starts afresh when it is full.
 */
final class RecentKeyUses {
    private static final int CAPACITY = 10_000;
    private static final long HOLDS_NANOS = TimeUnit.MINUTES.toNanos(5);

    private final ConcurrentHashMap<Key, Basis> allowed = new ConcurrentHashMap<>();

    private record Key(String accessKeyId, String resource) {}

    /** All that a decision rests on, beside its key. */
    private record Basis(
            Caller caller,
            Via via,
            String keyArn,
            PrincipalPolicies policies,
            @Nullable Policy ofKey,
            long untilNanos) {
        @SuppressWarnings("ReferenceEquality") // whoever changes a policy makes a new object
        boolean isStill(Call call, Access use, PrincipalPolicies now, @Nullable Policy ofKeyNow, long nowNanos) {
            return policies == now
                    && ofKey == ofKeyNow
                    && untilNanos - nowNanos > 0
                    && keyArn.equals(use.resource())
                    && caller.equals(call.caller())
                    && via.equals(call.via());
        }
    }

    private static @Nullable Policy policy(@Nullable ResourceRule rule) {
        AttachedPolicy attached = rule == null ? null : rule.policy();
        return attached == null ? null : attached.policy();
    }

    /**
     * Whether it is remembered.
     *
     * @param resource what lies under the key
     * @param use of the key
     */
    boolean allows(
            Call call,
            String resource,
            Access use,
            PrincipalPolicies policies,
            @Nullable ResourceRule rule,
            long nowNanos) {
        Basis basis = allowed.get(new Key(call.caller().accessKeyId(), resource));
        return basis != null && basis.isStill(call, use, policies, policy(rule), nowNanos);
    }

    void allow(
            Call call,
            String resource,
            Access use,
            PrincipalPolicies policies,
            @Nullable ResourceRule rule,
            long nowNanos) {
        if (allowed.size() >= CAPACITY) {
            allowed.clear();
        }
        allowed.put(
                new Key(call.caller().accessKeyId(), resource),
                new Basis(call.caller(), call.via(), use.resource(), policies, policy(rule), nowNanos + HOLDS_NANOS));
    }
}
