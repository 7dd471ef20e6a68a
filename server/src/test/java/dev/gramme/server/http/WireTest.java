package dev.gramme.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gramme.server.Server;
import dev.gramme.server.ServerConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What stands on the wire, byte by byte, for requests good and bad. */
@Timeout(30)
class WireTest {
    private static final String AUTHORIZATION =
            "authorization: AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/dynamodb/aws4_request\r\n";

    private static Server server;

    @BeforeAll
    static void start() throws IOException {
        HttpLimits limits = new HttpLimits(1 << 20, 4096, 100, 64, 4, 16 << 20, 500, 60_000);
        ServerConfig plain = ServerConfig.inMemory();
        server = Server.start(new ServerConfig(
                0,
                plain.storage(),
                plain.region(),
                plain.accountId(),
                1,
                limits,
                plain.settings(),
                plain.authentication(),
                plain.network(),
                plain.rootKey(),
                plain.audit()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String send(String request) throws IOException {
        return send(request.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String send(byte[] request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(request);
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static String post(String target, String more, String body) {
        return "POST / HTTP/1.1\r\nhost: x\r\nconnection: close\r\nx-amz-target: " + target + "\r\n" + more
                + "content-length: " + body.length() + "\r\n\r\n" + body;
    }

    @Test
    void healthAndUnknownPaths() throws IOException {
        assertThat(send("GET / HTTP/1.1\r\nconnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 OK")
                .endsWith("healthy: dynamodb.us-east-1.amazonaws.com ");
        assertThat(send("GET /other HTTP/1.1\r\nconnection: close\r\n\r\n")).startsWith("HTTP/1.1 404 ");
    }

    @Test
    void anUnknownTargetAndAMissingSignature() throws IOException {
        assertThat(send(post("DynamoDB_20120810.Nothing", AUTHORIZATION, "{}")))
                .startsWith("HTTP/1.1 400 ")
                .endsWith("{\"__type\":\"com.amazon.coral.service#UnknownOperationException\"}");
        assertThat(send(post("Other_20120810.ListTables", AUTHORIZATION, "{}"))).contains("UnknownOperationException");
        assertThat(send(post("DynamoDB_20120810.ListTables", "", "{}")))
                .startsWith("HTTP/1.1 400 ")
                .endsWith("{\"__type\":\"com.amazon.coral.service#MissingAuthenticationTokenException\","
                        + "\"message\":\"Request is missing Authentication Token\"}");
    }

    private static String mappings(String method, String path, String body) throws IOException {
        return send(
                method + " /2015-03-31/event-source-mappings" + path + " HTTP/1.1\r\nhost: x\r\nconnection: close\r\n"
                        + AUTHORIZATION + "content-length: " + body.length() + "\r\n\r\n" + body);
    }

    @Test
    void eventSourceMappingsAreCalledAsLambdaIs() throws IOException {
        assertThat(mappings("GET", "/", ""))
                .startsWith("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n")
                .endsWith("{\"EventSourceMappings\":[]}");
        assertThat(mappings("GET", "?MaxItems=1&FunctionName=a%20b", "")).startsWith("HTTP/1.1 400 ");
        assertThat(mappings("GET", "?MaxItems=x", "")).contains("x-amzn-errortype: SerializationException");
        assertThat(mappings("GET", "?Marker=%zz", "")).contains("x-amzn-errortype: SerializationException");
        assertThat(mappings("GET", "/none", ""))
                .startsWith("HTTP/1.1 404 ")
                .contains("x-amzn-errortype: ResourceNotFoundException");
        assertThat(mappings("DELETE", "/none/", "")).contains("x-amzn-errortype: ResourceNotFoundException");
        assertThat(mappings("PUT", "/none", "{\"UUID\":\"other\"}"))
                .contains("x-amzn-errortype: ResourceNotFoundException");
        assertThat(mappings("PUT", "/none", "[]")).contains("x-amzn-errortype: SerializationException");
        assertThat(mappings("POST", "", "{")).contains("x-amzn-errortype: SerializationException");
        for (String unknown : List.of("/%zz", "s", "x/y")) {
            assertThat(mappings("GET", unknown, "")).startsWith("HTTP/1.1 404 ");
        }
        assertThat(mappings("PATCH", "/none", "")).contains("x-amzn-errortype: UnknownOperationException");
        assertThat(send(post("AWSGirApiService.ListEventSourceMappings", AUTHORIZATION, "{}")))
                .contains("UnknownOperationException");
    }

    @Test
    void badFormsAreRefusedAndTheServerLives() throws IOException {
        assertThat(send("NONSENSE\r\n\r\n")).startsWith("HTTP/1.1 400 ");
        assertThat(send("GET / HTTP/2.5\r\n\r\n")).startsWith("HTTP/1.1 505 ");
        assertThat(send("POST / HTTP/1.1\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab"))
                .startsWith("HTTP/1.1 400 ");
        assertThat(send("POST / HTTP/1.1\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ");
        assertThat(send("POST / HTTP/1.1\r\ncontent-length: -1\r\n\r\n")).startsWith("HTTP/1.1 400 ");
        assertThat(send("POST / HTTP/1.1\r\n folded: x\r\n\r\n")).startsWith("HTTP/1.1 400 ");
        assertThat(send("POST / HTTP/1.1\r\nname : x\r\n\r\n")).startsWith("HTTP/1.1 400 ");
        assertThat(send("POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n"))
                .startsWith("HTTP/1.1 400 ");
        assertThat(send("POST / HTTP/1.1\r\nx: " + "y".repeat(5000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431 ");
        assertThat(send("POST / HTTP/1.1\r\ncontent-length: 9999999\r\n\r\n")).startsWith("HTTP/1.1 413 ");
        healthAndUnknownPaths();
    }

    @Test
    void aSlowClientIsSentAway() throws IOException {
        assertThat(send("POST / HTTP/1.1\r\ncontent-length: 10\r\n\r\nabc")).startsWith("HTTP/1.1 408 ");
    }

    @Test
    void chunkedAndGzippedBodiesAndAnswers() throws IOException {
        assertThat(send("POST / HTTP/1.1\r\nconnection: close\r\nx-amz-target: DynamoDB_20120810.ListTables\r\n"
                        + AUTHORIZATION
                        + "transfer-encoding: chunked\r\n\r\n1\r\n{\r\n1;x=y\r\n}\r\n0\r\ntrailer: x\r\n\r\n"))
                .endsWith("{\"TableNames\":[]}");
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("{\"Limit\":5}".getBytes(StandardCharsets.US_ASCII));
        }
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.write(("POST / HTTP/1.1\r\nconnection: close\r\nx-amz-target: DynamoDB_20120810.ListTables\r\n"
                        + AUTHORIZATION + "content-encoding: gzip\r\ncontent-length: " + packed.size() + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        request.write(packed.toByteArray());
        assertThat(send(request.toByteArray())).endsWith("{\"TableNames\":[]}");
        assertThat(send(post("DynamoDB_20120810.ListTables", AUTHORIZATION + "content-encoding: gzip\r\n", "{}")))
                .contains("SerializationException");
    }

    @Test
    void describeEndpointsTellsTheHostEachRequestNamed() throws IOException {
        StringBuilder requests = new StringBuilder();
        for (String head :
                List.of("host: one.test:8000", "HOST:one.test:8000", "host: two.test", "connection: close")) {
            requests.append("POST / HTTP/1.1\r\nx-amz-target: DynamoDB_20120810.DescribeEndpoints\r\n")
                    .append(head)
                    .append("\r\n")
                    .append(AUTHORIZATION)
                    .append("content-length: 2\r\n\r\n{}");
        }
        Matcher endpoints = Pattern.compile(
                        "\\{\"Endpoints\":\\[\\{\"Address\":\"([^\"]+)\",\"CachePeriodInMinutes\":1440}]}")
                .matcher(send(requests.toString()));
        // Without a Host header the one before on this connection stands.
        assertThat(endpoints.results().map(found -> found.group(1)))
                .containsExactly("one.test:8000", "one.test:8000", "two.test", "two.test");
        String nameless =
                "POST / HTTP/1.1\r\nconnection: close\r\nx-amz-target: DynamoDB_20120810.DescribeEndpoints\r\n"
                        + AUTHORIZATION + "content-length: 2\r\n\r\n{}";
        assertThat(send(nameless)).contains("\"Address\":\"dynamodb.us-east-1.amazonaws.com\"");
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws IOException {
        StringBuilder requests = new StringBuilder();
        int count = 20;
        for (int at = 0; at < count; at++) {
            String body = "{\"TableName\":\"table" + at + "\"}";
            requests.append("POST / HTTP/1.1\r\nx-amz-target: DynamoDB_20120810.DescribeTable\r\n")
                    .append(AUTHORIZATION)
                    .append(at == count - 1 ? "connection: close\r\n" : "")
                    .append("content-length: ")
                    .append(body.length())
                    .append("\r\n\r\n")
                    .append(body);
        }
        String answers = send(requests.toString());
        int from = 0;
        for (int at = 0; at < count; at++) {
            int found = answers.indexOf("Table: table" + at + " not found", from);
            assertThat(found).as("answer " + at).isPositive();
            from = found;
        }
    }

    @Test
    void oneByteAtATime() throws IOException {
        byte[] request =
                post("DynamoDB_20120810.ListTables", AUTHORIZATION, "{}").getBytes(StandardCharsets.US_ASCII);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setTcpNoDelay(true);
            for (byte b : request) {
                socket.getOutputStream().write(b);
                socket.getOutputStream().flush();
            }
            InputStream in = socket.getInputStream();
            assertThat(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1))
                    .endsWith("{\"TableNames\":[]}");
        }
    }
}
