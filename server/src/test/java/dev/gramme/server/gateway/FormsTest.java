package dev.gramme.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gramme.server.Server;
import dev.gramme.server.ServerConfig;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Forms of the Query protocol as clients send them. */
@Timeout(60)
class FormsTest {
    private static final String FORM = "Action=GetCallerIdentity&Version=2011-06-15";

    private static HttpResponse<String> send(Server server, byte[] body, String... headers) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest.Builder request = HttpRequest.newBuilder(server.endpoint())
                    .header(
                            "authorization",
                            "AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20260101/us-east-1/sts/aws4_request,"
                                    + " SignedHeaders=host, Signature=00")
                    .headers(headers)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body));
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void theyAreNotTakenCompressed() throws Exception {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(FORM.getBytes(StandardCharsets.US_ASCII));
        }
        String type = "application/x-www-form-urlencoded; charset=utf-8";
        try (Server server = Server.start(ServerConfig.inMemory())) {
            HttpResponse<String> refused =
                    send(server, compressed.toByteArray(), "content-type", type, "content-encoding", "gzip");
            assertThat(refused.statusCode()).isEqualTo(415);
            assertThat(refused.body()).isEqualTo("Forms are not taken compressed");
            assertThat(send(server, FORM.getBytes(StandardCharsets.US_ASCII), "Content-Type", type)
                            .body())
                    .startsWith("<GetCallerIdentityResponse");
            // Of another type it is no form, whatever else the head says.
            assertThat(send(server, FORM.getBytes(StandardCharsets.US_ASCII), "x-note", type)
                            .body())
                    .contains("UnknownOperationException");
        }
    }
}
