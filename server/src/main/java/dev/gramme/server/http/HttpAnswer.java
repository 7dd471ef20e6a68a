package dev.gramme.server.http;

import org.jspecify.annotations.Nullable;

/**
 * An answer.
 *
 * @param body the first {@code length} bytes count
 * @param errorType the header {@code x-amzn-errortype}; null for none
 */
@SuppressWarnings("ArrayRecordComponent") // the body is handed over, never compared
public record HttpAnswer(
        int status,
        String contentType,
        String requestId,
        byte[] body,
        int length,
        @Nullable String errorType) {
    public HttpAnswer(int status, String contentType, String requestId, byte[] body, int length) {
        this(status, contentType, requestId, body, length, null);
    }
}
