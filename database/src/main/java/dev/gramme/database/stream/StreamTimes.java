package dev.gramme.database.stream;

/**
 * How long things of streams last, in milliseconds (source: developer guide, "Change data capture for DynamoDB
 * Streams").
 *
 * @param shardMillis after which a shard is closed and another opened
 * @param retentionMillis after which changes, closed shards and disabled streams go
 * @param iteratorMillis for which a shard iterator is good
 */
public record StreamTimes(long shardMillis, long retentionMillis, long iteratorMillis) {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;

    public static final StreamTimes DEFAULT = new StreamTimes(4 * HOUR, 24 * HOUR, 15 * MINUTE);
}
