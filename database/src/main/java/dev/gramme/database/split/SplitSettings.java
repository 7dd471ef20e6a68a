package dev.gramme.database.split;

/**
 * When partitions are split.
 *
 * @param maxBytes what one may hold, in DynamoDB's measure of items and entries
 * @param onOneMachine whether also where all partitions lie in one store of one process, which gains nothing by it
 */
public record SplitSettings(long maxBytes, boolean onOneMachine) {
    /** Far from what makes a partition of Cassandra slow to repair and compact, and few enough for a catalog. */
    public static final SplitSettings DEFAULT = new SplitSettings(1L << 30, false);
}
