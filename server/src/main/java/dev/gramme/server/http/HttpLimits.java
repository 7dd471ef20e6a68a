package dev.gramme.server.http;

/**
 * What one process holds for its clients at most.
 *
 * @param bodyBytes largest request body (DynamoDB: 16 MB); also after decompression
 * @param headBytes largest request line and headers together
 * @param connections open connections; further ones are closed at once
 * @param runningRequests requests being worked on; further ones are refused
 * @param pipelinedRequests requests of one connection that wait for the one before
 * @param heldBytes bodies that arrive, wait or are being worked on, all connections together; requests that would need
 *     more are refused. Holds at least one body of the largest size
 * @param requestMillis how long a client may take to send one request, or leave an answer lie without taking any of it
 * @param idleMillis how long a connection may lie idle between requests
 */
public record HttpLimits(
        int bodyBytes,
        int headBytes,
        int connections,
        int runningRequests,
        int pipelinedRequests,
        long heldBytes,
        long requestMillis,
        long idleMillis) {
    /** A share of the heap, and never less than some of the largest requests. */
    private static final long DEFAULT_HELD_BYTES =
            Math.max(64L << 20, Runtime.getRuntime().maxMemory() / 4);

    public static final HttpLimits DEFAULT =
            new HttpLimits(16 * 1024 * 1024, 32 * 1024, 20_000, 4096, 64, DEFAULT_HELD_BYTES, 30_000, 300_000);
}
