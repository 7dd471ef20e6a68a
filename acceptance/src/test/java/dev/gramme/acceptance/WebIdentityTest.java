package dev.gramme.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.gramme.acceptance.load.AccessKey;
import dev.gramme.acceptance.load.ServerProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.InvalidIdentityTokenException;

/** Roles for whom an issuer vouches whose keys the packaged server fetches. */
@Timeout(60)
class WebIdentityTest {
    private static final String ISSUER = "https://issuer.example";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final AtomicInteger asked = new AtomicInteger();
    private KeyPair keys;
    private HttpServer issuer;
    private ServerProcess server;

    @BeforeEach
    void start() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
        issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer.createContext("/keys", exchange -> {
            asked.incrementAndGet();
            RSAPublicKey key = (RSAPublicKey) keys.getPublic();
            byte[] body = ("{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"one\",\"n\":\"" + number(key.getModulus())
                            + "\",\"e\":\"" + number(key.getPublicExponent()) + "\"}]}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        issuer.start();
        server = Packaged.signed(
                "--in-memory",
                "--oidc-issuer",
                ISSUER + "=http://127.0.0.1:" + issuer.getAddress().getPort() + "/keys");
    }

    @AfterEach
    void stop() {
        issuer.stop(0);
        if (server != null) {
            server.close();
        }
    }

    private static String number(BigInteger number) {
        return BASE64.encodeToString(number.toByteArray());
    }

    private static String part(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private String token(String subject, KeyPair signing) throws Exception {
        long ends = Instant.now().getEpochSecond() + 600;
        String text = part("{\"alg\":\"RS256\",\"kid\":\"one\"}") + "."
                + part("{\"iss\":\"" + ISSUER + "\",\"aud\":\"app\",\"sub\":\"" + subject + "\",\"exp\":" + ends + "}");
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(signing.getPrivate());
        signature.update(text.getBytes(StandardCharsets.US_ASCII));
        return text + "." + BASE64.encodeToString(signature.sign());
    }

    private URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    private void createRole() throws IOException {
        AccessKey root = server.key();
        assertThat(root).isNotNull();
        try (IamClient iam = IamClient.builder()
                .endpointOverride(endpoint())
                .region(Region.AWS_GLOBAL)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(root.id(), root.secret())))
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
            String provider = iam.createOpenIDConnectProvider(
                            r -> r.url(ISSUER).clientIDList("app").thumbprintList("0".repeat(40)))
                    .openIDConnectProviderArn();
            String trust = "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":"
                    + "{\"Federated\":\"" + provider + "\"},\"Action\":\"sts:AssumeRoleWithWebIdentity\",\"Condition\":"
                    + "{\"StringEquals\":{\"issuer.example:sub\":\"build\",\"issuer.example:aud\":\"app\"}}}}";
            iam.createRole(r -> r.roleName("web").assumeRolePolicyDocument(trust));
            iam.attachRolePolicy(
                    r -> r.roleName("web").policyArn("arn:aws:iam::aws:policy/AmazonDynamoDBReadOnlyAccess"));
        }
    }

    private Credentials assume(StsClient sts, String token) {
        return sts.assumeRoleWithWebIdentity(r -> r.roleArn("arn:aws:iam::000000000000:role/web")
                        .roleSessionName("s1")
                        .webIdentityToken(token))
                .credentials();
    }

    @Test
    void keysAreFetchedFromTheIssuer() throws Exception {
        createRole();
        KeyPair others = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        try (StsClient sts = StsClient.builder()
                .endpointOverride(endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
            Credentials given = assume(sts, token("build", keys));
            AwsCredentials session =
                    AwsSessionCredentials.create(given.accessKeyId(), given.secretAccessKey(), given.sessionToken());
            try (DynamoDbClient client = DynamoDbClient.builder()
                    .endpointOverride(endpoint())
                    .region(Region.US_EAST_1)
                    .credentialsProvider(StaticCredentialsProvider.create(session))
                    .httpClient(UrlConnectionHttpClient.create())
                    .build()) {
                assertThat(client.listTables().tableNames()).isEmpty();
                assertThatThrownBy(() -> client.deleteTable(r -> r.tableName("any-table")))
                        .hasMessageContaining("is not authorized to perform: dynamodb:DeleteTable");
            }
            assertThatThrownBy(() -> assume(sts, token("somebody", keys)))
                    .hasMessageContaining("Not authorized to perform sts:AssumeRoleWithWebIdentity");
            assertThatThrownBy(() -> assume(sts, token("build", others)))
                    .isInstanceOf(InvalidIdentityTokenException.class);
            assertThat(asked.intValue()).isEqualTo(1);
        }
    }
}
