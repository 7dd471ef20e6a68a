package dev.gramme.database.split;

import java.time.Duration;

/**
 * When partitions are split.
 *
 * @param maxBytes what one may hold, in DynamoDB's measure of items and entries
 * @param maxUnitsPerSecond what one may be asked for: a read is one unit, a write three; what both halves of a
 *     partition share is split, what one item alone is asked for cannot be
 * @param window for how long it has to be asked for so much
 * @param onOneMachine whether also where all partitions lie in one store of one process, which gains nothing by it
 */
public record SplitSettings(long maxBytes, long maxUnitsPerSecond, Duration window, boolean onOneMachine) {
    /**
     * A size far from what makes a partition of Cassandra slow to repair and compact, and DynamoDB's own limits of what
     * a partition is asked for: 3,000 reads or 1,000 writes a second.
     */
    public static final SplitSettings DEFAULT = new SplitSettings(1L << 30, 3_000, Duration.ofSeconds(10), false);

    /** The same with another size; throws IllegalArgumentException where it is none. */
    public SplitSettings withMaxBytes(long changed) {
        if (changed < 1) {
            throw new IllegalArgumentException("--partition-bytes is less than 1.");
        }
        return new SplitSettings(changed, maxUnitsPerSecond, window, onOneMachine);
    }
}
