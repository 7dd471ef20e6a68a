package dev.gramme.database.identity;

import org.jspecify.annotations.Nullable;

/** Finds what requests are signed with. */
@FunctionalInterface
public interface CredentialSource {
    /**
     * The credentials of an access key; null where there are none, the key is not active, or the token is not the key's
     * own. The same object is found again as long as nothing changes, so that what is derived of it can be kept.
     *
     * @param sessionToken as sent with a temporary key; null for none
     * @throws dev.gramme.database.api.DynamoException with EXPIRED_TOKEN where the key was temporary and its time is
     *     over
     */
    @Nullable
    Credentials find(String accessKeyId, @Nullable String sessionToken);
}
