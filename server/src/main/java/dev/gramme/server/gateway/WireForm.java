package dev.gramme.server.gateway;

import dev.gramme.database.api.DynamoException;
import dev.gramme.json.JsonWriter;
import dev.gramme.server.http.HttpAnswer;
import dev.gramme.server.http.HttpRequest;

/** How the requests and answers of an API look in HTTP. */
sealed interface WireForm permits TargetForm, LambdaForm {
    /** The form of a request, told by its path. */
    static WireForm of(HttpRequest request) {
        return LambdaForm.isItsPath(request.path()) ? LambdaForm.FORM : TargetForm.FORM;
    }

    /** The operation a request names; empty where it names none. */
    String operationName(HttpRequest request);

    /**
     * The operation's request in JSON.
     *
     * @param body as sent, decompressed
     */
    byte[] json(HttpRequest request, byte[] body);

    HttpAnswer answer(String operation, JsonWriter json, String requestId);

    HttpAnswer error(DynamoException error, String requestId);
}
