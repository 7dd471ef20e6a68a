package dev.gramme.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gramme.server.http.RawHttp2.Frame;
import dev.gramme.server.tls.OwnCertificate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients of HTTP/2 that mean no good, or know no better: others are served, and nothing of them stays. */
@Timeout(60)
class Http2AbuseTest {
    private static final int BODY_BYTES = 1 << 20;
    private static final int ENHANCE_YOUR_CALM = 11;
    private static final int REFUSED_STREAM = 7;

    @TempDir
    private Path directory;

    private final Stub stub = new Stub(new Semaphore(0), new AtomicInteger());
    private HttpListener listener;
    private Path authority;

    /** Answers with the body's length; a Scan waits until it is let through, a Query gets a large answer. */
    private record Stub(Semaphore passes, AtomicInteger answered) implements HttpService {
        @Override
        public boolean mayBlock(HttpRequest request) {
            return asks(request, "Scan");
        }

        private static boolean asks(HttpRequest request, String operation) {
            String target = request.target();
            return target != null && target.endsWith(operation);
        }

        @Override
        public HttpAnswer answer(HttpRequest request) {
            HttpFault fault = request.fault();
            if (fault != null) {
                return text(fault.status(), fault.reason());
            }
            if (asks(request, "Scan")) {
                passes.acquireUninterruptibly();
            }
            answered.incrementAndGet();
            return asks(request, "Query")
                    ? text(200, "x".repeat(300_000))
                    : text(200, request.host() + " " + request.body().length);
        }

        private static HttpAnswer text(int status, String text) {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            return new HttpAnswer(status, "text/plain", "id", body, body.length);
        }

        @Override
        public HttpAnswer overloaded(HttpRequest request) {
            return text(503, "overloaded");
        }
    }

    @BeforeEach
    void start() throws IOException {
        OwnCertificate.Located own = OwnCertificate.open(directory, InetAddress.getLoopbackAddress(), Instant.now());
        authority = own.authority();
        listener = new HttpListener(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                1,
                new HttpLimits(BODY_BYTES, 4096, 200, 300, 4, 4 << 20, 1_500, 60_000),
                new TlsSettings(own.certificate(), own.key(), null, false),
                stub);
    }

    @AfterEach
    void othersAreServedAndNothingStays() throws Exception {
        stub.passes().release(1_000_000);
        try (RawHttp2 other = open()) {
            assertThat(ask(other, 1, "ListTables", "{}")).isEqualTo("localhost 2");
        }
        while (listener.bodies().heldBytes() != 0) {
            Thread.sleep(5);
        }
        listener.close();
    }

    private RawHttp2 open() throws IOException {
        return new RawHttp2(authority, listener.port(), RawHttp2.NOTHING);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void headers(RawHttp2 client, int stream, boolean end, byte[] block) throws IOException {
        client.send(RawHttp2.HEADERS, RawHttp2.END_HEADERS | (end ? RawHttp2.END_STREAM : 0), stream, block);
    }

    private static String ask(RawHttp2 client, int stream, String operation, String body) throws IOException {
        headers(client, stream, false, RawHttp2.post(operation));
        client.send(RawHttp2.DATA, RawHttp2.END_STREAM, stream, bytes(body));
        return answer(client, stream);
    }

    /** The body of a stream's answer; {@code reset} and the error where there is none. */
    private static String answer(RawHttp2 client, int stream) throws IOException {
        StringBuilder body = new StringBuilder();
        while (true) {
            Frame frame = client.next();
            if (frame == null || (frame.type() == RawHttp2.RST_STREAM && frame.stream() == stream)) {
                return frame == null ? "closed" : "reset " + frame.error();
            }
            if (frame.type() == RawHttp2.DATA && frame.stream() == stream) {
                body.append(new String(frame.payload(), StandardCharsets.UTF_8));
                if ((frame.flags() & RawHttp2.END_STREAM) != 0) {
                    return body.toString();
                }
            }
        }
    }

    @Test
    void streamsBesideEachOther() throws Exception {
        try (RawHttp2 client = open()) {
            assertThat(client.protocol()).isEqualTo("h2");
            headers(client, 1, true, RawHttp2.post("Scan"));
            assertThat(ask(client, 3, "ListTables", "{}")).isEqualTo("localhost 2");
            stub.passes().release();
            assertThat(answer(client, 1)).isEqualTo("localhost 0");
            // In pieces, with trailers behind.
            headers(client, 5, false, RawHttp2.post("PutItem", "content-length", "6"));
            client.send(RawHttp2.DATA, 0, 5, bytes("{\"a"));
            client.send(RawHttp2.DATA, 0, 5, bytes("\":1"));
            headers(client, 5, true, RawHttp2.block("x-more", "1"));
            assertThat(answer(client, 5)).isEqualTo("localhost 6");
        }
    }

    @Test
    void aFloodOfResets() throws Exception {
        try (RawHttp2 client = open()) {
            ByteArrayOutputStream flood = new ByteArrayOutputStream();
            for (int stream = 1; stream < 2_000; stream += 2) {
                flood.writeBytes(RawHttp2.frame(
                        RawHttp2.HEADERS, RawHttp2.END_HEADERS | RawHttp2.END_STREAM, stream, RawHttp2.post("Scan")));
                flood.writeBytes(RawHttp2.frame(RawHttp2.RST_STREAM, 0, stream, RawHttp2.number(8)));
            }
            client.sendBytes(flood.toByteArray());
            assertThat(client.end()).isEqualTo(ENHANCE_YOUR_CALM);
        }
        assertThat(stub.answered().intValue()).isZero();
    }

    @Test
    void headersThatAreTooLarge() throws Exception {
        try (RawHttp2 client = open()) {
            headers(client, 1, true, RawHttp2.post("ListTables", "x-large", "x".repeat(4_200)));
            assertThat(client.next(RawHttp2.HEADERS).stream()).isEqualTo(1);
            assertThat(ask(client, 3, "ListTables", "{}")).isEqualTo("localhost 2");
        }
        try (RawHttp2 client = open()) {
            byte[] block = RawHttp2.post("ListTables", "x-large", "x".repeat(15_000));
            client.send(RawHttp2.HEADERS, 0, 1, block);
            for (int more = 0; more < 100; more++) {
                client.send(RawHttp2.CONTINUATION, 0, 1, RawHttp2.block("x-more", "x".repeat(15_000)));
            }
            assertThat(client.end()).isEqualTo(ENHANCE_YOUR_CALM);
        } catch (IOException e) {
            // Or the connection was gone before all was sent.
            assertThat(e).hasMessageNotContaining("timed out");
        }
    }

    @Test
    void headersWithoutAnEnd() throws Exception {
        try (RawHttp2 client = open()) {
            client.send(RawHttp2.HEADERS, 0, 1, RawHttp2.post("ListTables"));
            byte[] nothing = RawHttp2.frame(RawHttp2.CONTINUATION, 0, 1, RawHttp2.NOTHING);
            ByteArrayOutputStream flood = new ByteArrayOutputStream();
            for (int more = 0; more < 1_000; more++) {
                flood.writeBytes(nothing);
            }
            client.sendBytes(flood.toByteArray());
            assertThat(client.end()).isEqualTo(ENHANCE_YOUR_CALM);
        }
    }

    @Test
    void tooManyStreams() throws Exception {
        try (RawHttp2 client = open()) {
            for (int stream = 1; stream < 2 * 101; stream += 2) {
                headers(client, stream, true, RawHttp2.post("Scan"));
            }
            Frame refused = client.next(RawHttp2.RST_STREAM);
            assertThat(refused.stream()).isEqualTo(201);
            assertThat(refused.error()).isEqualTo(REFUSED_STREAM);
            stub.passes().release(100);
            for (int count = 0; count < 100; count++) {
                assertThat(client.next(RawHttp2.DATA).payload()).isEqualTo(bytes("localhost 0"));
            }
        }
    }

    @Test
    void streamsThatAreNeverWhole() throws Exception {
        try (RawHttp2 client = open()) {
            for (int stream = 1; stream < 40; stream += 2) {
                headers(client, stream, false, RawHttp2.post("PutItem", "content-length", "1000000"));
            }
            client.send(RawHttp2.DATA, 0, 1, bytes("{"));
            assertThat(answer(client, 1)).isEqualTo("Request Timeout");
            assertThat(ask(client, 41, "ListTables", "{}")).isEqualTo("localhost 2");
        }
    }

    @Test
    void bodiesThatAreTooLarge() throws Exception {
        try (RawHttp2 client = open()) {
            headers(client, 1, false, RawHttp2.post("PutItem", "content-length", "1048577"));
            assertThat(answer(client, 1)).isEqualTo("Payload Too Large");
            headers(client, 3, false, RawHttp2.post("PutItem"));
            for (int sent = 0; sent <= BODY_BYTES; sent += 16_384) {
                if (sent >= 32_768) {
                    client.next(8); // WINDOW_UPDATE: as much more may be sent
                }
                client.send(RawHttp2.DATA, 0, 3, new byte[16_384]);
            }
            assertThat(answer(client, 3)).isEqualTo("Payload Too Large");
        }
        for (String length : List.of("1", "7", "99999999999", "-1", "1, 1", "")) {
            try (RawHttp2 client = open()) {
                headers(client, 1, false, RawHttp2.post("PutItem", "content-length", length));
                client.send(RawHttp2.DATA, RawHttp2.END_STREAM, 1, bytes("{}"));
                assertThat(answer(client, 1)).as(length).doesNotContain("localhost");
            }
        }
    }

    @Test
    void pingsAndSettingsWithoutEnd() throws Exception {
        for (int type : new int[] {RawHttp2.PING, RawHttp2.SETTINGS}) {
            try (RawHttp2 client = open()) {
                byte[] one = RawHttp2.frame(type, 0, 0, new byte[type == RawHttp2.PING ? 8 : 0]);
                ByteArrayOutputStream flood = new ByteArrayOutputStream();
                for (int more = 0; more < 2_000; more++) {
                    flood.writeBytes(one);
                }
                client.sendBytes(flood.toByteArray());
                assertThat(client.end()).isEqualTo(ENHANCE_YOUR_CALM);
            }
        }
    }

    @Test
    void aClientThatTakesNoAnswers() throws Exception {
        byte[] noWindow = ByteBuffer.allocate(6).putShort((short) 4).putInt(0).array();
        try (RawHttp2 client = new RawHttp2(authority, listener.port(), noWindow)) {
            for (int stream = 1; stream < 200; stream += 2) {
                headers(client, stream, true, RawHttp2.post("Query"));
            }
            // Four answers are more than may lie there; then the client is sent away.
            assertThat(client.end()).isZero();
            assertThat(stub.answered().intValue()).isBetween(1, 10);
        }
    }

    @Test
    void whatIsMalformed() throws Exception {
        String[] good = {":method", "POST", ":path", "/", ":scheme", "https", ":authority", "localhost"};
        int at = 1;
        for (String[] more : new String[][] {
            {"connection", "close"},
            {"transfer-encoding", "chunked"},
            {"Upper", "case"},
            {"two", "lines\r\nx-amz-target: DynamoDB_20120810.Query"},
            {"na\nme", "x"},
            {"na me", "x"},
            {"", "x"},
            {"host", "elsewhere"},
            {"authorization", "a", "authorization", "b"},
            {":path", "/other"},
            {":status", "200"},
            {":unknown", "x"}
        }) {
            String[] all = Arrays.copyOf(good, good.length + more.length);
            System.arraycopy(more, 0, all, good.length, more.length);
            try (RawHttp2 client = open()) {
                headers(client, 1, true, RawHttp2.block(all));
                assertThat(answer(client, 1)).as(Arrays.toString(more)).matches("Bad Request|reset 1|closed");
            }
        }
        for (String[] wrong : new String[][] {
            {":method", "POST", ":scheme", "https", ":authority", "localhost"},
            {":path", "/", ":scheme", "https", ":authority", "localhost"},
            {":method", "PO ST", ":path", "/", ":scheme", "https", ":authority", "localhost"},
            {":method", "POST", ":path", "/ HTTP/1.1\r\nhost: x", ":scheme", "https"},
            {":method", "POST", ":path", "", ":scheme", "https"},
            {":method", "CONNECT", ":authority", "localhost:1"}
        }) {
            try (RawHttp2 client = open()) {
                headers(client, at, true, RawHttp2.block(wrong));
                assertThat(answer(client, at)).as(Arrays.toString(wrong)).matches("Bad Request|reset 1|closed");
            }
        }
        assertThat(stub.answered().intValue()).isZero();
    }

    @Test
    void framesOfNoise() throws Exception {
        long seed = Long.getLong("gramme.seed", System.nanoTime());
        System.out.println("Http2AbuseTest seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            try (RawHttp2 client = open()) {
                for (int count = 0; count < 30; count++) {
                    byte[] noise = new byte[random.nextInt(200)];
                    random.nextBytes(noise);
                    byte[] block = random.nextBoolean() ? RawHttp2.post("PutItem") : noise;
                    client.send(random.nextInt(11), random.nextInt(256), random.nextInt(8), block);
                }
            } catch (IOException e) {
                assertThat(e).hasMessageNotContaining("timed out");
            }
        }
    }
}
