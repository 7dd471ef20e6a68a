package dev.gramme.server.sigv4;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a signature from the parameters of a query: a presigned request. */
final class QuerySignature {
    static final String SIGNATURE = "X-Amz-Signature";
    private static final String ALGORITHM = "X-Amz-Algorithm";
    private static final int MOST_SECONDS = 7 * 24 * 3600;

    private QuerySignature() {}

    /** Whether a query bears a signature. */
    static boolean isIn(String query) {
        return query.contains(ALGORITHM + "=") || query.contains(SIGNATURE + "=");
    }

    static RequestSignature read(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                String value = new String(CanonicalUri.decode(pair.substring(equals + 1)), StandardCharsets.UTF_8);
                parameters.putIfAbsent(pair.substring(0, equals), value);
            }
        }
        String algorithm = require(parameters, ALGORITHM);
        if (!algorithm.equals("AWS4-HMAC-SHA256")) {
            throw incomplete(ALGORITHM);
        }
        return new RequestSignature(
                require(parameters, "X-Amz-Credential"),
                require(parameters, "X-Amz-SignedHeaders"),
                require(parameters, SIGNATURE),
                Timestamps.require(require(parameters, "X-Amz-Date")),
                true,
                expires(parameters.get("X-Amz-Expires")),
                parameters.get("X-Amz-Security-Token"));
    }

    private static String require(Map<String, String> parameters, String name) {
        String value = parameters.get(name);
        if (value == null) {
            throw incomplete(name);
        }
        return value;
    }

    private static DynamoException incomplete(String name) {
        return new DynamoException(
                ErrorCode.INCOMPLETE_SIGNATURE,
                "AWS query-string parameters must include '" + name + "'. Re-examine the query-string parameters.");
    }

    private static int expires(@Nullable String seconds) {
        if (seconds == null) {
            return 0;
        }
        int value;
        try {
            value = Integer.parseInt(seconds);
        } catch (NumberFormatException e) {
            throw new DynamoException(
                    ErrorCode.INCOMPLETE_SIGNATURE, "X-Amz-Expires should be a number. Got '" + seconds + "'", e);
        }
        if (value < 1 || value > MOST_SECONDS) {
            throw new DynamoException(
                    ErrorCode.INCOMPLETE_SIGNATURE,
                    "X-Amz-Expires must be between 1 and " + MOST_SECONDS + " seconds. Got '" + seconds + "'");
        }
        return value;
    }
}
