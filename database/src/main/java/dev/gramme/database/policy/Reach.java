package dev.gramme.database.policy;

/** How a statement names a subject, from not at all to as directly as can be. */
enum Reach {
    NONE,
    /** By its account, which may then give to its own what it was given. */
    ACCOUNT,
    /** By the role or user that its session was made for; whatever limits the session limits this. */
    ISSUER,
    /** Itself. */
    DIRECT
}
