package dev.gramme.database.kinesis;

import dev.gramme.database.stream.Change;
import dev.gramme.database.stream.Position;
import dev.gramme.database.stream.StreamEvents;
import dev.gramme.item.Item;
import dev.gramme.item.ItemJson;
import dev.gramme.json.JsonWriter;
import dev.gramme.kv.CommitClock;
import dev.gramme.kv.PartitionId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Changes as records of a Kinesis stream (source: developer guide, "Using Kinesis Data Streams to capture changes to
 * DynamoDB").
 */
final class KinesisRecords {
    private static final int PARTITION_KEY_BYTES = 16;
    private static final int MICROS = 1_000;

    private KinesisRecords() {}

    /** The same for all changes of an item: digits of a hash of its key. */
    static String partitionKey(Item keys) {
        JsonWriter writer = new JsonWriter();
        ItemJson.writeItem(keys, writer);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(writer.toBytes());
            return HexFormat.of().withUpperCase().formatHex(digest, 0, PARTITION_KEY_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    static byte[] data(Delivery delivery, PartitionId partition, Change change) {
        JsonWriter writer = new JsonWriter();
        writer.beginObject();
        writer.field("awsRegion");
        writer.string(delivery.table().region());
        writer.field("eventID");
        writer.string(eventId(StreamEvents.eventId(partition, change.position())));
        writer.field("eventName");
        writer.string(change.eventName());
        writer.field("userIdentity");
        writeIdentity(change, writer);
        writer.field("recordFormat");
        writer.string("application/json");
        writer.field("tableName");
        writer.string(delivery.table().name());
        writer.field("dynamodb");
        writer.beginObject();
        boolean micros = delivery.precision().equals(Delivery.MICROSECOND);
        writer.field("ApproximateCreationDateTime");
        writer.number(
                micros
                        ? micros(change.position())
                        : CommitClock.millisOf(change.position().stamp()));
        writer.field("ApproximateCreationDateTimePrecision");
        writer.string(delivery.precision());
        writeImage("Keys", change.keys(), writer);
        writeImage("NewImage", change.newImage(), writer);
        writeImage("OldImage", change.oldImage(), writer);
        writer.field("SizeBytes");
        writer.number(change.sizeBytes());
        writer.endObject();
        writer.field("eventSource");
        writer.string("aws:dynamodb");
        writer.endObject();
        return writer.toBytes();
    }

    private static void writeIdentity(Change change, JsonWriter writer) {
        if (!change.byService()) {
            writer.nullValue();
            return;
        }
        writer.beginObject();
        writer.field("type");
        writer.string("Service");
        writer.field("principalId");
        writer.string("dynamodb.amazonaws.com");
        writer.endObject();
    }

    private static void writeImage(String name, @Nullable Item image, JsonWriter writer) {
        if (image != null) {
            writer.field(name);
            ItemJson.writeItem(image, writer);
        }
    }

    /** Stamps hold milliseconds and a count within them: the count stands for the microseconds, as far as it goes. */
    private static long micros(Position position) {
        long millis = CommitClock.millisOf(position.stamp());
        return millis * MICROS + Math.min(MICROS - 1, position.stamp() - CommitClock.firstOf(millis));
    }

    /** In the form of a UUID. */
    private static String eventId(String digits) {
        return String.join(
                "-",
                digits.substring(0, 8),
                digits.substring(8, 12),
                digits.substring(12, 16),
                digits.substring(16, 20),
                digits.substring(20));
    }
}
