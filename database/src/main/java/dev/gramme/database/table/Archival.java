package dev.gramme.database.table;

import dev.gramme.model.dynamodb.ArchivalSummary;
import dev.gramme.model.dynamodb.SSEDescription;
import dev.gramme.model.dynamodb.TableDescription;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Archiving of tables: one whose key of KMS could not be used for seven days lives on as a backup only (source: API
 * reference, "TableDescription" and "ArchivalSummary").
 */
final class Archival {
    private static final Duration PATIENCE = Duration.ofDays(7);

    private Archival() {}

    /** Whether a table has been inaccessible for long enough. */
    static boolean isDue(TableRecord record, Instant now) {
        SSEDescription encryption = record.description().sseDescription();
        Instant since = encryption == null ? null : encryption.inaccessibleEncryptionDateTime();
        return record.status().equals(Tables.INACCESSIBLE)
                && since != null
                && !since.plus(PATIENCE).isAfter(now);
    }

    /** A table that is to be archived. */
    static TableRecord begun(TableRecord record, Instant now) {
        return record.with(record.description().toBuilder()
                        .archivalSummary(new ArchivalSummary(now, Tables.INACCESSIBLE, null))
                        .build())
                .withStatus(Tables.ARCHIVING);
    }

    /**
     * A table that is archived.
     *
     * @param backupArn where what it held is; null where no feature keeps it
     */
    static TableRecord done(TableRecord record, @Nullable String backupArn) {
        TableDescription described = record.description();
        ArchivalSummary begun = described.archivalSummary();
        Instant time = begun == null ? null : begun.archivalDateTime();
        return record.with(described.toBuilder()
                        .archivalSummary(new ArchivalSummary(time, Tables.INACCESSIBLE, backupArn))
                        .build())
                .withStatus(Tables.ARCHIVED);
    }
}
