package dev.gramme.server.http;

import org.jspecify.annotations.Nullable;

/**
 * One request, whole.
 *
 * @param path as sent, with its query
 * @param host the {@code Host} header: host and port as the client called them
 * @param target the {@code X-Amz-Target} header
 * @param acceptsGzip whether the client takes a gzip answer
 * @param keepAlive whether the connection stays open after the answer
 * @param headers all of them, as sent
 * @param fault why this is no request that can be answered otherwise; null where it is one
 * @param userAgent the {@code User-Agent} header; null for none
 * @param peer who sent it
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes are handed over, never compared
public record HttpRequest(
        String method,
        String path,
        @Nullable String host,
        @Nullable String target,
        @Nullable String authorization,
        boolean gzipBody,
        boolean acceptsGzip,
        boolean keepAlive,
        HeaderLines headers,
        byte[] body,
        @Nullable HttpFault fault,
        @Nullable String userAgent,
        Peer peer) {

    /**
     * A request that another server has taken.
     *
     * @param head request line and headers, as they were sent there
     * @param peer who sent it there
     * @throws HttpFaultException where it is none
     */
    public static HttpRequest passedOn(byte[] head, byte[] body, Peer peer) throws HttpFaultException {
        return RequestHead.parse(head, null).toRequest(body, peer);
    }

    /** A request that is refused for its form. */
    static HttpRequest refused(HttpFault fault) {
        return new HttpRequest(
                "",
                "",
                null,
                null,
                null,
                false,
                false,
                false,
                new HeaderLines(new byte[0], 0),
                new byte[0],
                fault,
                null,
                Peer.NONE);
    }
}
