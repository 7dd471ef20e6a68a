package dev.gramme.server.gateway;

import dev.gramme.database.api.Call;
import dev.gramme.database.api.Caller;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.api.Via;
import dev.gramme.database.identity.Credentials;
import dev.gramme.server.http.HttpRequest;
import dev.gramme.server.http.Peer;
import dev.gramme.server.sigv4.SignedCallers;
import org.jspecify.annotations.Nullable;

/**
 * Tells who calls. Where authentication is open, signatures are not verified, and every access key is taken for the one
 * account there is; but a request without a signature is refused as DynamoDB refuses it, so that clients are set up
 * alike.
 */
final class Callers {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256 ";
    private static final String CREDENTIAL = "Credential=";
    private static final String PRESIGNED = "X-Amz-Credential=";

    private final String accountId;
    private final String region;
    private final String endpoint;
    private final @Nullable SignedCallers signed;

    /**
     * Takes where it stands.
     *
     * @param signed who checks signatures; null where authentication is open
     */
    Callers(String accountId, String region, @Nullable SignedCallers signed) {
        this.accountId = accountId;
        this.region = region;
        this.signed = signed;
        this.endpoint = "dynamodb." + region + ".amazonaws.com";
    }

    Call authenticate(HttpRequest request, String service, String requestId, long deadlineNanos) {
        Via via = via(request);
        if (signed == null) {
            Caller anyone = Caller.open(accountId, accessKey(request));
            return new Call(anyone, region, via, requestId, deadlineNanos);
        }
        Credentials credentials = signed.authenticate(request, region, service);
        return new Call(credentials.caller(), region, via, requestId, deadlineNanos);
    }

    /** Of an operation that looks at no caller. */
    Call anyone(HttpRequest request, String requestId, long deadlineNanos) {
        return new Call(Caller.open(accountId, ""), region, via(request), requestId, deadlineNanos);
    }

    private Via via(HttpRequest request) {
        Peer peer = request.peer();
        String userAgent = request.userAgent();
        return new Via(
                request.host() == null ? endpoint : request.host(),
                peer.address(),
                peer.tls() != null,
                userAgent == null ? "" : userAgent);
    }

    private static String accessKey(HttpRequest request) {
        String authorization = request.authorization();
        if (authorization == null || authorization.isEmpty()) {
            int presigned = request.path().indexOf(PRESIGNED);
            int end = presigned < 0 ? -1 : request.path().indexOf("%2F", presigned);
            if (end > 0) {
                return request.path().substring(presigned + PRESIGNED.length(), end);
            }
            throw new DynamoException(
                    ErrorCode.MISSING_AUTHENTICATION_TOKEN, "Request is missing Authentication Token");
        }
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
