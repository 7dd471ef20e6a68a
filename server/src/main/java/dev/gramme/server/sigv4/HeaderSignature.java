package dev.gramme.server.sigv4;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.server.http.HeaderLines;
import org.jspecify.annotations.Nullable;

/** Reads a signature from the header {@code Authorization}. */
final class HeaderSignature {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";

    private static final String SIGNATURE = "Signature=";

    private HeaderSignature() {}

    /**
     * All before the signature itself, which is the same for all requests of a client for a day; null where the
     * signature is not the 64 hexadecimal digits at the end, as clients write it.
     */
    static @Nullable String terms(String authorization) {
        int end = authorization.length() - 2 * Scratch.HASH_BYTES;
        int part = end - SIGNATURE.length();
        boolean blank = part > 0 && authorization.charAt(part - 1) == ' ';
        if (!authorization.startsWith(",", blank ? part - 2 : part - 1) || !authorization.startsWith(SIGNATURE, part)) {
            return null;
        }
        for (int at = end; at < authorization.length(); at++) {
            char c = authorization.charAt(at);
            if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) {
                return null;
            }
        }
        return authorization.substring(0, end);
    }

    static RequestSignature read(String authorization, HeaderLines headers) {
        String amzDate = headers.find("x-amz-date");
        String date = amzDate == null ? headers.find("date") : amzDate;
        int space = authorization.indexOf(' ');
        String algorithm = space < 0 ? authorization : authorization.substring(0, space);
        String credential = null;
        String signedHeaders = null;
        String signature = null;
        if (algorithm.equals(ALGORITHM)) {
            int from = algorithm.length();
            while (from < authorization.length()) {
                int comma = authorization.indexOf(',', from);
                int to = comma < 0 ? authorization.length() : comma;
                String part = authorization.substring(from, to).strip();
                if (part.startsWith("Credential=")) {
                    credential = part.substring("Credential=".length());
                } else if (part.startsWith("SignedHeaders=")) {
                    signedHeaders = part.substring("SignedHeaders=".length());
                } else if (part.startsWith(SIGNATURE)) {
                    signature = part.substring(SIGNATURE.length());
                }
                from = to + 1;
            }
        }
        if (credential == null || signature == null || signedHeaders == null || date == null) {
            throw incomplete(algorithm, credential, signature, signedHeaders, date);
        }
        String timestamp = amzDate == null ? Timestamps.ofHttpDate(date) : Timestamps.require(date);
        return new RequestSignature(
                credential, signedHeaders, signature, timestamp, false, 0, headers.find("x-amz-security-token"));
    }

    private static DynamoException incomplete(
            String algorithm,
            @Nullable String credential,
            @Nullable String signature,
            @Nullable String signedHeaders,
            @Nullable String date) {
        StringBuilder text = new StringBuilder();
        require(credential, "Credential", text);
        require(signature, "Signature", text);
        require(signedHeaders, "SignedHeaders", text);
        if (date == null) {
            text.append("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ");
        }
        return new DynamoException(ErrorCode.INCOMPLETE_SIGNATURE, text + "Authorization=" + algorithm);
    }

    private static void require(@Nullable String value, String name, StringBuilder text) {
        if (value == null) {
            text.append("Authorization header requires '" + name + "' parameter. ");
        }
    }
}
