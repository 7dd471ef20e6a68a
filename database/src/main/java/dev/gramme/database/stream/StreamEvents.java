package dev.gramme.database.stream;

import dev.gramme.kv.CommitClock;
import dev.gramme.kv.PartitionId;
import dev.gramme.model.streams.ChangeRecord;
import dev.gramme.model.streams.ChangedItem;
import dev.gramme.model.streams.Identity;
import java.time.Instant;
import java.util.HexFormat;

/** Changes as records of the API. */
public final class StreamEvents {
    private static final String VERSION = "1.1";
    private static final String SOURCE = "aws:dynamodb";
    private static final Identity SERVICE = new Identity("dynamodb.amazonaws.com", "Service");

    private StreamEvents() {}

    /** A change as GetRecords shows it. */
    public static ChangeRecord of(Stream stream, Shard shard, Change change) {
        Position position = change.position();
        // DynamoDB gives whole seconds.
        Instant time = Instant.ofEpochSecond(CommitClock.millisOf(position.stamp()) / 1000);
        ChangedItem item = new ChangedItem(
                time,
                change.keys(),
                change.newImage(),
                change.oldImage(),
                SequenceNumbers.of(position),
                change.sizeBytes(),
                stream.viewType());
        return new ChangeRecord(
                eventId(shard.partition(), position),
                change.eventName(),
                VERSION,
                SOURCE,
                stream.table().region(),
                item,
                change.byService() ? SERVICE : null);
    }

    /** 32 hexadecimal digits, the same whenever the change is read. */
    public static String eventId(PartitionId partition, Position position) {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(partition.number(), 12)
                + hex.toHexDigits(position.stamp())
                + hex.toHexDigits(position.place(), 4);
    }
}
