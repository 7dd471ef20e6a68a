package dev.gramme.server.remote;

import dev.gramme.database.kinesis.Sink;
import dev.gramme.database.kinesis.SinkException;
import dev.gramme.json.JsonWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Posts each batch as JSON, {@code {"StreamArn": ..., "Records": [...]}}. Any status from 200 to 299 says that all of
 * it is taken, any other that nothing is.
 */
final class PostSink implements Sink {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final URI endpoint;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    PostSink(URI endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public boolean keepsOrder() {
        return true;
    }

    /** Whoever listens there takes every stream. */
    @Override
    public void check(String streamArn) {
        // What cannot be reached is told by the first delivery.
    }

    @Override
    public List<@Nullable String> deliver(String streamArn, List<Entry> entries) throws SinkException {
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body(streamArn, entries)))
                .build();
        try {
            int status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status / 100 != 2) {
                throw new SinkException(endpoint + " answered HTTP status " + status, false);
            }
        } catch (IOException e) {
            throw new SinkException(endpoint + " does not answer: " + e, false, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SinkException("Interrupted", false, e);
        }
        return Collections.nCopies(entries.size(), null);
    }

    private static byte[] body(String streamArn, List<Entry> entries) {
        JsonWriter writer = new JsonWriter();
        writer.beginObject();
        writer.field("StreamArn");
        writer.string(streamArn);
        writer.field("Records");
        writer.beginArray();
        entries.forEach(entry -> writer.rawUtf8(entry.data(), 0, entry.data().length));
        writer.endArray();
        writer.endObject();
        return writer.toBytes();
    }
}
