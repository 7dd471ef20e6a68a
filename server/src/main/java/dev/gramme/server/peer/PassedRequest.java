package dev.gramme.server.peer;

import dev.gramme.database.cluster.Fields;
import dev.gramme.server.http.HttpAnswer;
import dev.gramme.server.http.HttpFaultException;
import dev.gramme.server.http.HttpRequest;
import dev.gramme.server.http.Peer;
import java.io.DataInputStream;
import java.io.IOException;

/** Requests as they are passed on between servers, and their answers, as bytes. */
final class PassedRequest {
    private PassedRequest() {}

    /** A request with all that was sent, and by whom. */
    static byte[] encode(HttpRequest request) {
        byte[] head = request.headers().bytes();
        Peer peer = request.peer();
        Peer.Tls tls = peer.tls();
        return Fields.encode(out -> {
            out.writeInt(head.length);
            out.write(head);
            out.writeUTF(peer.address());
            out.writeUTF(tls == null ? "" : tls.version());
            out.writeUTF(tls == null ? "" : tls.cipherSuite());
            out.write(request.body());
        });
    }

    /**
     * The same request again.
     *
     * @throws IOException where it is none
     */
    static HttpRequest decode(byte[] encoded) throws IOException {
        DataInputStream in = Fields.of(encoded);
        byte[] head = in.readNBytes(in.readInt());
        String address = in.readUTF();
        String version = in.readUTF();
        String cipherSuite = in.readUTF();
        Peer.Tls tls = version.isEmpty() ? null : new Peer.Tls(version, cipherSuite);
        try {
            return HttpRequest.passedOn(head, in.readAllBytes(), new Peer(address, tls));
        } catch (HttpFaultException e) {
            throw new IOException("No request", e);
        }
    }

    static byte[] encode(HttpAnswer answer) {
        String errorType = answer.errorType();
        return Fields.encode(out -> {
            out.writeInt(answer.status());
            out.writeUTF(answer.contentType());
            out.writeUTF(answer.requestId());
            out.writeUTF(errorType == null ? "" : errorType);
            out.write(answer.body(), 0, answer.length());
        });
    }

    /**
     * The same answer again.
     *
     * @throws IOException where it is none
     */
    static HttpAnswer decodeAnswer(byte[] encoded) throws IOException {
        DataInputStream in = Fields.of(encoded);
        int status = in.readInt();
        String contentType = in.readUTF();
        String requestId = in.readUTF();
        String errorType = in.readUTF();
        byte[] body = in.readAllBytes();
        return new HttpAnswer(
                status, contentType, requestId, body, body.length, errorType.isEmpty() ? null : errorType);
    }
}
