package dev.gramme.server.gateway;

import dev.gramme.database.api.DynamoException;
import dev.gramme.json.JsonWriter;
import dev.gramme.server.http.HttpAnswer;
import dev.gramme.server.http.HttpRequest;

/** JSON 1.0: the operation stands in the header X-Amz-Target, all else in the body. */
enum TargetForm implements WireForm {
    FORM;

    private static final String JSON = "application/x-amz-json-1.0";

    @Override
    public String action(HttpRequest request) {
        return Targets.action(request.target());
    }

    @Override
    public String service() {
        return "dynamodb";
    }

    @Override
    public byte[] json(HttpRequest request, byte[] body) {
        return body;
    }

    @Override
    public HttpAnswer answer(String action, JsonWriter json, String requestId) {
        return new HttpAnswer(200, JSON, requestId, json.array(), json.length());
    }

    @Override
    public HttpAnswer error(DynamoException error, String requestId) {
        return ErrorBody.answer(error, requestId);
    }
}
