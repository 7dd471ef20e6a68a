package dev.gramme.kv;

/** The way a scan goes through the rows of a partition. */
public enum Direction {
    FORWARD,
    REVERSE
}
