package dev.gramme.server.http;

/**
 * An answer.
 *
 * @param body the first {@code length} bytes count
 */
@SuppressWarnings("ArrayRecordComponent") // the body is handed over, never compared
public record HttpAnswer(int status, String contentType, String requestId, byte[] body, int length) {}
