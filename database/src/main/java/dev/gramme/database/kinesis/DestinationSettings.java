package dev.gramme.database.kinesis;

import org.jspecify.annotations.Nullable;

/**
 * How changes are delivered to Kinesis streams. Times in milliseconds.
 *
 * @param sink where to; null where nothing can be delivered
 * @param pollMillis after which a delivery that had nothing to do looks again
 * @param firstPauseMillis before a delivery that failed is tried again; twice as long after each failure more
 * @param longestPauseMillis but never longer than this
 * @param giveUpMillis for which a destination that is being enabled may be out of reach, and one that is being
 *     disabled, or whose table is gone, may take nothing of what was left
 */
public record DestinationSettings(
        @Nullable Sink sink, long pollMillis, long firstPauseMillis, long longestPauseMillis, long giveUpMillis) {
    public static final DestinationSettings DEFAULT = new DestinationSettings(null, 100, 50, 10_000, 60_000);

    public DestinationSettings withSink(Sink changed) {
        return new DestinationSettings(changed, pollMillis, firstPauseMillis, longestPauseMillis, giveUpMillis);
    }
}
