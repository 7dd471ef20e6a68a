package dev.gramme.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gramme.acceptance.load.ApiConnection;
import dev.gramme.acceptance.load.Finished;
import dev.gramme.acceptance.load.ServerProcess;
import dev.gramme.acceptance.load.Tables;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How the packaged server starts, refuses to start, stops, and lives through clients that mean no good. */
@Timeout(60)
class ProcessTest {
    private static final int REFUSED = 1;
    /** Ended by a signal, as the shell and Java count it. */
    private static final int TERMINATED = 128 + 15;

    @TempDir
    private Path data;

    @Test
    void oneProcessOneDirectoryOneKeyLoopbackOnly() throws Exception {
        try (ServerProcess server = Packaged.start(data)) {
            Finished second = Packaged.refused("--data", data.toString());
            assertThat(second.exitCode()).isEqualTo(REFUSED);
            assertThat(second.err())
                    .isEqualTo("gramme: The data directory " + data.resolve("store")
                            + " is already in use by another Gramme process.\n");
            Finished samePort = Packaged.refused("--in-memory", "--port", Integer.toString(server.port()));
            assertThat(samePort.exitCode()).isEqualTo(REFUSED);
            assertThat(samePort.err())
                    .isEqualTo("gramme: Cannot listen on 127.0.0.1:" + server.port() + ": the port is in use\n");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("root.key"))))
                    .isEqualTo("rw-------");
            assertThat(listeningAddresses(server.port())).hasSize(1).allMatch(address -> address.endsWith("0100007F"));
            try (ApiConnection connection = new ApiConnection(server.port())) {
                Tables.create(connection, "kept", false);
            }
            assertThat(server.stop()).isEqualTo(TERMINATED);
        }
        Finished elsewhere = Packaged.refused("--data", data.toString(), "--host", "0.0.0.0");
        assertThat(elsewhere.exitCode()).isEqualTo(REFUSED);
        assertThat(elsewhere.err()).contains("Open authentication is for loopback only");
        Finished plain = Packaged.refused("--data", data.toString(), "--host", "0.0.0.0", "--auth=signed");
        assertThat(plain.exitCode()).isEqualTo(REFUSED);
        assertThat(plain.err()).contains("Use --tls, or --tls-cert and --tls-key");
        Files.setPosixFilePermissions(data.resolve("root.key"), PosixFilePermissions.fromString("rw-r--r--"));
        Finished loose = Packaged.refused("--data", data.toString());
        assertThat(loose.exitCode()).isEqualTo(REFUSED);
        assertThat(loose.err()).contains("must be readable by its owner only (chmod 600)");
    }

    /** The local addresses a port is listened on, as proc(5) writes them: 127.0.0.1 ends with 0100007F. */
    private static List<String> listeningAddresses(int port) throws IOException {
        List<String> addresses = new ArrayList<>();
        String wanted = String.format(Locale.ROOT, ":%04X", port);
        for (String table : List.of("tcp", "tcp6")) {
            Path file = Path.of("/proc/net", table);
            for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
                String[] fields = line.strip().split(" +", -1);
                if (fields[1].endsWith(wanted) && fields[3].equals("0A")) {
                    addresses.add(fields[1].substring(0, fields[1].indexOf(':')));
                }
            }
        }
        return addresses;
    }

    @Test
    void hostileClientsDoNotEndIt() throws Exception {
        long seed = Long.getLong("gramme.seed", System.nanoTime() % 1_000_000);
        System.out.println("ProcessTest seed " + seed);
        List<Socket> halfOpen = new ArrayList<>();
        try (ServerProcess server = Packaged.start("--in-memory");
                ApiConnection connection = new ApiConnection(server.port())) {
            for (int at = 0; at < 200; at++) {
                halfOpen.add(new Socket(InetAddress.getLoopbackAddress(), server.port()));
                halfOpen.getLast().getOutputStream().write("POST / HT".getBytes(StandardCharsets.US_ASCII));
            }
            garbage(server.port(), new Random(seed));
            brokenBodies(server.port());
            deepAndLarge(connection);
            assertThat(connection.call("ListTables", "{}")).isEqualTo("{\"TableNames\":[]}");
            assertThat(server.isAlive()).isTrue();
            assertThat(server.residentKilobytes()).isLessThan(1_000_000);
        } finally {
            for (Socket socket : halfOpen) {
                socket.close();
            }
        }
    }

    private static void garbage(int port, Random random) throws IOException {
        String valid = "POST / HTTP/1.1\r\nx-amz-target: DynamoDB_20120810.PutItem\r\nauthorization: AWS4-HMAC-SHA256"
                + " Credential=a/b/c/dynamodb/aws4_request\r\ncontent-length: 20\r\n\r\n{\"TableName\":\"name\"}";
        for (int at = 0; at < 300; at++) {
            byte[] bytes = valid.getBytes(StandardCharsets.US_ASCII);
            for (int change = random.nextInt(5); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                // Some are cut off by a reset instead of an orderly end.
                socket.setSoLinger(random.nextBoolean(), 0);
                socket.getOutputStream().write(bytes, 0, 1 + random.nextInt(bytes.length));
            }
        }
    }

    /** Bodies that announce much and send little, and chunks that never end. */
    private static void brokenBodies(int port) throws IOException {
        for (int at = 0; at < 50; at++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.getOutputStream()
                        .write("POST / HTTP/1.1\r\ncontent-length: 16777216\r\n\r\n{"
                                .getBytes(StandardCharsets.US_ASCII));
            }
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = socket.getOutputStream();
            out.write("POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] chunk = ("100000\r\n" + " ".repeat(1 << 20) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            for (int at = 0; at < 16; at++) {
                out.write(chunk);
            }
            out.write("1\r\n".getBytes(StandardCharsets.US_ASCII));
            out.write(' ');
            assertThat(new String(socket.getInputStream().readNBytes(13), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 413 ");
        }
    }

    private static void deepAndLarge(ApiConnection connection) throws IOException {
        connection.tryCall("PutItem", "[".repeat(1_000_000));
        assertThat(connection.status()).isEqualTo(400);
        connection.tryCall("PutItem", "{\"a\":".repeat(200_000));
        assertThat(connection.status()).isEqualTo(400);
        String nested = "{\"L\":[".repeat(2_000) + "{\"N\":\"1\"}" + "]}".repeat(2_000);
        connection.tryCall("PutItem", "{\"TableName\":\"nothing\",\"Item\":{\"pk\":" + nested + "}}");
        assertThat(connection.status()).isEqualTo(400);
        connection.tryCall("Query", "{\"TableName\":\"nothing\",\"KeyConditionExpression\":\"" + "(".repeat(1_000_000));
        assertThat(connection.status()).isEqualTo(400);
        connection.tryCall("ListTables", "{\"Limit\":" + "9".repeat(1_000_000) + "}");
        assertThat(connection.status()).isEqualTo(400);
    }

    @Test
    void aSmallBodyThatInflatesWithoutEndIsRefused() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            byte[] block = new byte[1 << 20];
            for (int at = 0; at < 64; at++) {
                gzip.write(block);
            }
        }
        try (ServerProcess server = Packaged.start("--in-memory");
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write(("POST / HTTP/1.1\r\nconnection: close\r\nx-amz-target: DynamoDB_20120810.ListTables\r\n"
                                    + "authorization: AWS4-HMAC-SHA256 Credential=a/b/c/dynamodb/aws4_request\r\n"
                                    + "content-encoding: gzip\r\ncontent-length: " + packed.size() + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(packed.toByteArray());
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 400 ")
                    .contains("SerializationException");
            assertThat(server.isAlive()).isTrue();
        }
    }
}
