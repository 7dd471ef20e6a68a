package dev.gramme.database.table;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.model.dynamodb.ProvisionedThroughput;
import dev.gramme.model.dynamodb.ProvisionedThroughputDescription;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A change of the provisioned throughput of a table or an index. A day (UTC) allows four decreases, and after those one
 * whenever the last is an hour ago (source: "Quotas in Amazon DynamoDB: decreasing provisioned throughput").
 */
final class ThroughputChange {
    private static final long FREE_DECREASES = 4;
    private static final Duration BETWEEN_DECREASES = Duration.ofHours(1);

    private ThroughputChange() {}

    static ProvisionedThroughputDescription of(
            @Nullable ProvisionedThroughputDescription before, ProvisionedThroughput wanted, Instant now) {
        ProvisionedThroughputDescription old = before == null ? Throughput.describe(null) : before;
        long reads = number(wanted.readCapacityUnits());
        long writes = number(wanted.writeCapacityUnits());
        boolean increase = reads > number(old.readCapacityUnits()) || writes > number(old.writeCapacityUnits());
        boolean decrease = reads < number(old.readCapacityUnits()) || writes < number(old.writeCapacityUnits());
        ProvisionedThroughputDescription.Builder changed =
                old.toBuilder().readCapacityUnits(reads).writeCapacityUnits(writes);
        if (increase) {
            changed.lastIncreaseDateTime(now);
        }
        if (decrease) {
            long today = decreasesToday(old, now);
            checkDecrease(old, today, now);
            changed.lastDecreaseDateTime(now).numberOfDecreasesToday(today + 1);
        }
        return changed.build();
    }

    static boolean isSame(ProvisionedThroughputDescription old, ProvisionedThroughput wanted) {
        return number(old.readCapacityUnits()) == number(wanted.readCapacityUnits())
                && number(old.writeCapacityUnits()) == number(wanted.writeCapacityUnits());
    }

    private static long number(@Nullable Long value) {
        return value == null ? 0 : value;
    }

    private static long decreasesToday(ProvisionedThroughputDescription old, Instant now) {
        Instant last = old.lastDecreaseDateTime();
        boolean today = last != null
                && last.atZone(ZoneOffset.UTC)
                        .toLocalDate()
                        .equals(now.atZone(ZoneOffset.UTC).toLocalDate());
        return today ? number(old.numberOfDecreasesToday()) : 0;
    }

    private static void checkDecrease(ProvisionedThroughputDescription old, long today, Instant now) {
        if (today < FREE_DECREASES) {
            return;
        }
        Instant last = Objects.requireNonNull(old.lastDecreaseDateTime());
        Instant next = last.plus(BETWEEN_DECREASES);
        if (now.isBefore(next)) {
            throw new DynamoException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "Subscriber limit exceeded: Provisioned throughput decreases are limited within a given UTC day."
                            + " After the first " + FREE_DECREASES + " decreases, each subsequent decrease in the same"
                            + " UTC day can be performed at most once every " + BETWEEN_DECREASES.toSeconds()
                            + " seconds. Number of decreases today: " + today + ". Last decrease at " + last
                            + ". Next decrease can be made at " + next);
        }
    }
}
