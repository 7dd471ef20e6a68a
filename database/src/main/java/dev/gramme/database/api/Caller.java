package dev.gramme.database.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who calls.
 *
 * @param accountId the account, 12 digits
 * @param arn as GetCallerIdentity shows it, such as {@code arn:aws:iam::123456789012:user/ann} or
 *     {@code arn:aws:sts::123456789012:assumed-role/reader/ann}
 * @param userId the unique id: the account's own for its root, {@code AIDA...} for a user, {@code AROA...:session} for
 *     an assumed role
 * @param accessKeyId what was signed with
 * @param session null where the key is a lasting one
 */
public record Caller(
        Kind kind,
        String accountId,
        String arn,
        String userId,
        String accessKeyId,
        @Nullable Session session) {
    /** What a caller is. */
    public enum Kind {
        /** Anyone: identities are not checked, and everything is allowed. */
        OPEN,
        /** The account itself. */
        ROOT,
        USER,
        ASSUMED_ROLE,
        FEDERATED_USER
    }

    /**
     * What a temporary credential stands for.
     *
     * @param issuerArn the role that was assumed, or the user who asked for the session
     * @param issuedAtMillis milliseconds since 1970
     * @param expiresMillis milliseconds since 1970
     * @param policies session policies, JSON documents; with {@code policyArns} they limit what the issuer may do
     * @param policyArns managed policies given as session policies
     * @param tags session tags
     * @param transitiveTags names of those that go on to roles assumed from this session
     * @param sourceIdentity null for none
     * @param provider the issuer of the token an identity came with; null for none
     */
    public record Session(
            String issuerArn,
            long issuedAtMillis,
            long expiresMillis,
            List<String> policies,
            List<String> policyArns,
            Map<String, String> tags,
            List<String> transitiveTags,
            @Nullable String sourceIdentity,
            @Nullable String provider) {}

    /** Someone whose identity is not checked. */
    public static Caller open(String accountId, String accessKeyId) {
        return new Caller(Kind.OPEN, accountId, rootArn(accountId), accountId, accessKeyId, null);
    }

    /** The root of an account. */
    public static Caller root(String accountId, String accessKeyId) {
        return new Caller(Kind.ROOT, accountId, rootArn(accountId), accountId, accessKeyId, null);
    }

    /** The ARN of an account's root. */
    public static String rootArn(String accountId) {
        return "arn:aws:iam::" + accountId + ":root";
    }
}
