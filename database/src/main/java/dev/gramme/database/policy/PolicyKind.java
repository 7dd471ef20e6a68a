package dev.gramme.database.policy;

/** What a policy document is for; decides which elements it must and must not have. */
public enum PolicyKind {
    /** Written into a user, group or role. */
    IDENTITY,
    /** A managed policy, also one that is a permissions boundary; must be of the newest version of the language. */
    MANAGED,
    /** Given along with a request for a session. */
    SESSION,
    /** Attached to a resource: a table, a stream, a key. */
    RESOURCE,
    /** Says who may assume a role; names no resource, since the role is it. */
    TRUST;

    /** Whether its statements name principals. */
    boolean namesPrincipals() {
        return this == RESOURCE || this == TRUST;
    }

    /** Whether the rules of IAM for its own documents hold; other services are more lenient. */
    boolean isOfIam() {
        return this != RESOURCE;
    }
}
