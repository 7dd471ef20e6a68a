package dev.gramme.database.api;

/**
 * Who calls.
 *
 * @param accountId the account, 12 digits
 * @param accessKeyId what was signed with
 */
public record Caller(Kind kind, String accountId, String accessKeyId) {
    /** What a caller is. */
    public enum Kind {
        /** Anyone: identities are not checked. */
        OPEN,
        /** The account itself, which may do everything in it. */
        ROOT
    }

    /** Someone whose identity is not checked. */
    public static Caller open(String accountId, String accessKeyId) {
        return new Caller(Kind.OPEN, accountId, accessKeyId);
    }

    /** The root of an account. */
    public static Caller root(String accountId, String accessKeyId) {
        return new Caller(Kind.ROOT, accountId, accessKeyId);
    }
}
