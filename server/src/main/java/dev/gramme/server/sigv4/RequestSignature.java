package dev.gramme.server.sigv4;

import org.jspecify.annotations.Nullable;

/**
 * What a request says of its signature.
 *
 * @param credential an access key's id and the scope
 * @param signedHeaders their names in lower case, semicolons between them
 * @param signature in hexadecimal digits
 * @param timestamp when it was signed: {@code 20260101T000000Z}
 * @param presigned whether it stands in the query
 * @param expiresSeconds how long it holds; 0 where the request does not say
 * @param sessionToken null for none
 */
record RequestSignature(
        String credential,
        String signedHeaders,
        String signature,
        String timestamp,
        boolean presigned,
        int expiresSeconds,
        @Nullable String sessionToken) {}
