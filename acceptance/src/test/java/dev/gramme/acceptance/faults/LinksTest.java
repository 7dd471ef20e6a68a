package dev.gramme.acceptance.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A network that is cut and stalls between this process and one that says everything twice. */
@Timeout(30)
class LinksTest {
    private static final int PATIENCE_MILLIS = 10_000;
    private static final int SILENCE_MILLIS = 300;

    private ServerSocket echo;
    private Links links;
    private Socket socket;
    private InetSocketAddress address;

    @BeforeEach
    void open() throws IOException {
        // its last argument names this process
        String line = Files.readString(Path.of("/proc/self/cmdline"), StandardCharsets.ISO_8859_1);
        String[] arguments = line.split("\0", -1);
        links = new Links(Map.of(arguments[arguments.length - 2], "me"));
        echo = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
        try (ServerSocket free = new ServerSocket(0)) {
            address = new InetSocketAddress("127.0.7.1", free.getLocalPort());
        }
        links.open("echo", address, (InetSocketAddress) echo.getLocalSocketAddress());
        socket = connect();
    }

    private Socket connect() throws IOException {
        Socket opened = new Socket();
        opened.connect(address);
        opened.setSoTimeout(PATIENCE_MILLIS);
        return opened;
    }

    @AfterEach
    void close() throws IOException {
        socket.close();
        links.close();
        echo.close();
    }

    private void serve() {
        while (!echo.isClosed()) {
            try {
                Socket caller = echo.accept();
                Thread.ofVirtual().start(() -> {
                    try (caller) {
                        caller.getInputStream().transferTo(caller.getOutputStream());
                    } catch (IOException e) {
                        // the caller is gone
                    }
                });
            } catch (IOException e) {
                // closed
            }
        }
    }

    private void say(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private String hear(int length) throws IOException {
        InputStream in = socket.getInputStream();
        return new String(in.readNBytes(length), StandardCharsets.US_ASCII);
    }

    private void assertSilence() throws IOException {
        socket.setSoTimeout(SILENCE_MILLIS);
        assertThatThrownBy(() -> hear(3)).isInstanceOf(SocketTimeoutException.class);
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    @Test
    void whatStallsComesLateInEitherDirection() throws IOException {
        say("one");
        assertThat(hear(3)).isEqualTo("one");
        assertThat(links.counts()).contains("from=me, to=echo");
        for (boolean there : new boolean[] {true, false}) {
            links.stall(there ? "me" : "echo", there ? "echo" : "me");
            say("two");
            assertSilence();
            links.heal();
            assertThat(hear(3)).isEqualTo("two");
        }
    }

    @Test
    void whatStallsMayBeLost() throws IOException {
        say("and");
        assertThat(hear(3)).isEqualTo("and");
        links.stall("me", "echo");
        say("one");
        assertSilence();
        links.healWithLoss();
        assertThat(hear(3)).isEmpty();
        socket = connect();
        say("two");
        assertThat(hear(3)).isEqualTo("two");
    }

    @Test
    void whatIsCutEnds() throws IOException {
        say("one");
        assertThat(hear(3)).isEqualTo("one");
        links.cut("echo", "me");
        assertThat(hear(3)).isEmpty();
        socket = connect();
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
        links.heal();
        socket = connect();
        say("two");
        assertThat(hear(3)).isEqualTo("two");
    }
}
