package dev.gramme.server.audit;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is recorded, and where.
 *
 * @param directory where files of records are kept; null for the last few in memory only
 * @param dataEvents which calls on items are recorded; those on everything else always are
 * @param fileBytes a file is closed and compressed when it is larger
 * @param fileAge or older
 * @param totalBytes of closed files; the oldest are deleted where there are more
 * @param kept how long closed files are kept
 */
public record AuditSettings(
        @Nullable Path directory,
        DataEvents dataEvents,
        long fileBytes,
        Duration fileAge,
        long totalBytes,
        Duration kept) {
    /** Calls on items that are recorded. */
    public enum DataEvents {
        NONE,
        WRITE,
        ALL
    }

    /** In memory, without calls on items. */
    public static AuditSettings inMemory() {
        return new AuditSettings(null, DataEvents.NONE, 64L << 20, Duration.ofDays(1), 1L << 30, Duration.ofDays(90));
    }

    public AuditSettings withDirectory(@Nullable Path changed) {
        return new AuditSettings(changed, dataEvents, fileBytes, fileAge, totalBytes, kept);
    }

    public AuditSettings withDataEvents(DataEvents changed) {
        return new AuditSettings(directory, changed, fileBytes, fileAge, totalBytes, kept);
    }
}
