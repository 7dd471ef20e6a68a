package dev.gramme.database.table;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How often a table's key may change: four times in 24 hours, and once more in each six hours without a change; back to
 * the server's own key at any time (source: developer guide, "Quotas", encryption at rest).
 */
final class EncryptionChanges {
    private static final int FREE = 4;
    private static final int MOST = 8;
    private static final Duration WINDOW = Duration.ofHours(24);
    private static final Duration PAUSE = Duration.ofHours(6);

    private EncryptionChanges() {}

    /**
     * The record with one more change counted; refuses one too many.
     *
     * @param toKms whether the table goes to a key of KMS
     */
    static TableRecord counted(TableRecord record, boolean toKms, long nowMillis) {
        Instant now = Instant.ofEpochMilli(nowMillis);
        List<Instant> recent = new ArrayList<>(record.settings().encryptionChanges().stream()
                .filter(time -> time.plus(WINDOW).isAfter(now))
                .toList());
        boolean rested = recent.isEmpty() || !recent.getLast().plus(PAUSE).isAfter(now);
        if (toKms && recent.size() >= FREE && !(rested && recent.size() < MOST)) {
            throw new DynamoException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "Subscriber limit exceeded: Encryption mode changes are limited in the 24h window ending at "
                            + recent.getFirst().plus(WINDOW) + ". After the first " + FREE
                            + " change, each subsequent change in the same window can be performed at most once every "
                            + PAUSE.toSeconds() + " seconds. Number of updates today: " + recent.size());
        }
        recent.add(now);
        List<Instant> kept = recent.subList(Math.max(0, recent.size() - MOST), recent.size());
        return record.withSettings(record.settings().withEncryptionChanges(List.copyOf(kept)));
    }
}
