package dev.gramme.acceptance.load;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One keep-alive connection that sends requests as an SDK does, without its cost. Used by one thread. */
public final class ApiConnection implements AutoCloseable {
    /** For servers that take any key. */
    private static final String UNSIGNED = "authorization: AWS4-HMAC-SHA256"
            + " Credential=load/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host;x-amz-target, Signature="
            + "0".repeat(64) + "\r\nx-amz-date: 20260101T000000Z\r\n";

    private final Socket socket;
    private final InputStream in;
    private final @Nullable Signer signer;
    private int status;

    public ApiConnection(int port) throws IOException {
        this(port, null);
    }

    /** To a server, with signatures where it wants them. */
    public ApiConnection(ServerProcess server) throws IOException {
        this(server.port(), server.key());
    }

    /** One that fails where an answer takes longer than so long; it is of no use any more then. */
    public ApiConnection(int port, int patienceMillis) throws IOException {
        this(port, null);
        socket.setSoTimeout(patienceMillis);
    }

    private ApiConnection(int port, @Nullable AccessKey key) throws IOException {
        this.signer = key == null ? null : new Signer(key);
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        this.in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
    }

    /**
     * Sends a request and returns the body of the answer, which must be a success.
     *
     * @param operation of DynamoDB; one of another service bears the prefix of its target
     */
    public String call(String operation, String body) throws IOException {
        String answer = tryCall(operation, body);
        if (status != 200) {
            throw new IOException(operation + " answered " + status + ": " + answer);
        }
        return answer;
    }

    /** Sends a request and returns the body of the answer, whatever {@link #status} it has. */
    public String tryCall(String operation, String body) throws IOException {
        String target = operation.indexOf('.') < 0 ? "DynamoDB_20120810." + operation : operation;
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        byte[] head = ("POST / HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/x-amz-json-1.0\r\n"
                        + "x-amz-target: " + target + "\r\n"
                        + (signer == null ? UNSIGNED : signer.headers("localhost", target, bytes))
                        + "content-length: " + bytes.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] request = new byte[head.length + bytes.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(bytes, 0, request, head.length, bytes.length);
        socket.getOutputStream().write(request);
        return answer();
    }

    public int status() {
        return status;
    }

    private String answer() throws IOException {
        status = Integer.parseInt(line().substring(9, 12));
        int length = 0;
        for (String header = line(); !header.isEmpty(); header = line()) {
            if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Integer.parseInt(header.substring(15).strip());
            }
        }
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("The answer was cut off");
        }
        return new String(body, StandardCharsets.UTF_8);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        while (true) {
            int b = in.read();
            if (b < 0) {
                throw new EOFException("The connection was closed");
            }
            if (b == '\n') {
                return line.toString();
            }
            if (b != '\r') {
                line.append((char) b);
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
