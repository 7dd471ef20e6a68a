package dev.gramme.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gramme.server.ServerConfig.Authentication;
import dev.gramme.server.http.TlsSettings;
import dev.gramme.server.tls.OwnCertificate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers with TLS, as a client of the JDK sees them. */
@Timeout(30)
class TlsTest {
    @TempDir
    private Path directory;

    private OwnCertificate.Located own(String name) throws IOException {
        return OwnCertificate.open(directory.resolve(name), InetAddress.getLoopbackAddress(), Instant.now());
    }

    private static Server start(TlsSettings tls) throws IOException {
        return Server.start(
                ServerConfig.inMemory().withNetwork(new Network(InetAddress.getLoopbackAddress(), tls, false)));
    }

    private static TlsSettings settings(OwnCertificate.Located own) {
        return new TlsSettings(own.certificate(), own.key(), null, false);
    }

    private static X509Certificate read(Path file) throws Exception {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(file)));
    }

    private static HttpClient trusting(@Nullable Path authority) throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        if (authority != null) {
            trusted.setCertificateEntry("ca", read(authority));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        SSLContext context = SSLContext.getInstance("TLS");
        if (authority != null) {
            trust.init(trusted);
            context.init(null, trust.getTrustManagers(), null);
        } else {
            context.init(null, null, null);
        }
        return HttpClient.newBuilder().sslContext(context).build();
    }

    private static HttpResponse<String> get(HttpClient client, String host, int port) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("https://" + host + ":" + port + "/"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aServerWithACertificateOfItsOwn() throws Exception {
        OwnCertificate.Located own = own("tls");
        try (Server server = start(settings(own));
                HttpClient client = trusting(own.authority());
                HttpClient stranger = trusting(null)) {
            assertThat(server.endpoint()).hasToString("https://127.0.0.1:" + server.port());
            for (String host : List.of("localhost", "127.0.0.1")) {
                HttpResponse<String> answer = get(client, host, server.port());
                assertThat(answer.body()).startsWith("healthy");
                assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
            }
            assertThatThrownBy(() -> get(stranger, "localhost", server.port())).isInstanceOf(SSLException.class);
            try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                plain.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                assertThat(new String(plain.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                        .doesNotContain("HTTP");
            }
        }
    }

    @Test
    void theCertificateIsKeptAndRenewedUnderTheSameAuthority() throws Exception {
        OwnCertificate.Located own = own("tls");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own.key())))
                .isEqualTo("rw-------");
        X509Certificate first = read(own.certificate());
        first.verify(read(own.authority()).getPublicKey());
        assertThat(read(own("tls").certificate())).isEqualTo(first);
        OwnCertificate.open(
                directory.resolve("tls"),
                InetAddress.getLoopbackAddress(),
                Instant.now().plus(Duration.ofDays(800)));
        X509Certificate second = read(own.certificate());
        assertThat(second).isNotEqualTo(first);
        second.verify(read(own.authority()).getPublicKey());
    }

    @Test
    void aChangedCertificateIsTakenAndAWrongOneIsNot() throws Exception {
        OwnCertificate.Located own = own("tls");
        OwnCertificate.Located other = own("other");
        try (Server server = start(settings(own))) {
            Files.writeString(own.certificate(), "no certificate");
            Thread.sleep(1_500);
            Files.copy(other.key(), own.key(), StandardCopyOption.REPLACE_EXISTING);
            Files.copy(other.certificate(), own.certificate(), StandardCopyOption.REPLACE_EXISTING);
            for (int attempt = 0; ; attempt++) {
                try (HttpClient client = trusting(other.authority())) {
                    assertThat(get(client, "localhost", server.port()).statusCode())
                            .isEqualTo(200);
                    break;
                } catch (SSLException e) {
                    assertThat(attempt).isLessThan(40);
                    Thread.sleep(100);
                }
            }
        }
    }

    @Test
    void aClientWithoutACertificateIsRefusedWhereOneIsRequired() throws Exception {
        OwnCertificate.Located own = own("tls");
        Path authority = own("clients").authority();
        try (Server server = start(new TlsSettings(own.certificate(), own.key(), authority, true));
                HttpClient client = trusting(own.authority())) {
            assertThatThrownBy(() -> get(client, "localhost", server.port())).isInstanceOf(IOException.class);
        }
        try (Server server = start(new TlsSettings(own.certificate(), own.key(), authority, false));
                HttpClient client = trusting(own.authority())) {
            assertThat(get(client, "localhost", server.port()).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void otherMachinesNeedSignaturesAndEncryption() throws Exception {
        InetAddress all = InetAddress.getByName("0.0.0.0");
        TlsSettings tls = settings(own("tls"));
        assertThatThrownBy(() -> new Network(all, tls, true).require(Authentication.OPEN))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("loopback only");
        assertThatThrownBy(() -> new Network(all, null, false).require(Authentication.SIGNED))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("--tls");
        new Network(all, null, true).require(Authentication.SIGNED);
        new Network(all, tls, false).require(Authentication.SIGNED);
    }
}
