package dev.gramme.server.http;

import io.netty.channel.Channel;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The certificate in use, and what makes each connection's TLS of it. TLS 1.2 and 1.3, with forward secrecy only. */
final class TlsContext {
    private static final System.Logger LOG = System.getLogger(TlsContext.class.getName());
    private static final long HANDSHAKE_MILLIS = 10_000;
    private static final List<String> CIPHERS = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    /** HTTP/2 for those who ask for it first; who asks for nothing, or nothing known, speaks HTTP/1.1. */
    private static final ApplicationProtocolConfig PROTOCOLS = new ApplicationProtocolConfig(
            ApplicationProtocolConfig.Protocol.ALPN,
            ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
            ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
            ApplicationProtocolNames.HTTP_2,
            ApplicationProtocolNames.HTTP_1_1);

    private final TlsSettings settings;
    private volatile SslContext context;
    private String state;

    TlsContext(TlsSettings settings) throws IOException {
        this.settings = settings;
        this.state = state(settings);
        this.context = load(settings);
    }

    SslHandler handler(Channel channel) {
        SslHandler handler = context.newHandler(channel.alloc());
        handler.setHandshakeTimeoutMillis(HANDSHAKE_MILLIS);
        return handler;
    }

    /** Called now and then: takes files that have changed. */
    synchronized void refresh() {
        try {
            String seen = state(settings);
            if (!seen.equals(state)) {
                // Tried once for each change: what is wrong is told once.
                state = seen;
                context = load(settings);
                LOG.log(System.Logger.Level.INFO, "The certificate was read anew from " + settings.certificate());
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "The changed certificate is not used: " + e.getMessage());
        }
    }

    private static String state(TlsSettings settings) throws IOException {
        Stream<Path> files = Stream.of(settings.certificate(), settings.key());
        Path authority = settings.clientAuthority();
        List<Path> all = (authority == null ? files : Stream.concat(files, Stream.of(authority))).toList();
        for (Path file : all) {
            if (!Files.isReadable(file)) {
                throw new IOException("The file " + file + " cannot be read.");
            }
        }
        StringBuilder state = new StringBuilder();
        for (Path file : all) {
            state.append(Files.getLastModifiedTime(file))
                    .append(' ')
                    .append(Files.size(file))
                    .append(' ');
        }
        return state.toString();
    }

    private static SslContext load(TlsSettings settings) throws IOException {
        try {
            SslContextBuilder builder = SslContextBuilder.forServer(
                            settings.certificate().toFile(), settings.key().toFile())
                    .sslProvider(SslProvider.JDK)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .ciphers(CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
                    .applicationProtocolConfig(PROTOCOLS);
            Path authority = settings.clientAuthority();
            if (authority != null) {
                builder.trustManager(authority.toFile())
                        .clientAuth(settings.clientRequired() ? ClientAuth.REQUIRE : ClientAuth.OPTIONAL);
            }
            return builder.build();
        } catch (IOException | IllegalArgumentException e) {
            String files = Stream.of(settings.certificate(), settings.key())
                    .map(Path::toString)
                    .collect(Collectors.joining(" and "));
            throw new IOException(
                    "The certificate and key in " + files + " cannot be used: " + e.getMessage()
                            + " (both are PEM, the key PKCS #8, as 'openssl pkcs8 -topk8 -nocrypt' writes it)",
                    e);
        }
    }
}
