package dev.gramme.server.http;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A client that writes any frames, sensible or not (source: RFC 9113, and RFC 7541 for literal headers). */
final class RawHttp2 implements AutoCloseable {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int CONTINUATION = 9;
    static final int END_STREAM = 1;
    static final int END_HEADERS = 4;
    static final byte[] NOTHING = new byte[0];

    private final SSLSocket socket;
    private final DataInputStream in;
    private final OutputStream out;

    /** A frame that came. */
    @SuppressWarnings("ArrayRecordComponent") // a test's
    record Frame(int type, int flags, int stream, byte[] payload) {
        /** The error of a RST_STREAM or GOAWAY. */
        int error() {
            return ByteBuffer.wrap(payload).getInt(type == GOAWAY ? 4 : 0);
        }
    }

    /** Connects, and says what it will speak. */
    RawHttp2(Path authority, int port, byte[] settings) throws IOException {
        socket = connect(authority, port);
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
        out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        send(SETTINGS, 0, 0, settings);
    }

    private static SSLSocket connect(Path authority, int port) throws IOException {
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(Files.newInputStream(authority)));
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            SSLSocket socket =
                    (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"h2"});
            socket.setSSLParameters(parameters);
            socket.setSoTimeout(10_000);
            socket.startHandshake();
            return socket;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    String protocol() {
        return socket.getApplicationProtocol();
    }

    void send(int type, int flags, int stream, byte[] payload) throws IOException {
        out.write(frame(type, flags, stream, payload));
    }

    void sendBytes(byte[] bytes) throws IOException {
        out.write(bytes);
    }

    static byte[] frame(int type, int flags, int stream, byte[] payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .put((byte) (payload.length >> 16))
                .putShort((short) payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    static byte[] number(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    /** Headers as they are sent uncompressed: names and values in turns. */
    static byte[] block(String... namesAndValues) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        for (int at = 0; at < namesAndValues.length; at++) {
            if (at % 2 == 0) {
                block.write(0);
            }
            byte[] text = namesAndValues[at].getBytes(StandardCharsets.ISO_8859_1);
            int length = text.length;
            block.write(Math.min(length, 127));
            if (length >= 127) {
                for (length -= 127; length >= 128; length >>= 7) {
                    block.write(length & 127 | 128);
                }
                block.write(length);
            }
            block.writeBytes(text);
        }
        return block.toByteArray();
    }

    /** A request of an operation, all but its body. */
    static byte[] post(String operation, String... more) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        block.writeBytes(block(":method", "POST", ":path", "/", ":scheme", "https", ":authority", "localhost"));
        block.writeBytes(block("x-amz-target", "DynamoDB_20120810." + operation));
        block.writeBytes(block(
                "authorization",
                "AWS4-HMAC-SHA256 Credential=key/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host,"
                        + " Signature=0"));
        block.writeBytes(block(more));
        return block.toByteArray();
    }

    /** The next frame; null at the end of the connection. */
    @Nullable
    Frame next() throws IOException {
        try {
            int length = in.readUnsignedShort() << 8 | in.readUnsignedByte();
            int type = in.readUnsignedByte();
            int flags = in.readUnsignedByte();
            int stream = in.readInt();
            byte[] payload = new byte[length];
            in.readFully(payload);
            return new Frame(type, flags, stream, payload);
        } catch (EOFException e) {
            return null;
        }
    }

    /** The next frame of a kind. */
    Frame next(int type) throws IOException {
        for (Frame frame = next(); frame != null; frame = next()) {
            if (frame.type() == type) {
                return frame;
            }
        }
        throw new EOFException("The connection was closed");
    }

    /**
     * Reads to the end; the error the connection was ended for, -1 for none. What is still being sent then is one more
     * error to the server, which is not looked at.
     */
    int end() {
        int error = -1;
        try {
            for (Frame frame = next(); frame != null; frame = next()) {
                if (frame.type() == GOAWAY && error <= 0) {
                    error = frame.error();
                }
            }
        } catch (IOException e) {
            // A connection may also be reset under what was still being sent.
            return error;
        }
        return error;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
