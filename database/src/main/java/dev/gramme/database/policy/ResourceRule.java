package dev.gramme.database.policy;

import org.jspecify.annotations.Nullable;

/**
 * What the resource says.
 *
 * @param accountId whose it is
 * @param policy null where it has none
 * @param mustAllow whether its policy must allow even within its own account, be it to the account as a whole: so with
 *     keys and with roles
 */
public record ResourceRule(String accountId, @Nullable AttachedPolicy policy, boolean mustAllow) {
    /** A resource whose account's own policies are enough. */
    public static ResourceRule of(String accountId, @Nullable AttachedPolicy policy) {
        return new ResourceRule(accountId, policy, false);
    }

    /** A resource whose own policy must allow. */
    public static ResourceRule mustAllow(String accountId, AttachedPolicy policy) {
        return new ResourceRule(accountId, policy, true);
    }
}
