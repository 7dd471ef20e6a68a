package dev.gramme.server.gateway;

import dev.gramme.database.api.DynamoException;
import dev.gramme.json.JsonWriter;
import dev.gramme.server.http.HttpAnswer;
import dev.gramme.server.http.HttpRequest;

/** JSON 1.0 and 1.1: the operation stands in the header X-Amz-Target, all else in the body. */
enum TargetForm implements WireForm {
    DYNAMODB("dynamodb", "application/x-amz-json-1.0"),
    KMS("kms", "application/x-amz-json-1.1"),
    CLOUDTRAIL("cloudtrail", "application/x-amz-json-1.1");

    private static final String KMS_PREFIX = "TrentService.";
    private static final String CLOUDTRAIL_PREFIX = "com.amazonaws.cloudtrail.";

    private final String service;
    private final String contentType;

    TargetForm(String service, String contentType) {
        this.service = service;
        this.contentType = contentType;
    }

    /** The form of the service whose operation a request names. */
    static TargetForm of(HttpRequest request) {
        String target = request.target();
        if (target != null && target.startsWith(KMS_PREFIX)) {
            return KMS;
        }
        return target != null && target.startsWith(CLOUDTRAIL_PREFIX) ? CLOUDTRAIL : DYNAMODB;
    }

    @Override
    public String newRequestId() {
        return this == DYNAMODB ? RequestIds.next() : RequestIds.uuid();
    }

    @Override
    public String action(HttpRequest request) {
        return Targets.action(request.target());
    }

    @Override
    public String service() {
        return service;
    }

    @Override
    public byte[] json(HttpRequest request, String action, byte[] body) {
        return body;
    }

    @Override
    public HttpAnswer answer(String action, JsonWriter json, String requestId) {
        return new HttpAnswer(200, contentType, requestId, json.array(), json.length());
    }

    @Override
    public HttpAnswer error(DynamoException error, String requestId) {
        return ErrorBody.answer(error, contentType, requestId);
    }
}
