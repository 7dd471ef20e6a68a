package dev.gramme.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gramme.acceptance.load.Finished;
import dev.gramme.database.identity.AccessKey;
import dev.gramme.server.Network;
import dev.gramme.server.Server;
import dev.gramme.server.ServerConfig;
import dev.gramme.server.http.TlsSettings;
import dev.gramme.server.tls.OwnCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** Real clients that sign their requests and come by TLS. */
@Timeout(60)
class TlsClientsTest {
    @TempDir
    private Path data;

    private Server server;
    private AccessKey key;
    private Path authority;
    private URI endpoint;

    @BeforeEach
    void open() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        OwnCertificate.Located own = OwnCertificate.open(data.resolve("tls"), loopback, Instant.now());
        authority = own.authority();
        server = Server.start(ServerConfig.inMemory()
                .withAuthentication(ServerConfig.Authentication.SIGNED)
                .withNetwork(new Network(loopback, new TlsSettings(own.certificate(), own.key(), null, false), false)));
        key = server.database().accessKeys().renewRootKey(ServerConfig.DEFAULT_ACCOUNT);
        endpoint = URI.create("https://localhost:" + server.port());
    }

    @AfterEach
    void close() {
        server.close();
    }

    private TrustManagerFactory trust() throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry(
                "ca", CertificateFactory.getInstance("X.509").generateCertificate(Files.newInputStream(authority)));
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        return trust;
    }

    private static StaticCredentialsProvider credentials(String id, String secret) {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(id, secret));
    }

    private DynamoDbClient blocking(Region region, String id, String secret) throws Exception {
        TrustManagerFactory trust = trust();
        return DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .region(region)
                .credentialsProvider(credentials(id, secret))
                .httpClient(UrlConnectionHttpClient.builder()
                        .tlsTrustManagersProvider(trust::getTrustManagers)
                        .build())
                .build();
    }

    @Test
    void theBlockingClient() throws Exception {
        try (DynamoDbClient client = blocking(Region.US_EAST_1, key.id(), key.secret())) {
            assertThat(client.listTables().tableNames()).isEmpty();
        }
        try (DynamoDbClient client = blocking(Region.US_EAST_1, key.id(), key.secret() + "x")) {
            assertThatThrownBy(client::listTables)
                    .isInstanceOf(DynamoDbException.class)
                    .hasMessageContaining("The request signature we calculated does not match");
        }
        try (DynamoDbClient client = blocking(Region.EU_WEST_1, key.id(), key.secret())) {
            assertThatThrownBy(client::listTables)
                    .hasMessageContaining("Credential should be scoped to a valid region, not 'eu-west-1'.");
        }
        try (DynamoDbClient client = blocking(Region.US_EAST_1, "AKIAUNKNOWNUNKNOWN00", key.secret())) {
            assertThatThrownBy(client::listTables)
                    .hasMessageContaining("The security token included in the request is invalid.");
        }
    }

    @Test
    void theAsynchronousClient() throws Exception {
        TrustManagerFactory trust = trust();
        var builder = DynamoDbAsyncClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials(key.id(), key.secret()));
        try (DynamoDbAsyncClient client = builder.httpClient(NettyNioAsyncHttpClient.builder()
                        .tlsTrustManagersProvider(trust::getTrustManagers)
                        .build())
                .build()) {
            assertThat(client.listTables().join().tableNames()).isEmpty();
        }
    }

    @Test
    void theCommandLine() throws Exception {
        AwsCli.requireInstalled();
        ProcessBuilder command = new ProcessBuilder(
                "aws", "dynamodb", "list-tables", "--endpoint-url", endpoint.toString(), "--output", "json");
        command.environment().put("AWS_ACCESS_KEY_ID", key.id());
        command.environment().put("AWS_SECRET_ACCESS_KEY", key.secret());
        command.environment().put("AWS_DEFAULT_REGION", ServerConfig.DEFAULT_REGION);
        command.environment().put("AWS_CA_BUNDLE", authority.toString());
        command.environment().put("AWS_PAGER", "");
        Finished finished = Finished.run(command);
        assertThat(finished.err()).isEmpty();
        assertThat(finished.out()).contains("\"TableNames\": []");
    }
}
