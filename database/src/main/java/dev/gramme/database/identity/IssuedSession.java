package dev.gramme.database.identity;

import dev.gramme.database.api.Caller;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A temporary credential, as its session token holds it. The token is the only place it is kept in: whoever can open it
 * can check it.
 *
 * @param accessKeyId {@code ASIA...}
 * @param secret 40 characters
 * @param kind what its caller is
 * @param accountId whose it is
 * @param issuerId the id of the role that was assumed, or of the user who asked; the account's for its root
 * @param name of the session or of the federated user; empty where it has none
 * @param issuedAtMillis milliseconds since 1970
 * @param expiresMillis milliseconds since 1970
 * @param policies session policies, JSON documents
 * @param policyArns managed policies given as session policies
 * @param tags session tags
 * @param transitiveTags names of those that go on to roles assumed from this session
 * @param sourceIdentity null for none
 * @param provider the issuer of the token an identity came with; null for none
 */
public record IssuedSession(
        String accessKeyId,
        String secret,
        Caller.Kind kind,
        String accountId,
        String issuerId,
        String name,
        long issuedAtMillis,
        long expiresMillis,
        List<String> policies,
        List<String> policyArns,
        Map<String, String> tags,
        List<String> transitiveTags,
        @Nullable String sourceIdentity,
        @Nullable String provider) {
    public IssuedSession {
        policies = List.copyOf(policies);
        policyArns = List.copyOf(policyArns);
        tags = Map.copyOf(tags);
        transitiveTags = List.copyOf(transitiveTags);
    }

    /** Who calls with it; null where the issuer is gone. */
    @Nullable
    Caller caller(AccountState state) {
        String root = Caller.rootArn(accountId);
        Identity issuer = state.findId(issuerId);
        boolean ofRoot = issuerId.equals(accountId);
        if (issuer == null && !ofRoot) {
            return null;
        }
        String issuerArn = issuer == null ? root : issuer.arn();
        Caller.Session session = new Caller.Session(
                issuerArn,
                issuedAtMillis,
                expiresMillis,
                policies,
                policyArns,
                tags,
                transitiveTags,
                sourceIdentity,
                provider);
        return switch (kind) {
            case OPEN, ROOT, USER -> new Caller(kind, accountId, issuerArn, issuerId, accessKeyId, session);
            case ASSUMED_ROLE ->
                new Caller(
                        kind,
                        accountId,
                        roleSessionArn(accountId, issuer == null ? "" : issuer.name(), name),
                        issuerId + ":" + name,
                        accessKeyId,
                        session);
            case FEDERATED_USER ->
                new Caller(
                        kind,
                        accountId,
                        federatedUserArn(accountId, name),
                        accountId + ":" + name,
                        accessKeyId,
                        session);
        };
    }

    public static String roleSessionArn(String accountId, String roleName, String sessionName) {
        return "arn:aws:sts::" + accountId + ":assumed-role/" + roleName + "/" + sessionName;
    }

    public static String federatedUserArn(String accountId, String name) {
        return "arn:aws:sts::" + accountId + ":federated-user/" + name;
    }

    /** Without the secret, which belongs in no log. */
    @Override
    public String toString() {
        return "IssuedSession[" + accessKeyId + " of " + issuerId + "]";
    }
}
