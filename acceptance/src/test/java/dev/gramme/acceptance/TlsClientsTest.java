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
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
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

    /** A request whose signature stands in its URL, good for ten minutes. */
    private SdkHttpRequest presigned(String secret, String query) {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.GET)
                .uri(endpoint.resolve("/?" + query))
                .build();
        return AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(AwsBasicCredentials.create(key.id(), secret))
                        .request(request)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "sts")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                        .putProperty(AwsV4HttpSigner.AUTH_LOCATION, AwsV4HttpSigner.AuthLocation.QUERY_STRING)
                        .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, Duration.ofMinutes(10)))
                .request();
    }

    @Test
    void presignedRequests() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust().getTrustManagers(), null);
        String who = "Action=GetCallerIdentity&Version=2011-06-15";
        URI good = presigned(key.secret(), who).getUri();
        for (HttpClient.Version version : HttpClient.Version.values()) {
            try (HttpClient client =
                    HttpClient.newBuilder().sslContext(context).version(version).build()) {
                HttpResponse<String> answer = get(client, good);
                assertThat(answer.version()).isEqualTo(version);
                assertThat(answer.body())
                        .contains("<Account>" + ServerConfig.DEFAULT_ACCOUNT + "</Account>")
                        .contains("<Arn>arn:aws:iam::" + ServerConfig.DEFAULT_ACCOUNT + ":root</Arn>");
                assertThat(answer.statusCode()).isEqualTo(200);
                URI another = URI.create(good.toString().replace("GetCallerIdentity", "GetSessionToken"));
                assertThat(get(client, another).body()).contains("SignatureDoesNotMatch");
                URI longer = URI.create(good.toString().replace("X-Amz-Expires=600", "X-Amz-Expires=601"));
                assertThat(get(client, longer).body()).contains("SignatureDoesNotMatch");
                assertThat(get(client, presigned(key.secret() + "x", who).getUri())
                                .body())
                        .contains("SignatureDoesNotMatch");
            }
        }
    }

    private static HttpResponse<String> get(HttpClient client, URI uri) throws Exception {
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
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
