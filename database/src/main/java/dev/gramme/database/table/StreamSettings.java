package dev.gramme.database.table;

import dev.gramme.database.api.DynamoException;
import dev.gramme.model.dynamodb.StreamSpecification;
import dev.gramme.model.dynamodb.TableDescription;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether a table has a stream, and which: what CreateTable and UpdateTable ask for. */
final class StreamSettings {
    private static final DateTimeFormatter LABEL = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private StreamSettings() {}

    /** Refuses what contradicts itself. */
    static void check(@Nullable StreamSpecification wanted) {
        if (wanted == null) {
            return;
        }
        boolean enabled = Boolean.TRUE.equals(wanted.streamEnabled());
        if (enabled && wanted.streamViewType() == null) {
            throw DynamoException.validation(
                    "Invalid StreamViewType: Stream ViewType must not be null or empty when enabling streams.");
        }
        if (!enabled && wanted.streamViewType() != null) {
            throw DynamoException.validation(
                    "Invalid StreamViewType: Stream StreamEnabled was false but a StreamViewType was present.");
        }
    }

    /** The table as it is to be from now on. */
    static TableDescription apply(TableDescription before, StreamSpecification wanted, Instant now) {
        boolean enabled = Boolean.TRUE.equals(wanted.streamEnabled());
        boolean wasEnabled = before.streamSpecification() != null;
        if (enabled && wasEnabled) {
            throw DynamoException.validation("Table already has an enabled stream: TableName: " + before.tableName());
        }
        if (!enabled && !wasEnabled) {
            throw DynamoException.validation("Table has no stream to disable: TableName: " + before.tableName());
        }
        return enabled
                ? enabled(before, wanted, now)
                : before.toBuilder().streamSpecification(null).build();
    }

    /** With a new stream, whose label is the time, but never that of the stream before. */
    static TableDescription enabled(TableDescription before, StreamSpecification wanted, Instant now) {
        String label = LABEL.format(now);
        if (label.equals(before.latestStreamLabel())) {
            label = LABEL.format(now.plusMillis(1));
        }
        return before.toBuilder()
                .streamSpecification(wanted)
                .latestStreamLabel(label)
                .latestStreamArn(before.tableArn() + "/stream/" + label)
                .build();
    }
}
