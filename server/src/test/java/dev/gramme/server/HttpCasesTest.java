package dev.gramme.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gramme.database.cases.CaseFile;
import dev.gramme.json.JsonReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** All case files once more, over HTTP and on disk. */
class HttpCasesTest {
    static final Iterable<String> NAMES = CaseFile.NAMES;

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @FieldSource("NAMES")
    void everyCaseHolds(String name) throws Exception {
        CaseFile file = CaseFile.load(name);
        try (Server server = Server.start(ServerConfig.onDisk(directory))) {
            for (CaseFile.Step step : file.given()) {
                assertThat(send(server, step).statusCode()).as(step.title()).isEqualTo(200);
            }
            for (CaseFile.Step step : file.cases()) {
                check(step, send(server, step));
            }
        }
    }

    private HttpResponse<byte[]> send(Server server, CaseFile.Step step) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.endpoint())
                .header("X-Amz-Target", "DynamoDB_20120810." + step.operation())
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("Authorization", "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/dynamodb/aws4_request")
                .POST(HttpRequest.BodyPublishers.ofString(step.request()))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private static void check(CaseFile.Step step, HttpResponse<byte[]> response) {
        CRC32 crc = new CRC32();
        crc.update(response.body());
        assertThat(response.headers().firstValue("x-amz-crc32")).contains(Long.toString(crc.getValue()));
        assertThat(response.headers().firstValue("x-amzn-RequestId").orElse("")).hasSize(52);
        Object body = CaseFile.tree(new JsonReader(response.body()));
        if (step.error() == null) {
            assertThat(response.statusCode()).as(step.title() + ": " + body).isEqualTo(200);
            if (step.answer() != null) {
                assertThat(body).as(step.title()).isEqualTo(step.answer());
            }
            return;
        }
        assertThat(response.statusCode()).as(step.title()).isEqualTo(400);
        Map<String, Object> error = new LinkedHashMap<>();
        ((Map<?, ?>) body).forEach((name, value) -> {
            if (name.equals("__type")) {
                String type = (String) value;
                error.put("type", type.substring(type.indexOf('#') + 1));
            } else if (name.equals("CancellationReasons")) {
                error.put("reasons", value);
            } else if (name.equals("Item")) {
                error.put("item", value);
            } else {
                error.put("message", value);
            }
        });
        error.putIfAbsent("message", "");
        assertThat(error).as(step.title()).isEqualTo(step.error());
    }
}
