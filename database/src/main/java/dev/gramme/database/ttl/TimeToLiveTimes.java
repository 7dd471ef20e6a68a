package dev.gramme.database.ttl;

/**
 * Times of expiry, in milliseconds.
 *
 * @param sweepMillis after which a table is looked through again for what is due
 * @param changeMillis within which a table's time to live may be changed once (source: API reference, UpdateTimeToLive)
 */
public record TimeToLiveTimes(long sweepMillis, long changeMillis) {
    public static final TimeToLiveTimes DEFAULT = new TimeToLiveTimes(1_000, 3_600_000);
}
