package dev.gramme.server.http;

import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end of a connection.
 *
 * @param address its IP address; empty where there is none
 * @param tls null where the connection is not encrypted
 */
public record Peer(String address, @Nullable Tls tls) {
    /** Nobody known. */
    public static final Peer NONE = new Peer("", null);

    /**
     * What was agreed on.
     *
     * @param version as CloudTrail writes it: {@code TLSv1.3}
     * @param cipherSuite such as {@code TLS_AES_128_GCM_SHA256}
     */
    public record Tls(String version, String cipherSuite) {}
}
