package dev.gramme.server.gateway;

import dev.gramme.database.api.DynamoException;
import dev.gramme.json.JsonWriter;
import dev.gramme.server.http.HttpAnswer;
import dev.gramme.server.http.HttpRequest;

/** How the requests and answers of an API look in HTTP. */
sealed interface WireForm permits TargetForm, LambdaForm, QueryForm {
    /** The form of a request, told by its path, or by a form in its body. */
    static WireForm of(HttpRequest request) {
        WireForm query = QueryForm.of(request);
        if (query != null) {
            return query;
        }
        return LambdaForm.isItsPath(request.path()) ? LambdaForm.FORM : TargetForm.of(request);
    }

    /** A new id of a request. */
    default String newRequestId() {
        return RequestIds.next();
    }

    /** The operation a request names, as an action such as {@code dynamodb:PutItem}; empty where it names none. */
    String action(HttpRequest request);

    /** The service a request must be signed for, as in a credential's scope. */
    String service();

    /**
     * The operation's request in JSON.
     *
     * @param action the one the request names
     * @param body as sent, decompressed
     */
    byte[] json(HttpRequest request, String action, byte[] body);

    HttpAnswer answer(String action, JsonWriter json, String requestId);

    HttpAnswer error(DynamoException error, String requestId);
}
