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

    /** The operation a request names, as an action such as {@code dynamodb:PutItem}; empty where it names none. */
    String action(HttpRequest request);

    /** The service a request must be signed for, as in a credential's scope. */
    String service();

    /**
     * The operation's request in JSON.
     *
     * @param body as sent, decompressed
     */
    byte[] json(HttpRequest request, byte[] body);

    HttpAnswer answer(String action, JsonWriter json, String requestId);

    HttpAnswer error(DynamoException error, String requestId);
}
