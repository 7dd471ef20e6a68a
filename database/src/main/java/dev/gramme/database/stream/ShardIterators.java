package dev.gramme.database.stream;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.crypto.SealBrokenException;
import dev.gramme.database.env.Environment;
import dev.gramme.database.table.SystemRecords;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Shard iterators: a position of a reader, and when it was given out, sealed so that nobody can make one himself. They
 * are the reader's to keep; nothing is kept of them here.
 */
final class ShardIterators {
    private static final byte[] USE = "shard iterator".getBytes(StandardCharsets.US_ASCII);
    private static final int FIELDS = 5;

    private final SystemRecords records;
    private final Environment environment;
    private final StreamTimes times;

    ShardIterators(SystemRecords records, Environment environment, StreamTimes times) {
        this.records = records;
        this.environment = environment;
        this.times = times;
    }

    /** What an iterator holds. */
    record Held(String streamArn, String shardId, Position position) {}

    String encode(Held held) {
        String text = held.streamArn() + "|" + held.shardId() + "|"
                + held.position().stamp() + "|" + held.position().place() + "|" + environment.clockMillis();
        return Base64.getEncoder().encodeToString(records.sealToken(text.getBytes(StandardCharsets.UTF_8), USE));
    }

    Held decode(String iterator) {
        String[] fields = open(iterator).split("\\|", -1);
        if (fields.length != FIELDS) {
            throw DynamoException.validation("Invalid ShardIterator");
        }
        if (environment.clockMillis() - Long.parseLong(fields[4]) > times.iteratorMillis()) {
            throw new DynamoException(
                    ErrorCode.EXPIRED_ITERATOR,
                    "The shard iterator has expired: it is valid for " + times.iteratorMillis() / 60_000
                            + " minutes after it was given out");
        }
        return new Held(fields[0], fields[1], new Position(Long.parseLong(fields[2]), Integer.parseInt(fields[3])));
    }

    private String open(String iterator) {
        try {
            byte[] sealed = Base64.getDecoder().decode(iterator);
            return new String(records.openToken(sealed, USE), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException | SealBrokenException e) {
            throw invalid(e);
        }
    }

    private static DynamoException invalid(Exception cause) {
        return new DynamoException(ErrorCode.VALIDATION, "Invalid ShardIterator", cause);
    }
}
