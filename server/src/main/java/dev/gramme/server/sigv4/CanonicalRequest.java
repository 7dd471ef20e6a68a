package dev.gramme.server.sigv4;

import dev.gramme.server.http.HttpRequest;

/** A request in the one form that both sides sign. */
final class CanonicalRequest {
    private CanonicalRequest() {}

    /**
     * Writes it.
     *
     * @param presigned whether the signature stands in the query, of which it is no part
     */
    static void write(
            HttpRequest request, HeaderLines headers, SignedHeaders signedHeaders, boolean presigned, Utf8 text) {
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
        signedHeaders.write(headers, text);
        text.add('\n');
        text.addAscii(signedHeaders.names());
        text.add('\n');
        text.addHex(Digests.sha256(request.body(), request.body().length));
    }

    /** Writes what is signed behind the canonical request: algorithm, time, scope and the request's digest. */
    static void writeStringToSign(String timestamp, CredentialScope scope, Utf8 text) {
        byte[] digest = Digests.sha256(text.array(), text.length());
        text.addAscii("AWS4-HMAC-SHA256\n");
        text.addAscii(timestamp);
        text.add('\n');
        text.addAscii(scope.text());
        text.add('\n');
        text.addHex(digest);
    }
}
