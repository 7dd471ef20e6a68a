package dev.gramme.acceptance;

import static dev.gramme.acceptance.SdkContract.n;
import static dev.gramme.acceptance.SdkContract.s;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gramme.acceptance.load.AccessKey;
import dev.gramme.acceptance.load.ServerProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.Http2Metric;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.ProtocolNegotiation;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.metrics.MetricCollection;
import software.amazon.awssdk.metrics.MetricPublisher;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Clients that ask the packaged server for HTTP/2, with TLS and signatures. */
@Timeout(60)
class Http2ClientsTest {
    private static final String TABLE = "pages";

    @TempDir
    private Path data;

    private ServerProcess server;
    private TrustManagerFactory trust;

    /** How requests went. */
    private static final class Metrics implements MetricPublisher {
        private final Queue<MetricCollection> all = new ConcurrentLinkedQueue<>();

        @Override
        public void publish(MetricCollection metrics) {
            all.add(metrics);
        }

        @Override
        public void close() {}

        /** Whether each of them had a stream of HTTP/2. */
        boolean areOfHttp2() {
            return !all.isEmpty() && all.stream().allMatch(Metrics::hasStream);
        }

        private static boolean hasStream(MetricCollection metrics) {
            return !metrics.metricValues(Http2Metric.LOCAL_STREAM_WINDOW_SIZE_IN_BYTES)
                            .isEmpty()
                    || metrics.children().stream().anyMatch(Metrics::hasStream);
        }
    }

    @BeforeEach
    void open() throws Exception {
        server = Packaged.signed("--tls", "--data", data.toString());
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry(
                "ca",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(Files.newInputStream(data.resolve("tls/ca.pem"))));
        trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
    }

    @AfterEach
    void close() {
        if (server != null) {
            server.close();
        }
    }

    private URI endpoint() {
        return URI.create("https://localhost:" + server.port());
    }

    private DynamoDbAsyncClient client(String secret, Metrics metrics) {
        AccessKey key = server.key();
        assertThat(key).isNotNull();
        return DynamoDbAsyncClient.builder()
                .endpointOverride(endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(key.id(), secret)))
                .overrideConfiguration(options -> options.addMetricPublisher(metrics))
                .httpClient(NettyNioAsyncHttpClient.builder()
                        .protocol(Protocol.HTTP2)
                        .protocolNegotiation(ProtocolNegotiation.ALPN)
                        .tlsTrustManagersProvider(trust::getTrustManagers)
                        .build())
                .build();
    }

    @Test
    void theAsynchronousSdk() {
        Metrics metrics = new Metrics();
        AccessKey key = server.key();
        assertThat(key).isNotNull();
        try (DynamoDbAsyncClient client = client(key.secret(), metrics)) {
            makeTable(client);
            writeAndRead(client);
            readPages(client);
            fail(client);
        }
        try (DynamoDbAsyncClient client = client(key.secret() + "x", metrics)) {
            assertThatThrownBy(() -> client.listTables().join())
                    .cause()
                    .isInstanceOf(DynamoDbException.class)
                    .hasMessageContaining("The request signature we calculated does not match");
        }
        assertThat(metrics.areOfHttp2()).isTrue();
    }

    private static void makeTable(DynamoDbAsyncClient client) {
        client.createTable(table -> table.tableName(TABLE)
                        .billingMode(BillingMode.PAY_PER_REQUEST)
                        .attributeDefinitions(
                                a -> a.attributeName("pk").attributeType(ScalarAttributeType.S),
                                a -> a.attributeName("sk").attributeType(ScalarAttributeType.N))
                        .keySchema(
                                k -> k.attributeName("pk").keyType(KeyType.HASH),
                                k -> k.attributeName("sk").keyType(KeyType.RANGE)))
                .join();
        client.waiter().waitUntilTableExists(r -> r.tableName(TABLE)).join();
    }

    private static Map<String, AttributeValue> key(int number) {
        return Map.of("pk", s("p"), "sk", n(number));
    }

    private static void writeAndRead(DynamoDbAsyncClient client) {
        List<CompletableFuture<?>> calls = new ArrayList<>();
        for (int number = 0; number < 12; number++) {
            Map<String, AttributeValue> item = Map.of(
                    "pk",
                    s("p"),
                    "sk",
                    n(number),
                    "text",
                    s(String.valueOf(number % 10).repeat(190_000)));
            calls.add(client.putItem(r -> r.tableName(TABLE).item(item)));
        }
        CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new)).join();
        var found = client.getItem(r -> r.tableName(TABLE).key(key(7)).consistentRead(true))
                .join();
        assertThat(found.item().get("text").s()).isEqualTo("7".repeat(190_000));
    }

    private static void readPages(DynamoDbAsyncClient client) {
        List<Integer> pages = new ArrayList<>();
        client.queryPaginator(r -> r.tableName(TABLE)
                        .keyConditionExpression("pk = :p")
                        .expressionAttributeValues(Map.of(":p", s("p"))))
                .subscribe((QueryResponse page) -> pages.add(page.count()))
                .join();
        // A page is 1 MB of items.
        assertThat(pages).containsExactly(6, 6, 0);
    }

    private static void fail(DynamoDbAsyncClient client) {
        assertThatThrownBy(() -> client.putItem(
                                r -> r.tableName(TABLE).item(key(7)).conditionExpression("attribute_not_exists(pk)"))
                        .join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(ConditionalCheckFailedException.class);
        assertThatThrownBy(
                        () -> client.describeTable(r -> r.tableName("missing")).join())
                .hasCauseInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void theClientOfTheJdk() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        for (HttpClient.Version version : HttpClient.Version.values()) {
            try (HttpClient client =
                    HttpClient.newBuilder().sslContext(context).version(version).build()) {
                HttpResponse<String> health =
                        client.send(HttpRequest.newBuilder(endpoint()).build(), HttpResponse.BodyHandlers.ofString());
                assertThat(health.version()).isEqualTo(version);
                assertThat(health.body()).startsWith("healthy");
                HttpResponse<String> unsigned = client.send(
                        HttpRequest.newBuilder(endpoint())
                                .header("x-amz-target", "DynamoDB_20120810.ListTables")
                                .expectContinue(true)
                                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                assertThat(unsigned.version()).isEqualTo(version);
                assertThat(unsigned.statusCode()).isEqualTo(400);
                assertThat(unsigned.headers().firstValue("x-amzn-requestid")).isPresent();
                assertThat(unsigned.body()).contains("MissingAuthenticationToken");
            }
        }
    }
}
