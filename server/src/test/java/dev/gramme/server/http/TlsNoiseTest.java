package dev.gramme.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gramme.server.tls.OwnCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is no TLS, or no end of a handshake, on a port that speaks TLS: others are served, and nothing of it stays. */
@Timeout(60)
class TlsNoiseTest {
    private static final int CONNECTIONS = 150;

    @TempDir
    private Path directory;

    private final AtomicInteger requests = new AtomicInteger();
    private final List<Socket> sockets = new ArrayList<>();
    private HttpListener listener;
    private Path authority;

    @BeforeEach
    void start() throws IOException {
        OwnCertificate.Located own = OwnCertificate.open(directory, InetAddress.getLoopbackAddress(), Instant.now());
        authority = own.authority();
        HttpService service = new HttpService() {
            @Override
            public boolean mayBlock(HttpRequest request) {
                return false;
            }

            @Override
            public HttpAnswer answer(HttpRequest request) {
                requests.incrementAndGet();
                return new HttpAnswer(200, "text/plain", "id", "here".getBytes(StandardCharsets.US_ASCII), 4);
            }

            @Override
            public HttpAnswer overloaded(HttpRequest request) {
                return answer(request);
            }
        };
        listener = new HttpListener(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                1,
                new HttpLimits(1 << 20, 4096, CONNECTIONS, 10, 4, 4 << 20, 1_500, 60_000),
                new TlsSettings(own.certificate(), own.key(), null, false),
                service);
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        listener.close();
    }

    private Socket open() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port());
        sockets.add(socket);
        socket.setSoTimeout(20_000);
        return socket;
    }

    private void othersAreServed() throws Exception {
        int before = requests.intValue();
        try (RawHttp2 client = new RawHttp2(authority, listener.port(), RawHttp2.NOTHING)) {
            client.send(
                    RawHttp2.HEADERS,
                    RawHttp2.END_HEADERS | RawHttp2.END_STREAM,
                    1,
                    RawHttp2.block(":method", "GET", ":path", "/", ":scheme", "https"));
            assertThat(client.next(RawHttp2.DATA).payload()).isEqualTo("here".getBytes(StandardCharsets.US_ASCII));
        }
        assertThat(requests.intValue()).isEqualTo(before + 1);
        assertThat(listener.bodies().heldBytes()).isZero();
    }

    /** The first bytes a client of TLS sends. */
    private static byte[] hello() throws Exception {
        SSLEngine engine = SSLContext.getDefault().createSSLEngine("localhost", 1);
        engine.setUseClientMode(true);
        ByteBuffer out = ByteBuffer.allocate(64 * 1024);
        try {
            engine.wrap(ByteBuffer.allocate(0), out);
        } catch (SSLException e) {
            throw new IllegalStateException(e);
        }
        return Arrays.copyOf(out.array(), out.position());
    }

    private static boolean isEnded(Socket socket) throws IOException {
        try (InputStream in = socket.getInputStream()) {
            in.readAllBytes();
            return true;
        } catch (SocketException e) {
            return true;
        }
    }

    @Test
    void bytesThatAreNoTls() throws Exception {
        long seed = Long.getLong("gramme.seed", System.nanoTime());
        System.out.println("TlsNoiseTest seed " + seed);
        Random random = new Random(seed);
        byte[] hello = hello();
        for (int round = 0; round < 400; round++) {
            byte[] noise = new byte[1 + random.nextInt(600)];
            random.nextBytes(noise);
            switch (round % 4) {
                case 0 -> {
                    // A record of TLS by its head only.
                    noise[0] = (byte) (20 + random.nextInt(4));
                    System.arraycopy(
                            new byte[] {3, 3}, 0, noise, Math.min(1, noise.length - 1), Math.min(2, noise.length - 1));
                }
                case 1 -> {
                    noise = hello.clone();
                    for (int changes = 1 + random.nextInt(20); changes > 0; changes--) {
                        noise[random.nextInt(noise.length)] ^= (byte) (1 + random.nextInt(255));
                    }
                }
                case 2 -> noise = Arrays.copyOf(hello, hello.length + noise.length);
                default -> {
                    // Whatever it is.
                }
            }
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
                socket.getOutputStream().write(noise);
                if (random.nextBoolean()) {
                    socket.shutdownOutput();
                    assertThat(isEnded(socket)).isTrue();
                }
            }
        }
        othersAreServed();
    }

    @Test
    void handshakesThatStopInTheMiddle() throws Exception {
        byte[] hello = hello();
        Random random = new Random(1);
        // All but the one that the others need.
        for (int count = 0; count < CONNECTIONS - 1; count++) {
            open().getOutputStream().write(hello, 0, count % 3 == 0 ? 0 : random.nextInt(hello.length + 1));
        }
        othersAreServed();
        // Each is given up after ten seconds.
        for (Socket socket : sockets) {
            assertThat(isEnded(socket)).isTrue();
        }
        for (int count = 0; count < CONNECTIONS / 2; count++) {
            othersAreServed();
        }
    }
}
