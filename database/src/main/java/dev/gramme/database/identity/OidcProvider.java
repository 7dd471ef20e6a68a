package dev.gramme.database.identity;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An OpenID Connect provider whose tokens an account takes.
 *
 * @param host the issuer's URL without {@code https://}
 * @param clientIds the audiences that are accepted
 * @param thumbprints of certificates, as given
 * @param createdMillis milliseconds since 1970
 */
public record OidcProvider(
        String accountId,
        String host,
        List<String> clientIds,
        List<String> thumbprints,
        long createdMillis,
        Map<String, String> tags) {
    public OidcProvider {
        clientIds = List.copyOf(clientIds);
        thumbprints = List.copyOf(thumbprints);
        tags = Collections.unmodifiableMap(new TreeMap<>(tags));
    }

    public static String arn(String accountId, String host) {
        return "arn:aws:iam::" + accountId + ":oidc-provider/" + host;
    }

    public String arn() {
        return arn(accountId, host);
    }

    public OidcProvider withClientIds(List<String> changed) {
        return new OidcProvider(accountId, host, changed, thumbprints, createdMillis, tags);
    }

    public OidcProvider withThumbprints(List<String> changed) {
        return new OidcProvider(accountId, host, clientIds, changed, createdMillis, tags);
    }

    public OidcProvider withTags(Map<String, String> changed) {
        return new OidcProvider(accountId, host, clientIds, thumbprints, createdMillis, changed);
    }
}
