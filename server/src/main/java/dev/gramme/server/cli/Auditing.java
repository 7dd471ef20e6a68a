package dev.gramme.server.cli;

import dev.gramme.server.audit.AuditSettings;
import dev.gramme.server.audit.AuditSettings.DataEvents;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which calls are recorded, and where. */
final class Auditing {
    @Option(
            names = "--audit-dir",
            paramLabel = "DIR",
            description = "Directory of the audit log. Default: DIR/audit of the data; with --in-memory none, and only"
                    + " the last few calls are kept.")
    private @Nullable Path directory;

    @Option(
            names = "--audit-data-events",
            paramLabel = "WHICH",
            description = "Calls on items that are recorded: none, write or all. Calls on everything else always are."
                    + " Default: none.")
    private String dataEvents = "none";

    /** What was set; throws IllegalArgumentException, with what is wrong for people, where that cannot be. */
    AuditSettings settings(AuditSettings otherwise) {
        DataEvents which = switch (dataEvents.toLowerCase(Locale.ROOT)) {
            case "none" -> DataEvents.NONE;
            case "write" -> DataEvents.WRITE;
            case "all" -> DataEvents.ALL;
            default ->
                throw new IllegalArgumentException(
                        "--audit-data-events knows none, write and all, not '" + dataEvents + "'.");
        };
        AuditSettings settings = otherwise.withDataEvents(which);
        return directory == null ? settings : settings.withDirectory(directory);
    }
}
