package dev.gramme.server.remote;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Key sets behind URLs, of servers that do as they should and of others. */
@Timeout(60)
class KeySetsTest {
    private static final String ISSUER = "https://issuer.example";

    @TempDir
    private Path directory;

    private final AtomicInteger asked = new AtomicInteger();
    private long clockMillis = 1_000_000;
    private volatile String answer = "{\"keys\":[]}";
    private volatile int status = 200;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/keys", exchange -> {
            asked.incrementAndGet();
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        server.createContext("/slow", KeySetsTest::drip);
        server.start();
    }

    /** A byte now and then, without end. */
    private static void drip(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            for (int count = 0; count < 600; count++) {
                out.write(' ');
                out.flush();
                Thread.sleep(100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private KeySets at(String path) {
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + path;
        return new KeySets(Map.of(ISSUER, url), () -> clockMillis);
    }

    private static @Nullable String ask(KeySets keys) {
        byte[] found = keys.keySet(ISSUER);
        return found == null ? null : new String(found, StandardCharsets.UTF_8);
    }

    @Test
    void whatWasFetchedIsKeptForFiveMinutes() {
        KeySets keys = at("/keys");
        assertThat(ask(keys)).isEqualTo("{\"keys\":[]}");
        answer = "{\"keys\":[1]}";
        clockMillis += 300_000;
        assertThat(ask(keys)).isEqualTo("{\"keys\":[]}");
        assertThat(asked.intValue()).isEqualTo(1);
        clockMillis++;
        assertThat(ask(keys)).isEqualTo("{\"keys\":[1]}");
        assertThat(asked.intValue()).isEqualTo(2);
        assertThat(keys.keySet("https://other.example")).isNull();
    }

    @Test
    void whereItFailsItIsTriedAgainAfterFiveSeconds() {
        KeySets keys = at("/keys");
        status = 500;
        assertThat(ask(keys)).isNull();
        status = 200;
        clockMillis += 5_000;
        assertThat(ask(keys)).isNull();
        assertThat(asked.intValue()).isEqualTo(1);
        clockMillis++;
        assertThat(ask(keys)).isEqualTo("{\"keys\":[]}");
    }

    @Test
    void whatHasNoEndIsGivenUp() {
        long started = System.nanoTime();
        assertThat(ask(at("/slow"))).isNull();
        assertThat(System.nanoTime() - started).isLessThan(20_000_000_000L);
        answer = "x".repeat((1 << 20) + 1);
        assertThat(ask(at("/keys"))).isNull();
        answer = "x".repeat(1 << 20);
        assertThat(ask(at("/keys"))).hasSize(1 << 20);
    }

    @Test
    void nobodyThere() {
        KeySets keys = at("/keys");
        server.stop(0);
        assertThat(ask(keys)).isNull();
        assertThat(ask(keys)).isNull();
    }

    @Test
    void aFileIsReadEachTime() throws IOException {
        Path file = directory.resolve("keys.json");
        KeySets keys = new KeySets(Map.of(ISSUER, file.toString()), () -> clockMillis);
        assertThat(ask(keys)).isNull();
        Files.writeString(file, "{\"keys\":[]}");
        assertThat(ask(keys)).isEqualTo("{\"keys\":[]}");
        Files.writeString(file, "{\"keys\":[1]}");
        assertThat(ask(keys)).isEqualTo("{\"keys\":[1]}");
    }
}
