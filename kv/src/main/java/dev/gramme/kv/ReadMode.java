package dev.gramme.kv;

/** How fresh a read must be. */
public enum ReadMode {
    /** Sees every commit acknowledged before the read began. */
    STRONG,
    /** May be served from a replica that is a little behind, where an engine has one. */
    EVENTUAL
}
