package dev.gramme.server.cli;

import dev.gramme.server.Network;
import dev.gramme.server.http.TlsSettings;
import dev.gramme.server.tls.OwnCertificate;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where to listen and how. */
final class Listening {
    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description = "Address to listen on, such as 0.0.0.0. Default: 127.0.0.1. Others than loopback need signed"
                    + " requests and TLS.")
    private String host = "127.0.0.1";

    @Option(names = "--tls", description = "TLS with a certificate of the server's own, made and kept in DIR/tls.")
    private boolean ownCertificate;

    @Option(names = "--tls-cert", paramLabel = "FILE", description = "TLS with this certificate (chain), PEM.")
    private @Nullable Path certificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "Its private key, PEM (PKCS #8).")
    private @Nullable Path key;

    @Option(
            names = "--tls-client-ca",
            paramLabel = "FILE",
            description = "Ask clients for a certificate of this authority, PEM, and refuse those that have none.")
    private @Nullable Path clientAuthority;

    @Option(names = "--tls-client-optional", description = "With --tls-client-ca: take clients without one, too.")
    private boolean clientOptional;

    @Option(
            names = "--insecure-plain-http",
            description = "Listen beyond loopback without TLS: everyone on the way can read all data.")
    private boolean plainAllowed;

    @Option(
            names = "--advertise",
            paramLabel = "HOST[:PORT]",
            description = "Where other servers of a cluster reach this one. Default: the address it listens on.")
    private @Nullable String advertised;

    /**
     * Where to listen.
     *
     * @param data the data directory, where a certificate of the server's own is kept
     * @throws IOException with what is wrong, for people
     */
    Network network(Path data, PrintWriter out) throws IOException {
        InetAddress address;
        try {
            address = InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new IOException("--host: there is no address '" + host + "'.", e);
        }
        if ((certificate == null) != (key == null)) {
            throw new IOException("--tls-cert and --tls-key go together.");
        }
        if (ownCertificate && certificate != null) {
            throw new IOException("--tls makes a certificate; --tls-cert brings one. Give one of the two.");
        }
        Path chain = certificate;
        Path secret = key;
        if (ownCertificate) {
            OwnCertificate.Located own = OwnCertificate.open(data.resolve("tls"), address, Instant.now());
            out.println("Encrypted with a certificate of the server's own, which clients trust by");
            out.println("  export AWS_CA_BUNDLE=" + own.authority().toAbsolutePath());
            chain = own.certificate();
            secret = own.key();
        }
        if (chain == null || secret == null) {
            if (clientAuthority != null || clientOptional) {
                throw new IOException("--tls-client-ca and --tls-client-optional need --tls or --tls-cert.");
            }
            return new Network(address, null, plainAllowed).withAdvertised(advertised);
        }
        return new Network(address, new TlsSettings(chain, secret, clientAuthority, !clientOptional), plainAllowed)
                .withAdvertised(advertised);
    }
}
