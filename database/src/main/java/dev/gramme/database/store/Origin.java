package dev.gramme.database.store;

/** Whose change it is; features treat changes of different origins differently. */
public enum Origin {
    /** A request of a client. */
    CLIENT,
    /** The item's time to live is over. */
    EXPIRY
}
