package dev.gramme.database.backup;

import dev.gramme.database.env.Environment;
import dev.gramme.database.table.Table;
import dev.gramme.database.table.TableSettings.Recovery;
import dev.gramme.model.dynamodb.ContinuousBackupsDescription;
import dev.gramme.model.dynamodb.PointInTimeRecoveryDescription;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** From when to when tables can be restored. */
final class Recoveries {
    static final int LONGEST_DAYS = 35;

    private final Environment environment;

    Recoveries(Environment environment) {
        this.environment = environment;
    }

    /**
     * When a table can be restored to.
     *
     * @param latest now
     */
    record Window(Instant earliest, Instant latest) {
        boolean holds(Instant time) {
            return !time.isBefore(earliest) && !time.isAfter(latest);
        }
    }

    /** Null where a table cannot be restored to points in time. */
    @Nullable
    Window window(Table table) {
        Recovery recovery = table.record().settings().recovery();
        if (recovery == null || recovery.isPending()) {
            return null;
        }
        long now = environment.clockMillis();
        long oldest = now - Duration.ofDays(recovery.days()).toMillis();
        long earliest = Math.max(recovery.sinceMillis(), oldest);
        return new Window(Instant.ofEpochMilli(earliest), Instant.ofEpochMilli(Math.max(now, earliest)));
    }

    ContinuousBackupsDescription describe(Table table) {
        Window window = window(table);
        Recovery recovery = table.record().settings().recovery();
        PointInTimeRecoveryDescription description = PointInTimeRecoveryDescription.builder()
                .pointInTimeRecoveryStatus(recovery == null ? "DISABLED" : "ENABLED")
                .recoveryPeriodInDays(recovery == null ? null : recovery.days())
                .earliestRestorableDateTime(window == null ? null : window.earliest())
                .latestRestorableDateTime(window == null ? null : window.latest())
                .build();
        // DynamoDB calls continuous backups enabled for every table, whether it can be restored to a time or not.
        return new ContinuousBackupsDescription("ENABLED", description);
    }
}
