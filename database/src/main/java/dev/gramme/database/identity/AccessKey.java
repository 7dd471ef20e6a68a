package dev.gramme.database.identity;

import org.jspecify.annotations.Nullable;

/**
 * A lasting access key.
 *
 * @param id 20 characters, {@code AKIA...}
 * @param secret 40 characters
 * @param userId the user it belongs to, {@code AIDA...}; null for the root of the account
 * @param active whether requests may be signed with it
 * @param createdMillis milliseconds since 1970; 0 where it was not noted
 */
public record AccessKey(
        String id,
        String secret,
        String accountId,
        @Nullable String userId,
        boolean active,
        long createdMillis) {
    /** The same key, to be used or not. */
    public AccessKey withActive(boolean changed) {
        return new AccessKey(id, secret, accountId, userId, changed, createdMillis);
    }

    /** Without the secret, which belongs in no log. */
    @Override
    public String toString() {
        return "AccessKey[" + id + " of " + (userId == null ? accountId : userId) + "]";
    }
}
