package dev.gramme.model;

import dev.gramme.json.JsonReader;
import dev.gramme.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the requests and answers of an operation. Reading throws {@link dev.gramme.json.JsonException} where
 * the JSON is of another shape.
 */
public interface OperationCodec<Q, R> {
    Q readRequest(JsonReader reader);

    void writeRequest(Q request, JsonWriter writer);

    R readAnswer(JsonReader reader);

    void writeAnswer(R answer, JsonWriter writer);

    /** Finds everything the model forbids in a request; null where there is nothing. */
    @Nullable
    Violations validate(Q request);
}
