package dev.gramme.server.sigv4;

import dev.gramme.server.http.HttpRequest;
import java.util.List;

/** A request in the one form that both sides sign. */
final class CanonicalRequest {
    private CanonicalRequest() {}

    static Utf8 of(HttpRequest request, HeaderLines headers, List<String> signedHeaders) {
        String target = request.path();
        int mark = target.indexOf('?');
        Utf8 text = new Utf8();
        text.add(request.method());
        text.add('\n');
        text.add(CanonicalUri.path(mark < 0 ? target : target.substring(0, mark)));
        text.add('\n');
        text.add(mark < 0 ? "" : CanonicalUri.query(target.substring(mark + 1)));
        text.add('\n');
        for (String name : signedHeaders) {
            text.add(name);
            text.add(':');
            headers.writeValues(name, text);
            text.add('\n');
        }
        text.add('\n');
        text.add(String.join(";", signedHeaders));
        text.add('\n');
        text.addHex(Digests.sha256(request.body(), request.body().length));
        return text;
    }

    /** What is signed: algorithm, time, scope and the digest of the canonical request. */
    static Utf8 stringToSign(String timestamp, CredentialScope scope, Utf8 canonical) {
        Utf8 text = new Utf8();
        text.add("AWS4-HMAC-SHA256\n");
        text.add(timestamp);
        text.add('\n');
        text.add(scope.toString());
        text.add('\n');
        text.addHex(Digests.sha256(canonical.array(), canonical.length()));
        return text;
    }
}
