package dev.gramme.database.policy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What policies say of a principal. Whoever changes a policy makes a new object: decisions are remembered for as long
 * as it is the same.
 *
 * @param identity all that are attached to it, through groups too; does not count for a root
 * @param boundary what it may have at most; null for everything
 * @param session what a session may have at most; null where none was given, which is not the same as an empty list
 * @param tags of the principal, those of its session before its own
 */
public record PrincipalPolicies(
        List<AttachedPolicy> identity,
        @Nullable AttachedPolicy boundary,
        @Nullable List<AttachedPolicy> session,
        Map<String, String> tags) {
    /** No policies, so nothing is allowed; but to a root. */
    public static final PrincipalPolicies NONE = new PrincipalPolicies(List.of(), null, null, Map.of());
}
