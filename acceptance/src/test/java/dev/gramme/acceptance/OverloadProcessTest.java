package dev.gramme.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gramme.acceptance.load.ApiConnection;
import dev.gramme.acceptance.load.ServerProcess;
import dev.gramme.acceptance.load.Tables;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A small heap, and far more bodies at once than it holds: the server refuses some, answers the rest and lives. */
@Timeout(60)
class OverloadProcessTest {
    private static final int HEAP_MEGABYTES = 256;
    /** What the process takes beside its heap: code, classes, threads, buffers of sockets. */
    private static final int BESIDE_HEAP_MEGABYTES = 350;

    private static final int IDLE = 1_000;
    private static final int BODIES = 40;
    private static final int BODY_BYTES = 16 << 20;

    private static byte[] head(int bodyBytes) {
        return ("POST / HTTP/1.1\r\nhost: localhost\r\nx-amz-target: DynamoDB_20120810.Scan\r\n"
                        + "authorization: AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/dynamodb/aws4_request\r\n"
                        + "content-length: " + bodyBytes + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** The status of the answer to a body as large as bodies may be; "cut" where the client was sent away. */
    private static String sendLarge(int port) {
        byte[] body = new byte[BODY_BYTES];
        Arrays.fill(body, (byte) ' ');
        byte[] begin = "{\"TableName\":\"nothing\"".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(begin, 0, body, 0, begin.length);
        body[body.length - 1] = '}';
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(head(body.length));
            socket.getOutputStream().write(body);
            InputStream in = socket.getInputStream();
            return new String(in.readNBytes("HTTP/1.1 200".length()), StandardCharsets.US_ASCII).substring(9);
        } catch (IOException | IndexOutOfBoundsException e) {
            return "cut";
        }
    }

    @Test
    void moreBodiesThanMemoryHolds() throws Exception {
        List<Socket> others = new ArrayList<>();
        try (ServerProcess server =
                        Packaged.start(Map.of("GRAMME_JAVA_OPTIONS", "-Xmx" + HEAP_MEGABYTES + "m"), "--in-memory");
                ExecutorService senders = Executors.newFixedThreadPool(BODIES / 2);
                ApiConnection connection = new ApiConnection(server.port())) {
            Tables.create(connection, "kept", false);
            for (int at = 0; at < IDLE; at++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
                others.add(socket);
                if (at % 10 == 0) {
                    // Slow to send what it asks for.
                    socket.getOutputStream().write(head(10), 0, 40);
                }
            }
            List<Future<String>> answers = new ArrayList<>();
            for (int at = 0; at < BODIES; at++) {
                answers.add(senders.submit(() -> sendLarge(server.port())));
            }
            do {
                connection.call("DescribeTable", "{\"TableName\":\"kept\"}");
            } while (!answers.stream().allMatch(Future::isDone));
            for (Future<String> answer : answers) {
                assertThat(answer.get()).isIn("400", "503", "cut");
            }
            // What was taken has been given back: one at a time, each is answered.
            for (int at = 0; at < 3; at++) {
                assertThat(sendLarge(server.port())).isEqualTo("400");
            }
            assertThat(server.residentKilobytes() / 1024).isLessThan(HEAP_MEGABYTES + BESIDE_HEAP_MEGABYTES);
        } finally {
            for (Socket socket : others) {
                socket.close();
            }
        }
    }
}
