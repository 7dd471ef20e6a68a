package dev.gramme.server.gateway;

import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.server.http.HttpRequest;

/**
 * Tells who calls. Signatures are not verified, so every access key is taken for the one account there is, and the
 * server listens on loopback only; but a request without a signature is refused as DynamoDB refuses it, so that clients
 * are set up alike.
 */
final class Callers {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256 ";
    private static final String CREDENTIAL = "Credential=";

    private final String accountId;
    private final String region;
    private final String endpoint;

    Callers(String accountId, String region) {
        this.accountId = accountId;
        this.region = region;
        this.endpoint = "dynamodb." + region + ".amazonaws.com";
    }

    Call authenticate(HttpRequest request, String requestId, long deadlineNanos) {
        String authorization = request.authorization();
        if (authorization == null || authorization.isEmpty()) {
            throw new DynamoException(
                    ErrorCode.MISSING_AUTHENTICATION_TOKEN, "Request is missing Authentication Token");
        }
        String host = request.host();
        return new Call(
                accountId, region, accessKey(authorization), host == null ? endpoint : host, requestId, deadlineNanos);
    }

    private static String accessKey(String authorization) {
        int from = authorization.indexOf(CREDENTIAL);
        int slash = from < 0 ? -1 : authorization.indexOf('/', from);
        if (!authorization.startsWith(ALGORITHM) || slash < 0) {
            throw new DynamoException(
                    ErrorCode.INCOMPLETE_SIGNATURE,
                    "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature'"
                            + " parameter. Authorization header requires 'SignedHeaders' parameter. Authorization"
                            + " header requires existence of either a 'X-Amz-Date' or a 'Date' header. Authorization="
                            + ALGORITHM.strip());
        }
        return authorization.substring(from + CREDENTIAL.length(), slash);
    }
}
