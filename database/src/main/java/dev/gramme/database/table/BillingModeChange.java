package dev.gramme.database.table;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.model.dynamodb.BillingModeSummary;
import dev.gramme.model.dynamodb.TableDescription;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A change of how a table is billed. It may go from provisioned to on-demand four times in any 24 hours, and back at
 * any time (source: "Considerations when switching capacity modes").
 */
final class BillingModeChange {
    private static final int SWITCHES = 4;
    private static final Duration WINDOW = Duration.ofHours(24);

    private BillingModeChange() {}

    /** The record with its changed description; what a switch to on-demand leaves behind is kept with it. */
    static TableRecord apply(TableRecord before, TableDescription changed) {
        TableRecord after = before.with(changed);
        if (isOnDemand(before.description()) || !isOnDemand(changed)) {
            return after;
        }
        BillingModeSummary summary = Objects.requireNonNull(changed.billingModeSummary());
        Instant now = Objects.requireNonNull(summary.lastUpdateToPayPerRequestDateTime());
        List<Instant> recent = new ArrayList<>(before.settings().onDemandSince().stream()
                .filter(time -> time.plus(WINDOW).isAfter(now))
                .toList());
        if (recent.size() >= SWITCHES) {
            throw new DynamoException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "Subscriber limit exceeded: Update to PayPerRequest mode are limited to " + SWITCHES + " times in "
                            + WINDOW.toDays() + " day(s). Last update at " + recent.getLast()
                            + ". Next update can be made at "
                            + recent.getFirst().plus(WINDOW));
        }
        recent.add(now);
        return after.withSettings(after.settings().withOnDemandSince(List.copyOf(recent)));
    }

    private static boolean isOnDemand(TableDescription table) {
        return Throughput.mode(table).equals(Throughput.PAY_PER_REQUEST);
    }
}
