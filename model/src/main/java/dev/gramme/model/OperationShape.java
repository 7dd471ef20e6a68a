package dev.gramme.model;

import java.util.List;

/**
 * An operation as its model describes it.
 *
 * @param service what requests are signed for, and what stands before the name of an action: {@code dynamodb}
 * @param name as on the wire, for example {@code PutItem}
 * @param targetPrefix what stands before the name in the header X-Amz-Target, for example {@code DynamoDB_20120810}
 * @param errors names of the errors the model declares, sorted; others (ValidationException, AccessDeniedException)
 *     come as well
 * @param <Q> the request
 * @param <R> the answer
 */
public record OperationShape<Q, R>(
        String service, String name, String targetPrefix, OperationCodec<Q, R> codec, List<String> errors) {
    /** The action as policies name it, {@code dynamodb:PutItem}; no two operations share one. */
    public String action() {
        return service + ":" + name;
    }

    /** The header X-Amz-Target. */
    public String target() {
        return targetPrefix + "." + name;
    }

    @Override
    public String toString() {
        return target();
    }
}
