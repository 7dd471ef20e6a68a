package dev.gramme.server;

import dev.gramme.server.http.TlsSettings;
import java.io.IOException;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where a server listens and how.
 *
 * @param address loopback, or one that other machines reach
 * @param tls null where connections are not encrypted
 * @param plainAllowed whether other machines may come without encryption
 */
public record Network(InetAddress address, @Nullable TlsSettings tls, boolean plainAllowed) {
    /** This machine only, not encrypted. */
    public static Network loopback() {
        return new Network(InetAddress.getLoopbackAddress(), null, false);
    }

    /** Refuses what would let strangers in, or let them listen. */
    void require(ServerConfig.Authentication authentication) throws IOException {
        if (address.isLoopbackAddress()) {
            return;
        }
        String where = address.getHostAddress();
        if (authentication == ServerConfig.Authentication.OPEN) {
            throw new IOException("Open authentication is for loopback only: on " + where
                    + " anyone could read and delete everything. Leave --auth=open out.");
        }
        if (tls == null && !plainAllowed) {
            throw new IOException("On " + where + " others on the network could read every request. Use --tls, or"
                    + " --tls-cert and --tls-key; --insecure-plain-http listens without.");
        }
    }
}
