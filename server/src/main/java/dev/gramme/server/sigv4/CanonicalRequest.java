package dev.gramme.server.sigv4;

import dev.gramme.server.http.HttpRequest;
import java.nio.charset.StandardCharsets;

/** A request in the one form that both sides sign. */
final class CanonicalRequest {
    private static final byte[] ALGORITHM = "AWS4-HMAC-SHA256\n".getBytes(StandardCharsets.US_ASCII);

    private CanonicalRequest() {}

    /**
     * Writes it, into the text that is empty.
     *
     * @param presigned whether the signature stands in the query, of which it is no part
     */
    static void write(HttpRequest request, SignedHeaders signedHeaders, boolean presigned, Scratch scratch) {
        Utf8 text = scratch.text();
        String target = request.path();
        int mark = target.indexOf('?');
        text.addAscii(request.method());
        text.add('\n');
        text.addAscii(CanonicalUri.path(mark < 0 ? target : target.substring(0, mark)));
        text.add('\n');
        if (mark >= 0) {
            text.addAscii(CanonicalUri.query(target.substring(mark + 1), presigned));
        }
        text.add('\n');
        signedHeaders.write(request.headers(), text);
        text.add('\n');
        text.add(signedHeaders.bytes());
        text.add('\n');
        text.addHex(scratch.sha256(request.body(), request.body().length));
    }

    /** Writes what is signed behind the canonical request: algorithm, time, scope and the request's digest. */
    static void writeStringToSign(String timestamp, CredentialScope scope, Scratch scratch) {
        Utf8 text = scratch.text();
        byte[] digest = scratch.sha256(text.array(), text.length());
        text.add(ALGORITHM);
        text.addAscii(timestamp);
        text.add('\n');
        text.addAscii(scope.text());
        text.add('\n');
        text.addHex(digest);
    }
}
