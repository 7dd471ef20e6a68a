package dev.gramme.database.policy;

/** What comes of a test. */
enum Verdict {
    YES,
    NO,
    /** A variable has no value in this request: whatever asked cannot be told, and does not apply. */
    UNKNOWN,
    /** The request's value is none that can be compared. What is not known counts against the request. */
    UNREADABLE;

    static Verdict of(boolean holds) {
        return holds ? YES : NO;
    }

    /** The opposite; what cannot be told stays so. */
    Verdict not() {
        return switch (this) {
            case YES -> NO;
            case NO -> YES;
            case UNKNOWN, UNREADABLE -> this;
        };
    }
}
