package dev.gramme.database.policy;

import dev.gramme.database.api.Caller;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, as policies see it.
 *
 * @param accountId null for a service and for someone who has only a token of an identity provider
 * @param arn the caller's own: of a user, a session or a root; the name of a service, the ARN or host of a provider
 * @param issuerArn the role of a session, or the user who asked for it; null where there is no session
 * @param userId the unique id; for a session the role's id, a colon and the session's name
 */
public record Subject(
        Kind kind,
        @Nullable String accountId,
        String arn,
        @Nullable String issuerArn,
        String userId) {
    /** What a subject is. */
    public enum Kind {
        /** The account itself: what its policies allow is not asked. */
        ROOT,
        USER,
        ROLE_SESSION,
        FEDERATED_USER,
        /** A service, such as {@code dynamodb.amazonaws.com}, which acts for itself. */
        SERVICE,
        /** Someone with a token of an identity provider. */
        WEB_IDENTITY
    }

    public static Subject of(Caller caller) {
        Caller.Session session = caller.session();
        Kind kind = switch (caller.kind()) {
            case OPEN, ROOT -> Kind.ROOT;
            case USER -> Kind.USER;
            case ASSUMED_ROLE -> Kind.ROLE_SESSION;
            case FEDERATED_USER -> Kind.FEDERATED_USER;
        };
        // a session token of a user's own is the user still
        boolean mayBeOfAnother = kind == Kind.ROLE_SESSION || kind == Kind.FEDERATED_USER;
        String issuer = session != null && mayBeOfAnother ? session.issuerArn() : null;
        return new Subject(kind, caller.accountId(), caller.arn(), issuer, caller.userId());
    }

    /** A service, by its name, such as {@code dynamodb.amazonaws.com}. */
    public static Subject service(String name) {
        return new Subject(Kind.SERVICE, null, name, null, name);
    }

    /** Someone known only to an identity provider. */
    public static Subject webIdentity(String provider, String userId) {
        return new Subject(Kind.WEB_IDENTITY, null, provider, null, userId);
    }

    /** Whether it may do what its account may: the root, and sessions that a root asked for. */
    boolean isOfRoot() {
        return kind == Kind.ROOT || (issuerArn != null && issuerArn.equals(rootArn()));
    }

    /** The ARN of its account's root; null where it has no account. */
    @Nullable
    String rootArn() {
        return accountId == null ? null : Caller.rootArn(accountId);
    }
}
