package dev.gramme.database.authorize;

import dev.gramme.database.policy.ResourceRule;
import org.jspecify.annotations.Nullable;

/**
 * Knows the policies of resources. Asked with every request, so the answer should be at hand, and the same object for
 * as long as the policy is the same: decisions are remembered by it. Thread-safe.
 */
@FunctionalInterface
public interface ResourcePolicies {
    /** No resource has a policy. */
    ResourcePolicies NONE = arn -> null;

    /**
     * What the policy of a resource says; that of a table counts for its indexes too.
     *
     * @param arn as in {@link dev.gramme.database.api.Access#resource}
     * @return null where it has no policy, there is no such resource, or resources of its kind know none
     */
    @Nullable
    ResourceRule find(String arn);

    /** Asks another where this one knows nothing. */
    default ResourcePolicies or(ResourcePolicies other) {
        return arn -> {
            ResourceRule rule = find(arn);
            return rule == null ? other.find(arn) : rule;
        };
    }
}
