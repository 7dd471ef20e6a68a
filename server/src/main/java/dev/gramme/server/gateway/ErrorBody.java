package dev.gramme.server.gateway;

import dev.gramme.database.api.ConditionFailedException;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.api.TransactionCancelledException;
import dev.gramme.item.Item;
import dev.gramme.item.ItemJson;
import dev.gramme.json.JsonWriter;
import dev.gramme.model.dynamodb.CancellationReason;
import dev.gramme.server.http.HttpAnswer;
import java.util.EnumSet;
import java.util.Set;

/** The body of an error, as DynamoDB's clients read it. */
final class ErrorBody {
    /** Errors whose message the front end, or the model, spells with a capital letter. */
    private static final Set<ErrorCode> CAPITAL = EnumSet.of(
            ErrorCode.SERIALIZATION,
            ErrorCode.TRANSACTION_CANCELED,
            ErrorCode.TRANSACTION_IN_PROGRESS,
            ErrorCode.IDEMPOTENT_PARAMETER_MISMATCH);

    private ErrorBody() {}

    static HttpAnswer answer(DynamoException error, String contentType, String requestId) {
        JsonWriter writer = new JsonWriter(256);
        writer.beginObject();
        writer.field("__type");
        writer.string(error.code().type());
        if (!error.text().isEmpty()) {
            writer.field(CAPITAL.contains(error.code()) ? "Message" : "message");
            writer.string(error.text());
        }
        if (error instanceof ConditionFailedException failed) {
            Item item = failed.item();
            if (item != null) {
                writer.field("Item");
                ItemJson.writeItem(item, writer);
            }
        }
        if (error instanceof TransactionCancelledException cancelled) {
            writer.field("CancellationReasons");
            writer.beginArray();
            for (TransactionCancelledException.Reason reason : cancelled.reasons()) {
                new CancellationReason(reason.item(), reason.code(), reason.message()).write(writer);
            }
            writer.endArray();
        }
        writer.endObject();
        return new HttpAnswer(error.code().httpStatus(), contentType, requestId, writer.array(), writer.length());
    }
}
