package dev.gramme.database.trigger;

import dev.gramme.json.JsonWriter;
import dev.gramme.model.streams.ChangeRecord;
import dev.gramme.model.streams.ChangedItem;
import dev.gramme.model.streams.Identity;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Events as Lambda's functions know them (source: Lambda's developer guide, "Using Lambda with DynamoDB"). */
final class EventJson {
    private static final byte[] BEGIN = "{\"Records\":[".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "]}".getBytes(StandardCharsets.US_ASCII);

    private EventJson() {}

    static byte[] record(ChangeRecord change, String streamArn) {
        JsonWriter writer = new JsonWriter(512);
        writer.beginObject();
        text(writer, "eventID", change.eventID());
        text(writer, "eventName", change.eventName());
        text(writer, "eventVersion", change.eventVersion());
        text(writer, "eventSource", change.eventSource());
        text(writer, "awsRegion", change.awsRegion());
        ChangedItem item = Objects.requireNonNull(change.dynamodb());
        writer.field("dynamodb");
        item.write(writer);
        Identity identity = change.userIdentity();
        if (identity != null) {
            writer.field("userIdentity");
            writer.beginObject();
            text(writer, "principalId", identity.principalId());
            text(writer, "type", identity.type());
            writer.endObject();
        }
        text(writer, "eventSourceARN", streamArn);
        writer.endObject();
        return writer.toBytes();
    }

    private static void text(JsonWriter writer, String name, @Nullable String value) {
        writer.field(name);
        writer.string(Objects.requireNonNull(value));
    }

    /** The whole event: its records in order. */
    static byte[] batch(List<Event> events) {
        int length = BEGIN.length + END.length + Math.max(0, events.size() - 1);
        for (Event event : events) {
            length += event.json().length;
        }
        byte[] batch = new byte[length];
        int at = copy(BEGIN, batch, 0);
        for (Event event : events) {
            if (at > BEGIN.length) {
                batch[at++] = ',';
            }
            at = copy(event.json(), batch, at);
        }
        copy(END, batch, at);
        return batch;
    }

    private static int copy(byte[] from, byte[] to, int at) {
        System.arraycopy(from, 0, to, at, from.length);
        return at + from.length;
    }
}
