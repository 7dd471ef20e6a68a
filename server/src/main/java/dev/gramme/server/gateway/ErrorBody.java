package dev.gramme.server.gateway;

import dev.gramme.database.api.ConditionFailedException;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.item.Item;
import dev.gramme.item.ItemJson;
import dev.gramme.json.JsonWriter;
import dev.gramme.server.http.HttpAnswer;

/** The body of an error, as DynamoDB's clients read it. */
final class ErrorBody {
    private static final String JSON = "application/x-amz-json-1.0";

    private ErrorBody() {}

    static HttpAnswer answer(DynamoException error, String requestId) {
        JsonWriter writer = new JsonWriter(256);
        writer.beginObject();
        writer.field("__type");
        writer.string(error.code().type());
        if (!error.text().isEmpty()) {
            // The front end's own errors carry a capital letter where the service's have a small one.
            writer.field(error.code() == ErrorCode.SERIALIZATION ? "Message" : "message");
            writer.string(error.text());
        }
        if (error instanceof ConditionFailedException failed) {
            Item item = failed.item();
            if (item != null) {
                writer.field("Item");
                ItemJson.writeItem(item, writer);
            }
        }
        writer.endObject();
        return new HttpAnswer(error.code().httpStatus(), JSON, requestId, writer.array(), writer.length());
    }
}
