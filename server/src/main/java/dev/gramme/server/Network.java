package dev.gramme.server;

import dev.gramme.server.http.TlsSettings;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where a server listens and how.
 *
 * @param address loopback, or one that other machines reach
 * @param tls null where connections are not encrypted
 * @param plainAllowed whether other machines may come without encryption
 * @param advertised where other servers of a cluster reach this one; null for the address it listens on
 */
public record Network(
        InetAddress address,
        @Nullable TlsSettings tls,
        boolean plainAllowed,
        @Nullable String advertised) {
    public Network(InetAddress address, @Nullable TlsSettings tls, boolean plainAllowed) {
        this(address, tls, plainAllowed, null);
    }

    /** Where other servers reach this one: HOST, or HOST:PORT where that is another port than this one's own. */
    public Network withAdvertised(@Nullable String where) {
        return new Network(address, tls, plainAllowed, where);
    }

    /**
     * HOST:PORT for other servers.
     *
     * @param port this server's own
     * @throws IOException where that has to be told
     */
    String reachedAt(int port) throws IOException {
        String where = advertised;
        if (where != null) {
            boolean hasPort = where.lastIndexOf(':') > where.lastIndexOf(']');
            return hasPort ? where : where + ":" + port;
        }
        if (address.isAnyLocalAddress()) {
            throw new IOException("Other servers have to reach this one: say where with --advertise HOST.");
        }
        String host = NetUtil.toAddressString(address);
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

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
