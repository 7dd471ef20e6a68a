package dev.gramme.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gramme.database.Database;
import dev.gramme.database.Engines;
import dev.gramme.database.env.SystemEnvironment;
import dev.gramme.server.audit.AuditSettings;
import dev.gramme.server.audit.AuditTrail;
import dev.gramme.server.gateway.Backend;
import dev.gramme.server.gateway.Gateway;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Too much at once: refused early, in DynamoDB's words, and over as soon as the cause is. */
@Timeout(60)
class OverloadTest {
    private static final int RUNNING = 3;
    private static final int HELD_BYTES = 4 << 20;
    private static final String OVERLOADED =
            "{\"__type\":\"com.amazon.coral.availability#ServiceUnavailableException\","
                    + "\"message\":\"Too many requests are being worked on; please try again\"}";

    private final Database database = Engines.inMemory(new SystemEnvironment());
    private final AuditTrail audit = new AuditTrail(AuditSettings.inMemory(), System::currentTimeMillis);
    private final Gate gate =
            new Gate(new Gateway(Backend.of(database), "000000000000", "us-east-1", 1 << 20, null, audit));
    private final HttpListener listener = listen(gate);
    private final List<Socket> sockets = new ArrayList<>();

    OverloadTest() throws IOException {}

    /** A service whose Scans wait until they are let through, as if the disk were slow. */
    private record Gate(HttpService service, Semaphore passes, Semaphore arrived, AtomicInteger answered)
            implements HttpService {
        Gate(HttpService service) {
            this(service, new Semaphore(0), new Semaphore(0), new AtomicInteger());
        }

        @Override
        public boolean mayBlock(HttpRequest request) {
            return service.mayBlock(request);
        }

        @Override
        public HttpAnswer answer(HttpRequest request) {
            String target = request.target();
            if (target != null && target.endsWith("Scan")) {
                arrived.release();
                passes.acquireUninterruptibly();
            }
            answered.incrementAndGet();
            return service.answer(request);
        }

        @Override
        public HttpAnswer overloaded(HttpRequest request) {
            return service.overloaded(request);
        }
    }

    private static HttpListener listen(HttpService service) {
        HttpLimits limits = new HttpLimits(1 << 20, 4096, 200, RUNNING, 4, HELD_BYTES, 1_500, 60_000);
        try {
            return new HttpListener(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1, limits, null, service);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void stop() throws IOException {
        gate.passes().release(1_000_000);
        for (Socket socket : sockets) {
            socket.close();
        }
        listener.close();
        database.close();
    }

    private Socket open() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port());
        sockets.add(socket);
        return socket;
    }

    private static byte[] request(String operation, String body) {
        return ("POST / HTTP/1.1\r\nx-amz-target: DynamoDB_20120810." + operation
                        + "\r\nauthorization: AWS4-HMAC-SHA256 Credential=a/b/us-east-1/dynamodb/aws4_request\r\n"
                        + "content-length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private Socket send(String operation, String body) throws IOException {
        Socket socket = open();
        socket.getOutputStream().write(request(operation, body));
        return socket;
    }

    /** Reads one answer: its status and its body. */
    private static String answer(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("Closed behind: " + head);
            }
            head.append((char) b);
        }
        int from = head.indexOf("content-length: ") + 16;
        int length = Integer.parseInt(head.substring(from, head.indexOf("\r\n", from)));
        return head.substring(9, 12) + " " + new String(in.readNBytes(length), StandardCharsets.US_ASCII);
    }

    @Test
    void moreRequestsThanMayRunAreRefusedAtOnceAndLaterOnesAreNot() throws Exception {
        List<Socket> slow = new ArrayList<>();
        for (int at = 0; at < RUNNING; at++) {
            slow.add(send("Scan", "{\"TableName\":\"nothing\"}"));
        }
        gate.arrived().acquire(RUNNING);
        for (int at = 0; at < 20; at++) {
            assertThat(answer(send("Scan", "{\"TableName\":\"nothing\"}"))).isEqualTo("503 " + OVERLOADED);
        }
        // What cannot wait takes nobody's place.
        assertThat(answer(send("ListTables", "{}"))).isEqualTo("200 {\"TableNames\":[]}");
        gate.passes().release(1_000_000);
        for (Socket socket : slow) {
            assertThat(answer(socket)).startsWith("400 ").contains("ResourceNotFoundException");
        }
        assertThat(answer(send("Scan", "{\"TableName\":\"nothing\"}"))).contains("ResourceNotFoundException");
    }

    @Test
    void bodiesThatTogetherAreTooMuchAreRefusedAndTheirRoomComesBack() throws Exception {
        String large = "{\"TableName\":\"nothing\"" + " ".repeat(1_000_000) + "}";
        List<Socket> holders = new ArrayList<>();
        for (int at = 0; at < RUNNING; at++) {
            holders.add(send("Scan", large));
        }
        gate.arrived().acquire(RUNNING);
        byte[] bytes = request("Scan", large);
        Socket half = open();
        half.getOutputStream().write(bytes, 0, bytes.length - 1);
        awaitRoom((RUNNING + 1L) * large.length());
        for (int at = 0; at < 20; at++) {
            assertThat(answer(send("ListTables", "{" + " ".repeat(1_000_000) + "}")))
                    .isEqualTo("503 " + OVERLOADED);
        }
        assertThat(answer(send("ListTables", "{}"))).isEqualTo("200 {\"TableNames\":[]}");
        // Room comes back from a client that goes away in the middle, and from answered requests.
        half.close();
        gate.passes().release(1_000_000);
        for (Socket socket : holders) {
            assertThat(answer(socket)).contains("ResourceNotFoundException");
        }
        for (int at = 0; at < 20; at++) {
            assertThat(answer(send("Scan", large))).contains("ResourceNotFoundException");
        }
        awaitRoom(0);
    }

    private void awaitRoom(long heldBytes) throws InterruptedException {
        while (listener.bodies().heldBytes() != heldBytes) {
            Thread.sleep(5);
        }
    }

    @Test
    void manyRequestsInOneGoAreAnsweredInOrder() throws Exception {
        // Smaller than any receive buffer and behind one that waits: all of them are taken in before the first answer.
        int count = 3_000;
        Socket socket = send("Scan", "{\"TableName\":\"nothing\"}");
        gate.arrived().acquire();
        Thread sender = Thread.ofVirtual().start(() -> {
            try {
                socket.getOutputStream()
                        .write("GET / HTTP/1.1\r\n\r\n".repeat(count).getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        Thread.sleep(100);
        gate.passes().release();
        assertThat(answer(socket)).contains("ResourceNotFoundException");
        for (int at = 0; at < count; at++) {
            assertThat(answer(socket)).startsWith("200 healthy");
        }
        sender.join();
    }

    @Test
    void aClientThatReadsNoAnswersGetsNoMoreWorkDoneAndIsSentAway() throws Exception {
        Socket socket = open();
        byte[] requests = "GET / HTTP/1.1\r\n\r\n".repeat(10_000).getBytes(StandardCharsets.US_ASCII);
        long[] sent = new long[1];
        Thread sender = Thread.ofVirtual().start(() -> {
            try {
                // Ends when the server resets the connection.
                for (; sent[0] < 400; sent[0]++) {
                    socket.getOutputStream().write(requests);
                }
            } catch (IOException e) {
                sent[0] += 1_000;
            }
        });
        sender.join(20_000);
        assertThat(sent[0]).as("the sender was stopped").isGreaterThanOrEqualTo(1_000);
        assertThat(gate.answered().intValue()).isLessThan(400 * 10_000);
        assertThat(answer(send("ListTables", "{}"))).isEqualTo("200 {\"TableNames\":[]}");
    }
}
