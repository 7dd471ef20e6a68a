package dev.gramme.server.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.gramme.database.kinesis.Sink;
import dev.gramme.database.kinesis.SinkException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sinks that need no Kinesis, and what names them. */
@Timeout(60)
class SinksTest {
    private static final String ARN = "arn:aws:kinesis:us-east-1:000000000000:stream/changes";

    private static List<Sink.Entry> entries(String... records) {
        List<Sink.Entry> entries = new ArrayList<>();
        for (String record : records) {
            entries.add(new Sink.Entry("key", record.getBytes(StandardCharsets.UTF_8)));
        }
        return entries;
    }

    @Test
    void aFileHoldsARecordALine(@TempDir Path directory) throws Exception {
        Path below = directory.resolve("not/there/yet");
        Sink sink = Sinks.open("file://" + below);
        sink.check(ARN);
        assertThat(sink.deliver(ARN, entries("{\"n\":1}", "{\"n\":2}"))).isEqualTo(Collections.nCopies(2, null));
        Path file = below.resolve("changes.jsonl");
        Files.writeString(file, "{\"n\":", StandardOpenOption.APPEND);

        Sink later = Sinks.open("file://" + below);
        later.deliver(ARN, entries("{\"n\":3}"));
        assertThat(Files.readString(file)).isEqualTo("{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n");
    }

    @Test
    void aFileThatCannotBeWrittenTakesNothing(@TempDir Path directory) throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        Sink sink = Sinks.open("file://" + file);
        assertThatThrownBy(() -> sink.check(ARN)).isInstanceOf(SinkException.class);
        assertThatThrownBy(() -> sink.deliver(ARN, entries("{}"))).isInstanceOf(SinkException.class);
    }

    @Test
    void aBatchIsPosted() throws Exception {
        List<String> bodies = new ArrayList<>();
        int[] status = {204};
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/changes", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(status[0], -1);
            exchange.close();
        });
        http.start();
        Sink sink = Sinks.open("sink+http://127.0.0.1:" + http.getAddress().getPort() + "/changes");
        try {
            assertThat(sink.deliver(ARN, entries("{\"n\":1}", "{\"n\":2}"))).isEqualTo(Collections.nCopies(2, null));
            assertThat(bodies).containsExactly("{\"StreamArn\":\"" + ARN + "\",\"Records\":[{\"n\":1},{\"n\":2}]}");
            status[0] = 503;
            assertThatThrownBy(() -> sink.deliver(ARN, entries("{}")))
                    .isInstanceOf(SinkException.class)
                    .hasMessageContaining("503");
        } finally {
            http.stop(0);
        }
        assertThatThrownBy(() -> sink.deliver(ARN, entries("{}")))
                .isInstanceOf(SinkException.class)
                .hasMessageContaining("does not answer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "localhost:4567", "ftp://host/", "http:///path", "file://host/dir", "sink+file:///dir", "a b"
            })
    void whatNamesNoSinkIsRefused(String endpoint) {
        assertThatThrownBy(() -> Sinks.open(endpoint))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--kinesis-endpoint takes");
    }
}
