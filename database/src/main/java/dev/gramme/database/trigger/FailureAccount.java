package dev.gramme.database.trigger;

import dev.gramme.database.stream.SequenceNumbers;
import dev.gramme.json.JsonWriter;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The account of records that were given up (source: Lambda's developer guide, "Retain discarded records"). */
record FailureAccount(
        Mapping mapping,
        String shardId,
        List<Event> events,
        String condition,
        int invocations,
        @Nullable String why) {
    static final String RETRIES_EXHAUSTED = "RetryAttemptsExhausted";
    static final String TOO_OLD = "RecordAgeExceeded";

    byte[] json(String requestId, long nowMillis) {
        JsonWriter writer = new JsonWriter(512);
        writer.beginObject();
        writer.field("requestContext");
        writer.beginObject();
        text(writer, "requestId", requestId);
        text(writer, "functionArn", mapping.functionArn());
        text(writer, "condition", condition);
        writer.field("approximateInvokeCount");
        writer.number(invocations);
        writer.endObject();
        if (why != null) {
            writer.field("responseContext");
            writer.beginObject();
            writer.field("statusCode");
            writer.number(200);
            text(writer, "executedVersion", "$LATEST");
            text(writer, "functionError", "Unhandled");
            writer.endObject();
        }
        text(writer, "version", "1.0");
        text(writer, "timestamp", time(nowMillis));
        writer.field("DDBStreamBatchInfo");
        writer.beginObject();
        text(writer, "shardId", shardId);
        text(writer, "startSequenceNumber", SequenceNumbers.of(events.getFirst().position()));
        text(writer, "endSequenceNumber", SequenceNumbers.of(events.getLast().position()));
        text(writer, "approximateArrivalOfFirstRecord", time(events.getFirst().createdMillis()));
        text(writer, "approximateArrivalOfLastRecord", time(events.getLast().createdMillis()));
        writer.field("batchSize");
        writer.number(events.size());
        text(writer, "streamArn", mapping.streamArn());
        writer.endObject();
        writer.endObject();
        return writer.toBytes();
    }

    private static void text(JsonWriter writer, String name, String value) {
        writer.field(name);
        writer.string(value);
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
