package dev.gramme.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a test class pays for a server of its own in a JVM that has started one before. */
@Timeout(60)
class StartTest {
    private static final int STARTS = 5;
    /** Far above what is wanted, 150 ms, for the sake of slow machines; the figures are printed. */
    private static final long MOST_MILLIS = 1_000;

    @TempDir
    private Path data;

    @Test
    void inMemory() throws IOException {
        measure("in memory", ServerConfig.inMemory());
    }

    @Test
    void onDisk() throws IOException {
        measure("on disk", ServerConfig.onDisk(data));
    }

    private static void measure(String title, ServerConfig config) throws IOException {
        startToAnswer(config);
        long[] start = new long[STARTS];
        long[] stop = new long[STARTS];
        for (int at = 0; at < STARTS; at++) {
            long[] millis = startToAnswer(config);
            start[at] = millis[0];
            stop[at] = millis[1];
        }
        Arrays.sort(start);
        Arrays.sort(stop);
        System.out.printf(
                "StartTest: %s, start to first answer %d ms, close %d ms (medians of %d in a warm JVM)%n",
                title, start[STARTS / 2], stop[STARTS / 2], STARTS);
        assertThat(start[STARTS / 2]).isLessThan(MOST_MILLIS);
        assertThat(stop[STARTS / 2]).isLessThan(MOST_MILLIS);
    }

    private static long[] startToAnswer(ServerConfig config) throws IOException {
        long started = System.nanoTime();
        long answered;
        try (Server server = Server.start(config)) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                socket.getOutputStream()
                        .write(("POST / HTTP/1.1\r\nconnection: close\r\nx-amz-target: DynamoDB_20120810.ListTables\r\n"
                                        + "authorization: AWS4-HMAC-SHA256 Credential=a/b/c/dynamodb/aws4_request"
                                        + "\r\ncontent-length: 2\r\n\r\n{}")
                                .getBytes(StandardCharsets.US_ASCII));
                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                        .endsWith("{\"TableNames\":[]}");
            }
            answered = System.nanoTime();
        }
        return new long[] {(answered - started) / 1_000_000, (System.nanoTime() - answered) / 1_000_000};
    }
}
